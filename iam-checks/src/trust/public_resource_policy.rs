//! Resources open to everyone.

use crate::prelude::*;
use iam_language::arn::{self, ArnPattern};
use iam_language::literal::{Network, Networks};
use iam_language::pattern::{self, Piece, has_wildcard, pieces};
use iam_language::policy::{Comparison, SetQualifier};

declare_check! {
    /// A resource-based policy allows every principal, and no condition says who or from where.
    ///
    /// Anyone on the internet with an AWS account, or without one, is let in.
    ///
    /// Only conditions that every request must meet count: not those with `IfExists`, and not negated
    /// ones. A `Deny` in the same policy that leaves only certain callers counts as well.
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
    pub(crate) static PUBLIC: "x-public-resource-policy", SecurityWarning
}

declare_check! {
    /// A policy of unknown use allows every action on every resource to every principal.
    ///
    /// It is the policy that a VPC endpoint has by default, where it limits nothing; on a resource it would
    /// be public. Say which it is: `vpc-endpoint` as its policy type, or the type of the resource.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }] }
    /// ```
    /// ```json,clean,vpc-endpoint
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; the default policy of
    /// [endpoints](https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
    pub(crate) static OF_ANY_RESOURCE: "x-public-policy-of-any-resource", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Resource || !statement.allows() {
        return;
    }
    let Some(principal) = statement.element(Element::Principal) else { return };
    let plain = (principal.node.text() == Some("*")).then_some(principal.node.span);
    let listed = statement.principals_of("AWS").find(|(text, _)| *text == "*");
    let Some(span) = plain.or(listed.map(|(_, span)| span)) else { return };
    if statement.tests.iter().any(fixes_the_caller)
        || statement
            .policy
            .statements
            .iter()
            .take(MOST)
            .any(|other| denies_the_rest(other, statement))
    {
        return;
    }
    // What names every action of every service is no policy of one resource, unless somebody says so: AWS
    // gives a VPC endpoint this very statement.policy.
    let of_an_endpoint = statement.policy.options.resource_type.is_none()
        && statement.actions.iter().any(ActionView::is_every_action)
        && statement.resources.iter().any(|resource| resource.text == "*");
    if of_an_endpoint {
        let message =
            "on a resource, this would let in every principal of AWS and anonymous requests";
        let fix = "check it as a VPC endpoint policy if it is one, which limits and grants nothing; \
                   otherwise name the principals";
        report.push(OF_ANY_RESOURCE.at(span, message).with_fix(fix));
        return;
    }
    let message = "this lets in every principal of AWS, and anonymous requests";
    let fix = "name the principals, or test `aws:PrincipalOrgID`, `aws:SourceArn` or the like";
    report.push(PUBLIC.at(span, message).with_fix(fix));
}

/// How many statements, or entries of a list, are looked at: more than the quota of any resource-based
/// policy leaves room for.
const MOST: usize = 400;

/// Whether a request must be of certain callers or come from certain places to pass.
pub(crate) fn fixes_the_caller(test: &TestView<'_, '_>) -> bool {
    let Some(operator) = test.operator else { return true };
    let all_values = operator.qualifier == Some(SetQualifier::ForAllValues);
    if operator.if_exists
        || all_values
        || operator.comparison.is_negated()
        || operator.comparison == Comparison::Null
    {
        return false;
    }
    if test.is_one_of(&TRUE_KEYS) {
        return !test.scalars().any(|(text, _)| !text.eq_ignore_ascii_case("true"));
    }
    // Only services of AWS have such a name, whatever it is.
    test.is_one_of(&["aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"])
        || has_closed_values(test)
}

/// Whether the test compares a key that tells callers apart with values that stand for certain ones.
fn has_closed_values(test: &TestView<'_, '_>) -> bool {
    let known = KEYS.iter().any(|key| test.is_of(key));
    // Keys of services such as `kms:CallerAccount` say who calls, each in its own way.
    let of_a_service = !test.is_under("aws:") && test.key.to_ascii_lowercase().contains("account");
    (known || of_a_service)
        && !test.texts().any(|(text, _)| is_open(text))
        && !Networks::new(test.texts().filter_map(|(text, _)| Network::parse(text)).collect())
            .cover_a_version()
}

/// Whether `denial` keeps everybody but certain callers from all that `allowed` allows.
fn denies_the_rest(denial: &StatementView<'_, '_>, allowed: &StatementView<'_, '_>) -> bool {
    let everybody =
        denial.element(Element::Principal).is_some_and(|it| it.node.text() == Some("*"))
            || denial.principals_of("AWS").any(|(text, _)| text == "*");
    let pairs = |a: usize, b: usize| a.saturating_mul(b) > MOST * MOST;
    if pairs(denial.actions.len(), allowed.actions.len())
        || pairs(denial.resources.len(), allowed.resources.len())
    {
        return false;
    }
    if !denial.denies()
        || !everybody
        || !denial.has(Element::Action)
        || !denial.has(Element::Resource)
    {
        return false;
    }
    // Each test of the denial spares some callers; together they spare whom any of them spares.
    let spares_certain_callers = |test: &TestView<'_, '_>| {
        let Some(operator) = test.operator else { return false };
        if operator.qualifier.is_some() {
            return false;
        }
        let of_services = test.is_of("aws:PrincipalIsAWSService")
            && operator.comparison == Comparison::Bool
            && test.scalars().all(|(text, _)| text.eq_ignore_ascii_case("false"));
        // With `IfExists`, too: a request without the key is denied by a negated test.
        of_services || operator.comparison.is_negated() && has_closed_values(test)
    };
    let covers = |allowed: &ActionView<'_>| {
        denial.actions.iter().any(|denied| {
            denied.is_every_action() || pattern::covers_ignoring_case(denied.text, allowed.text)
        })
    };
    !denial.tests.is_empty()
        && denial.tests.iter().all(spares_certain_callers)
        && allowed.has(Element::Action)
        && allowed.has(Element::Resource)
        && allowed.actions.iter().all(covers)
        && allowed.resources.iter().all(|allowed| {
            denial.resources.iter().any(|denied| arn::covers(denied.text, allowed.text))
        })
}

/// Whether the value leaves open whose account, organization or network it is.
fn is_open(value: &str) -> bool {
    // A parameter of a template has one value in the end.
    let is_free = |piece| matches!(piece, Piece::Wildcard { .. } | Piece::Variable { .. });
    if let Ok(arn) = ArnPattern::parse(value) {
        // Buckets have no account in their ARNs; their names are nobody else's.
        let is_bucket = arn.account.is_empty()
            || arn.service == "s3" && !arn.resource.starts_with("accesspoint/");
        let owner = if is_bucket { arn.resource } else { arn.account };
        return pieces(owner.split('/').next().unwrap_or_default()).any(is_free);
    }
    // What follows may be a path within an organization, or a session of a role. That a variable is
    // too permissive is another finding.
    let owner = value.split([':', '/']).next().unwrap_or_default();
    has_wildcard(owner)
}

/// Keys that only requests from certain places have as `true`.
///
/// Sources: [global condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html);
/// [the meaning of "public" of Amazon EFS](https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html).
const TRUE_KEYS: [&str; 2] =
    ["aws:PrincipalIsAWSService", "elasticfilesystem:AccessedViaMountTarget"];

/// Keys that tell callers or their networks apart.
///
/// Sources: global condition keys;
/// [the meaning of "public" of Amazon S3](https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status).
const KEYS: [&str; 28] = [
    "aws:Ec2InstanceSourceVpc",
    "aws:FederatedProvider",
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
    "ec2:SourceInstanceArn",
    "elasticfilesystem:AccessPointArn",
    "lambda:SourceFunctionArn",
    "s3:AccessGrantsInstanceArn",
    "s3:DataAccessPointArn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3express:DataAccessPointArn",
    "vpc-lattice-svcs:SourceVpc",
];

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use crate::{Options, Subject, run};
    use iam_language::policy::PolicyType;

    #[test]
    fn a_deny_can_leave_certain_callers_only() {
        let public = |denial: &str| {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:GetObjectAcl"], "Resource": "arn:aws:s3:::b/x/*"}},
                    {{"Effect": "Deny", "Principal": "*", {denial}}}
                ]}}"#
            );
            let document = iam_language::json::read(&text).expect("a JSON fixture");
            let findings = run(&Subject::of_tree(&document), Options::new(PolicyType::Resource));
            findings.iter().any(|finding| finding.code == "x-public-resource-policy")
        };
        let all = r#""Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*""#;
        let ours = r#""StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-z9y8x7w6v5"}"#;
        for (denial, expected) in [
            (format!(r#"{all}, "Condition": {{{ours}}}"#), false),
            (
                format!(
                    r#"{all}, "Condition": {{{ours}, "BoolIfExists": {{"aws:PrincipalIsAWSService": "false"}}}}"#
                ),
                false,
            ),
            (
                format!(
                    r#"{all}, "Condition": {{"NotIpAddress": {{"aws:SourceIp": "203.0.113.0/24"}}}}"#
                ),
                false,
            ),
            // Spares whoever uses TLS.
            (
                format!(
                    r#"{all}, "Condition": {{{ours}, "Bool": {{"aws:SecureTransport": "false"}}}}"#
                ),
                true,
            ),
            (
                format!(r#"{all}, "Condition": {{"Bool": {{"aws:SecureTransport": "false"}}}}"#),
                true,
            ),
            (
                format!(
                    r#"{all}, "Condition": {{"StringNotLike": {{"aws:PrincipalOrgID": "*"}}}}"#
                ),
                true,
            ),
            (
                format!(
                    r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {{{ours}}}"#
                ),
                true,
            ),
            (
                format!(
                    r#""Action": "s3:*", "Resource": "arn:aws:s3:::b/y/*", "Condition": {{{ours}}}"#
                ),
                true,
            ),
        ] {
            assert_eq!(public(&denial), expected, "{denial}");
        }
    }

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
            (r#""IpAddress": {"aws:SourceIp": "0::/0"}"#, true),
            (r#""IpAddress": {"aws:SourceIp": "203.0.113.7/0"}"#, true),
            (r#""IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}"#, true),
            (r#""IpAddress": {"aws:SourceIp": ["8000::/1", "203.0.113.0/24", "::/1"]}"#, true),
            (r#""IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/2"]}"#, false),
            (r#""Bool": {"aws:PrincipalIsAWSService": "true"}"#, false),
            (r#""Bool": {"aws:PrincipalIsAWSService": true}"#, false),
            (r#""Bool": {"aws:PrincipalIsAWSService": "false"}"#, true),
            (r#""BoolIfExists": {"aws:PrincipalIsAWSService": "true"}"#, true),
            (r#""StringEquals": {"aws:PrincipalServiceName": "logs.amazonaws.com"}"#, false),
            (
                r#""StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:*:111122223333:accesspoint/*"}"#,
                false,
            ),
            (r#""StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/*"}"#, true),
            (r#""StringEquals": {"s3:DataAccessPointAccount": "111122223333"}"#, false),
            (r#""Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}"#, false),
            (r#""Bool": {"aws:SecureTransport": "true"}"#, true),
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
