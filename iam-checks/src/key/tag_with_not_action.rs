//! Tests of a resource's tag next to `NotAction`.

use crate::prelude::*;
use iam_language::policy::Comparison;

declare_check! {
    /// A `Deny` with `NotAction` holds only for resources with a certain tag.
    ///
    /// Many actions never carry the tag of a resource, and those the statement does not deny. List
    /// the actions that do, or deny the others without the test.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "NotAction": "ec2:Describe*", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/tier": "restricted" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/tier": "restricted" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Deny `NotAction` with unsupported tag condition key for service".
    pub(crate) static DENY:
        "deny-notaction-with-unsupported-tag-condition-key-for-service", SecurityWarning
}

declare_check! {
    /// An `Allow` with `NotAction` holds only for resources with a certain tag.
    ///
    /// Many actions never carry the tag of a resource, and those the statement does not allow. List
    /// the actions that do.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/team": "search" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/team": "search" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Allow `NotAction` with unsupported tag condition key for service".
    pub(crate) static ALLOW:
        "allow-notaction-with-unsupported-tag-condition-key-for-service", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type == PolicyType::Trust
        || !statement.has(Element::NotAction)
    {
        return;
    }
    let (about, verb) = match (statement.allows(), statement.denies()) {
        (true, _) => (&ALLOW, "allow"),
        (_, true) => (&DENY, "deny"),
        _ => return,
    };
    for test in statement.tests.iter().filter(|test| needs_tag(test)) {
        let message = format!(
            "the statement does not {verb} any action that never carries `{}`, and `NotAction` \
             does not tell which those are",
            test.key
        );
        let fix = "list the actions that know the key under `Action`";
        report.push(about.at(test.key_span, message).with_fix(fix));
    }
}

/// Whether the test fails for a resource without that tag.
pub(crate) fn needs_tag(test: &TestView<'_, '_>) -> bool {
    test.is_under("aws:ResourceTag/")
        && test.is_positive()
        && !test.is_if_exists()
        && !test.has_comparison(Comparison::Null)
}
