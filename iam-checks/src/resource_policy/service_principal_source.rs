//! Services let in for whomever they act.

use crate::prelude::*;
use crate::questions::SOURCE_KEYS;
use crate::resource_policy::let_in::{named, services_let_in};
use iam_language::policy::Comparison;

declare_check! {
    /// A statement lets a service in, whatever customer it acts for.
    ///
    /// Any customer of the service can make it act on this resource. Test the source: the ARN, account
    /// or organization for which the service acts.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "*",
    ///                   "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Restrict access to service principal".
    pub(crate) static UNRESTRICTED:
        "restrict-access-to-service-principal", SecurityWarning
}

declare_check! {
    /// A statement that lets a service in tests another key than those made to tell whom it acts for.
    ///
    /// Any caller can send `aws:Referer`, and not every service sets it. `aws:SourceArn`,
    /// `aws:SourceAccount`, `aws:SourceOrgID` and `aws:SourceOrgPaths` come from the service.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::inbound-mail/*",
    ///                   "Condition": { "StringEquals": { "aws:Referer": "111122223333" } } }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::inbound-mail/*",
    ///                   "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Recommended condition key for service principal".
    pub(crate) static RECOMMENDED:
        "recommended-condition-key-for-service-principal", Suggestion
}

const MAKESHIFT: [&str; 2] = ["aws:Referer", "aws:SourceOwner"];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let services = services_let_in(statement);
    let Some((first, others)) = services.split_first() else { return };
    let sources = || statement.tests.iter().filter(|test| test.is_one_of(&SOURCE_KEYS));
    if sources().any(|test| test.is_positive() && !test.has_comparison(Comparison::Null)) {
        return;
    }
    let message = format!("{} is allowed, whoever it acts for", named(first));
    let fix = "test `aws:SourceArn` or `aws:SourceAccount` in `Condition`";
    let finding = UNRESTRICTED.at(first.span, message).with_fix(fix);
    report.push(finding.with_related(others.iter().map(|it| it.span)));
    if sources().next().is_some() {
        return;
    }
    for test in statement.tests.iter().filter(|test| test.is_one_of(&MAKESHIFT)) {
        let message = format!("`{}` is not made to tell whom a service acts for", test.key);
        let fix = "test `aws:SourceAccount` or `aws:SourceArn` instead";
        report.push(RECOMMENDED.at(test.key_span, message).with_fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn only_a_test_that_has_to_match_restricts() {
        for (test, wanted) in [
            (r#""StringEqualsIgnoreCase": {"AWS:sourceaccount": "111122223333"}"#, 0),
            (r#""ForAnyValue:StringLike": {"aws:SourceOrgPaths": "o-a1b2c3d4e5/*"}"#, 0),
            (r#""StringNotEquals": {"aws:SourceAccount": "111122223333"}"#, 1),
            (r#""Null": {"aws:SourceAccount": "false"}"#, 1),
        ] {
            let found = codes_in(
                PolicyType::Resource,
                &format!(
                    r#""Effect": "Allow", "Principal": {{"Service": ["sns.amazonaws.com", "s3.amazonaws.com"]}}, "Action": "sqs:SendMessage", "Resource": "*", "Condition": {{{test}}}"#
                ),
            );
            assert_eq!(found.len(), wanted, "{test}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_service_lets_nobody_in() {
        for (service, wanted) in [
            ("*", "unsupported-wildcard-in-principal"),
            ("*.amazonaws.com", "unsupported-wildcard-in-principal"),
            ("lamda.amazonaws.com", "x-unknown-service-principal"),
            ("sns.amazonaws.com", "restrict-access-to-service-principal"),
        ] {
            let members = format!(
                r#""Effect": "Allow", "Principal": {{"Service": "{service}"}}, "Action": "sqs:SendMessage", "Resource": "*""#
            );
            assert_eq!(codes_in(PolicyType::Resource, &members), [wanted], "{service}");
        }
    }

    #[test]
    fn trust_policies_and_denials_are_clean() {
        let members =
            r#""Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole""#;
        let allow = format!(r#""Effect": "Allow", {members}"#);
        assert!(codes_in(PolicyType::Trust, &allow).is_empty());
        let deny = format!(r#""Effect": "Deny", {members}, "Resource": "*""#);
        assert!(codes_in(PolicyType::Resource, &deny).is_empty());
    }
}
