//! Which claims of a token AWS knows.

use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_registry::{Claim, ClaimStanding, is_oauth};

/// The claim that a test is of, if no request carries it: one that AWS does not list for a provider that it
/// lists claims of, or one that it takes from no provider.
pub(crate) fn unknown<'d>(test: &TestView<'d, '_>) -> Option<Claim<'d>> {
    let claim = Claim::of(test.key).filter(|_| !has_reference(test.key))?;
    (claim.standing() == ClaimStanding::NotTaken).then_some(claim)
}

/// The claim by which users of a provider are best told apart.
pub(crate) fn best_claim(provider: &str) -> &'static str {
    if is_oauth(provider) { "app_id" } else { "sub" }
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
