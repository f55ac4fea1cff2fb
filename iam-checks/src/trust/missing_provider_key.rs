//! Trust in every user of an OIDC provider.

use crate::prelude::*;
use crate::trust::claims::best_claim;
use crate::trust::provider::{Provider, claim};
use iam_language::pattern::has_reference;
use std::collections::HashSet;

declare_check! {
    /// A trust policy lets an OIDC provider in and tests nothing of what the provider says.
    ///
    /// Nothing says for which application or user the token has to be. Test the audience or, better, the
    /// subject: keys that start with the name of the provider.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "accounts.google.com:sub": "113355779900224466880" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing condition key for OIDC principal".
    "missing-condition-key-for-oidc-principal", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust || !statement.allows() {
        return;
    }
    let claims = statement.tests.iter().filter_map(|test| claim(test.key));
    let tested: HashSet<_> = claims.map(|(provider, _)| provider.to_ascii_lowercase()).collect();
    // A parameter may be any provider.
    let is_any = statement.policy.options.template && tested.iter().any(|it| has_reference(it));
    for (provider, _, span) in statement.providers() {
        let Provider::Oidc(name) = provider else { continue };
        let is_unknown = has_reference(name) && !tested.is_empty();
        if is_any || is_unknown || tested.contains(&name.to_ascii_lowercase()) {
            continue;
        }
        let message = format!("everyone whom `{name}` signs in can assume this role");
        let fix = format!("test `{name}:{}` in `Condition`", best_claim(name));
        report.push(ABOUT.at(span, message).with_fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn the_key_is_of_the_same_provider() {
        for (key, wanted) in [
            ("OIDC.eks.us-east-1.amazonaws.com/id/7F:sub", 0),
            ("oidc.eks.us-east-1.amazonaws.com/id/7E:sub", 1),
            ("oidc.eks.us-east-1.amazonaws.com:sub", 1),
            ("aws:SourceIp", 1),
        ] {
            let found = codes_in(
                PolicyType::Trust,
                &format!(
                    r#""Effect": "Allow", "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/7F"}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{"StringEquals": {{"{key}": "a"}}}}"#
                ),
            );
            let found =
                found.iter().filter(|it| **it == "missing-condition-key-for-oidc-principal");
            assert_eq!(found.count(), wanted, "{key}");
        }
    }
}
