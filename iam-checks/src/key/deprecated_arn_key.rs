//! `aws:ARN`.

use crate::prelude::*;

declare_check! {
    /// A condition key is `aws:ARN`.
    ///
    /// The key is out of date: requests are promised to carry `aws:PrincipalArn` only.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*",
    ///                   "Condition": { "ArnNotLike": { "aws:ARN": "arn:aws:iam::123456789012:role/Captain" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*",
    ///                   "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/Captain" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Deprecated global condition key". AWS does not say when this
    /// check applies and when the one about unsupported keys: this one is for policies without
    /// principals.
    pub(crate) static DEPRECATED_GLOBAL_CONDITION_KEY: "deprecated-global-condition-key", Warning
}

declare_check! {
    /// A condition key of a resource-based policy or trust policy is `aws:ARN`.
    ///
    /// IAM does not support the key there, so the statement would not do what it says.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210987654321" }, "Action": "sqs:SendMessage", "Resource": "*",
    ///                   "Condition": { "ArnEquals": { "aws:ARN": "arn:aws:iam::210987654321:role/Reader" } } }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210987654321" }, "Action": "sqs:SendMessage", "Resource": "*",
    ///                   "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::210987654321:role/Reader" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported global condition key". AWS does not say when this
    /// check applies and when the one about deprecated keys: this one is for policies with principals.
    pub(crate) static UNSUPPORTED_GLOBAL_CONDITION_KEY: "unsupported-global-condition-key", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let about = match statement.policy.options.policy_type {
        it if it.chooses_principals() => &UNSUPPORTED_GLOBAL_CONDITION_KEY,
        _ => &DEPRECATED_GLOBAL_CONDITION_KEY,
    };
    for test in statement.tests.iter().filter(|test| test.is_of("aws:ARN")) {
        let message = format!("`{}` has been replaced by `aws:PrincipalArn`", test.key);
        let finding = about.at(test.key_span, message).with_fix("write `aws:PrincipalArn`");
        let fix = Fix::replace(test.key_span, "aws:PrincipalArn");
        report.push(finding.mended_by(fix.maybe_incorrect()));
    }
}
