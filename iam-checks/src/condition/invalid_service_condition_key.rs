//! Condition keys that the service does not have.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_registry::{self as registry, Action};

declare_check! {
    /// A condition key has the prefix of a service, but the service has no such key.
    ///
    /// No request has it: a test of it never passes, and a negated one always does. Keys are compared without
    /// case, tags and other free parts included.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "StringLike": { "s3:prefixes": "public/*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "StringLike": { "s3:prefix": "public/*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid service condition key".
    "invalid-service-condition-key", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some((prefix, name)) = test.parts else { continue };
        if name.is_empty() || test.known_key().is_some() || has_reference(test.key) {
            continue;
        }
        let Some(service) = registry::service(prefix) else { continue };
        // Some services carry keys with the prefix of another: `ec2:osuser` of EC2 Instance Connect.
        let carries = |action: &Action| action.condition_key(test.key).is_some();
        if statement.actions.iter().filter_map(|action| action.known).any(carries) {
            continue;
        }
        // Of new actions nobody knows the condition keys yet.
        let is_new = |entry: &ActionView<'_>| {
            let mut actions = entry.matching().peekable();
            entry.service == Some(service)
                && actions.peek().is_some()
                && actions.all(|action| action.status().is_by_name_only())
        };
        if service.status().is_by_name_only() || statement.actions.iter().any(is_new) {
            continue;
        }
        let date = registry::version().date();
        let message = format!(
            "`{}` has no condition key `{}` (AWS's list of {date})",
            service.prefix(),
            test.key
        );
        let found = ABOUT.at(test.key_span, message);
        let advice = report.advice(&ABOUT, test.key, || {
            match registry::nearest_condition_keys(test.key).first() {
                Some(near) => Advice::write(near.replace("${", "<").replace('}', ">")),
                None => {
                    format!("look it up among the condition keys of `{}`", service.prefix()).into()
                }
            }
        });
        let fix = |meant: &str| Fix::replace(test.key_span, meant).maybe_incorrect();
        report.push(advice.give(found, fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn a_key_that_an_action_lists_exists() {
        let test = r#""Condition": {"StringEquals": {"ec2:osuser": "ec2-user"}}"#;
        for (action, wanted) in
            [("ec2-instance-connect:SendSSHPublicKey", false), ("ec2:RunInstances", true)]
        {
            let found = codes(&format!(r#""Action": "{action}", "Resource": "*", {test}"#));
            assert_eq!(found.contains(&super::ABOUT.code), wanted, "{action}");
        }
    }
}
