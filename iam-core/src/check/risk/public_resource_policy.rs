//! Resources open to everyone.

use super::super::view::TestView;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::policy::{Comparison, PolicyType, SetQualifier};

declare_check! {
    /// A resource-based policy allows every principal, and no condition says who or from where.
    ///
    /// Anyone on the internet with an AWS account, or without one, is let in.
    ///
    /// Only conditions that every request must meet count: not those with `IfExists`, and not negated
    /// ones.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:inbox" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:inbox",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-z9y8x7w6v5" } } }] }
    /// ```
    ///
    /// Source: ours, after the rules of S3 Block Public Access; checkov has the like.
    "x-public-resource-policy", SecurityWarning
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if policy.options.policy_type != PolicyType::Resource || !statement.allows() {
        return;
    }
    let Some(principal) = statement.element("Principal") else { return };
    let plain = (principal.node.text() == Some("*")).then_some(principal.node.span);
    let listed = statement.principals_of("AWS").find(|(text, _)| *text == "*");
    let Some(span) = plain.or(listed.map(|(_, span)| span)) else { return };
    if statement.tests.iter().any(fixes_the_caller) {
        return;
    }
    let message = "every principal of AWS is let in, and anonymous requests, too";
    let fix = "name the principals, or test `aws:PrincipalOrgID`, `aws:SourceArn` or the like";
    report.push(ABOUT.at(span, message).with_fix(fix));
}

/// Whether a request must be of certain callers or come from certain places to pass.
fn fixes_the_caller<S: Copy>(test: &TestView<'_, '_, S>) -> bool {
    let Some(operator) = test.operator else { return true };
    let all_values = operator.qualifier == Some(SetQualifier::ForAllValues);
    if operator.if_exists
        || all_values
        || operator.comparison.is_negated()
        || operator.comparison == Comparison::Null
    {
        return false;
    }
    let known = KEYS.iter().any(|key| test.is_of(key)) || test.is_under("aws:PrincipalTag/");
    // Keys of services such as `kms:CallerAccount` say who calls, each in its own way.
    let of_a_service = !test.is_under("aws:") && test.key.to_ascii_lowercase().contains("account");
    let is_open = test.texts().any(|(text, _)| matches!(text, "*" | "0.0.0.0/0" | "::/0"));
    (known || of_a_service) && !is_open
}

/// Keys that tell callers or their networks apart.
const KEYS: [&str; 18] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:VpcSourceIp",
    "aws:userid",
];
