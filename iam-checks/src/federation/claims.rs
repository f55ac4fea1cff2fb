//! Which claims of a token AWS knows.

use super::super::view::TestView;
use super::provider::claim;
use iam_language::pattern::has_reference;
use iam_language::registry::{self, ConditionKey, Service};

/// A claim that AWS does not take from the tokens of its provider, and those it takes.
pub(crate) struct Unknown<'t> {
    pub(crate) provider: &'t str,
    pub(crate) known: Vec<String>,
}

/// Whether a test is of a claim that no request carries: one that AWS does not list for a provider that it
/// lists claims of, or one that it takes from no provider.
///
/// Source: [keys for OIDC federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
pub(crate) fn unknown<'d>(test: &TestView<'d, '_>) -> Option<Unknown<'d>> {
    let (provider, name) = claim(test.key)?;
    let sts = registry::service("sts")?;
    if has_reference(test.key) || sts.condition_key(test.key).is_some() {
        return None;
    }
    let is_plain =
        |name: &str, plain: &[&str]| plain.iter().any(|it| it.eq_ignore_ascii_case(name));
    let listed = listed_claims(sts, provider);
    let is_oauth = is_plain(provider, &OAUTH);
    if listed.is_empty() {
        // Of other providers AWS takes what is about who the token is for.
        return is_plain(name, &NEVER).then(|| Unknown { provider, known: of_any() });
    }
    if !is_oauth && is_plain(name, &OF_ANY) {
        return None;
    }
    let mut known = listed;
    if !is_oauth {
        known.extend(["aud".to_owned(), "sub".to_owned()]);
        known.sort();
        known.dedup();
    }
    Some(Unknown { provider, known })
}

/// The claim by which users of a provider are best told apart.
pub(crate) fn best_claim(provider: &str) -> &'static str {
    if OAUTH.iter().any(|it| it.eq_ignore_ascii_case(provider)) { "app_id" } else { "sub" }
}

/// Providers that are older than OIDC, whose tokens have no subject.
const OAUTH: [&str; 2] = ["graph.facebook.com", "www.amazon.com"];

/// Claims that AWS takes from the tokens of every OIDC provider.
const OF_ANY: [&str; 6] = ["amr", "aud", "azp", "email", "oaud", "sub"];

/// Claims that are in every token, and that AWS takes from none.
const NEVER: [&str; 5] = ["exp", "iat", "iss", "jti", "nbf"];

fn of_any() -> Vec<String> {
    ["aud", "sub"].map(str::to_owned).to_vec()
}

/// The claims that AWS lists for a provider by its name.
fn listed_claims(sts: &'static Service, provider: &str) -> Vec<String> {
    let names =
        sts.condition_keys().iter().filter(|key| key.name().contains('.')).filter_map(|key| {
            let (_, name) = claim(key.name())?;
            let is_of = |key: &ConditionKey| key.matches(&format!("{provider}:{name}"));
            is_of(key).then(|| name.to_owned())
        });
    names.collect()
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn claims_that_aws_does_not_take_are_told() {
        for (key, wanted) in [
            ("token.actions.githubusercontent.com:iss", true),
            ("token.actions.githubusercontent.com:repository_owner", true),
            ("token.actions.githubusercontent.com:sub", false),
            ("token.actions.githubusercontent.com:aud", false),
            ("token.actions.githubusercontent.com:repository_id", false),
            ("token.actions.githubusercontent.com/acme:job_workflow_ref", false),
            ("gitlab.com:project_id", false),
            ("gitlab.com:project_path", true),
            ("graph.facebook.com:sub", true),
            ("graph.facebook.com:app_id", false),
            ("accounts.google.com:email", false),
            ("oidc.example.com/id:groups", false),
            ("oidc.example.com/id:iss", true),
            ("oidc.eks.eu-west-1.amazonaws.com/id/7F:sub", false),
            ("oidc.eks.eu-west-1.amazonaws.com/id/7F:namespace", true),
        ] {
            let provider = key.split(':').next().unwrap_or_default();
            let members = format!(
                r#""Effect": "Allow", "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{provider}"}},
                   "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{"StringEquals": {{"{key}": "x"}}}}"#
            );
            let found = codes_in(PolicyType::Trust, &members);
            assert_eq!(found.contains(&"x-key-not-for-action"), wanted, "{key}: {found:?}");
        }
    }
}
