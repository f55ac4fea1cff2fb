//! A statement without resource.

use super::super::view::{ActionView, PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::policy::PolicyType;

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
    // The policy of a container repository is about that repository alone.
    let is_ecr = |action: &ActionView<'_, S>| {
        action.parts.is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case("ecr"))
    };
    let of_repository = policy.options.policy_type == PolicyType::Resource
        && !statement.actions.is_empty()
        && statement.actions.iter().all(is_ecr);
    let needed = policy.options.policy_type.may_have_resource() && !of_repository;
    if needed && statement.lacks(&["Resource", "NotResource"]) {
        let finding = ABOUT.at(statement.node.span, "the statement names no resource");
        report.push(finding.with_fix("add `\"Resource\": \"arn:…\"`, or `\"Resource\": \"*\"`"));
    }
}
