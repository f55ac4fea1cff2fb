//! Resources open to everyone.

use super::super::view::TestView;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::arn::ArnPattern;
use crate::pattern::{Piece, has_wildcard, pieces};
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
pub(super) fn fixes_the_caller<S: Copy>(test: &TestView<'_, '_, S>) -> bool {
    let Some(operator) = test.operator else { return true };
    let all_values = operator.qualifier == Some(SetQualifier::ForAllValues);
    if operator.if_exists
        || all_values
        || operator.comparison.is_negated()
        || operator.comparison == Comparison::Null
    {
        return false;
    }
    let known = KEYS.iter().any(|key| test.is_of(key));
    // Keys of services such as `kms:CallerAccount` say who calls, each in its own way.
    let of_a_service = !test.is_under("aws:") && test.key.to_ascii_lowercase().contains("account");
    (known || of_a_service) && !test.texts().any(|(text, _)| is_open(text))
}

/// Whether the value leaves open whose account, organization or network it is.
fn is_open(value: &str) -> bool {
    // A parameter of a template has one value in the end.
    let is_free = |piece| matches!(piece, Piece::Wildcard { .. } | Piece::Variable { .. });
    if let Ok(arn) = ArnPattern::parse(value) {
        // Buckets have no account in their ARNs; their names are nobody else's.
        let is_bucket = arn.account.is_empty() || arn.service == "s3";
        let owner = if is_bucket { arn.resource } else { arn.account };
        return pieces(owner.split('/').next().unwrap_or_default()).any(is_free);
    }
    // What follows may be a path within an organization, or a session of a role. That a variable is
    // too permissive is another finding.
    let owner = value.split([':', '/']).next().unwrap_or_default();
    has_wildcard(owner) || matches!(value, "0.0.0.0/0" | "::/0")
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

#[cfg(test)]
mod tests {
    use crate::check::tests::codes_in;
    use crate::policy::PolicyType;

    #[test]
    fn only_fixed_values_say_who_is_let_in() {
        for (condition, expected) in [
            (r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}"#, true),
            (r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}"#, false),
            (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::reports"}"#, false),
            (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:reports"}"#, false),
            (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}"#, true),
            (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ci"}"#, true),
            (r#""StringEquals": {"aws:PrincipalTag/team": "search"}"#, true),
            (r#""StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}"#, false),
            (r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:${aws:PrincipalAccount}:*"}"#, true),
            (r#""StringLike": {"aws:SourceVpc": "vpc-*"}"#, true),
            (r#""StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}"#, false),
            (r#""StringLike": {"aws:PrincipalOrgPaths": "o-z9y8x7w6v5/*"}"#, false),
            (r#""StringLike": {"aws:userid": "AROAEXAMPLE:*"}"#, false),
            (r#""IpAddress": {"aws:SourceIp": "::/0"}"#, true),
        ] {
            let rest = format!(r#""Action": "sqs:SendMessage", "Condition": {{{condition}}}"#);
            let open = format!(
                r#""Effect": "Allow", "Principal": {{"AWS": "*"}}, "Resource": "*", {rest}"#
            );
            let codes = codes_in(PolicyType::Resource, &open);
            assert_eq!(codes.contains(&"x-public-resource-policy"), expected, "{condition}");
        }
    }
}
