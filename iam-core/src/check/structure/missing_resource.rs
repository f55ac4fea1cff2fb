//! A statement without resource.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};

declare_check! {
    /// A statement has neither `Resource` nor `NotResource`.
    ///
    /// IAM refuses the policy: the statement would be about nothing. Every policy but a role trust
    /// policy says what its actions apply to, be it `*`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing resource".
    "missing-resource", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if policy.options.policy_type.has_resource() && statement.lacks(&["Resource", "NotResource"]) {
        let finding = ABOUT.at(statement.node.span, "the statement names no resource");
        report.push(finding.with_fix("add `\"Resource\": \"arn:…\"`, or `\"Resource\": \"*\"`"));
    }
}
