//! Keys that no action of the statement carries.

use crate::catalogue::unsupported_action_for_condition_key::JUDGED;
use crate::prelude::*;
use crate::trust::claims::unknown;
use iam_language::pattern::has_reference;
use iam_language::policy::{Comparison, SetQualifier};
use iam_registry::{self as registry, Action, ConditionKey, Status};
use std::collections::{HashMap, HashSet};

declare_check! {
    /// A condition key of a service is tested, and no action of the statement carries it.
    ///
    /// The outcome of the test depends on nothing in the request. It never passes; one that is negated or has
    /// `ForAllValues` always does.
    ///
    /// Keys of a resource type count for each action that takes it. Of global keys only those about the tags
    /// of a request are looked at, `aws:RequestTag/…` and `aws:TagKeys`. In a trust policy, claims that AWS
    /// does not take from the tokens of their provider count as well. Tags of resources, `IfExists`
    /// and `Null` of `true` are left alone, and so are keys of S3, KMS, DynamoDB and STS, about which
    /// `unsupported-action-for-condition-key` speaks, and keys that AWS lists for no action.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro" } } }] }
    /// ```
    ///
    /// Source: ours; condition keys of the Service Authorization Reference. parliament has the like.
    "x-key-not-for-action", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let is_trust = statement.policy.options.policy_type == PolicyType::Trust;
    if is_trust {
        claims(statement, report);
    }
    // What a session is tagged with goes with an action of its own: another finding.
    let is_left_alone = |test: &TestView<'_, '_>| is_trust && is_request_tag(test);
    let tested = statement.tests.iter().filter(|test| is_judged(test) && !is_left_alone(test));
    let tested = tested.collect::<Vec<_>>();
    let certain = !tested.is_empty()
        && statement.has(Element::Action)
        && !statement.has(Element::NotAction)
        && !statement.has_unknown(Element::Action)
        && !statement.actions.is_empty();
    if !certain {
        return;
    }
    // `Null` goes with another test of its key as a rule, which says it all.
    let is_null = |test: &TestView<'_, '_>| test.has_comparison(Comparison::Null);
    let others: HashSet<_> = if tested.iter().any(|test| is_null(test)) {
        let others = tested.iter().filter(|test| !is_null(test));
        others.map(|test| test.key.to_ascii_lowercase()).collect()
    } else {
        HashSet::new()
    };
    let mut carried = HashMap::new();
    for test in tested {
        if is_null(test) && others.contains(&test.key.to_ascii_lowercase()) {
            continue;
        }
        let key = test.known_key().map(ConditionKey::name);
        let is_carried = carried
            .entry(key)
            .or_insert_with(|| statement.actions.iter().any(|entry| may_carry(entry, test.key)));
        if *is_carried {
            continue;
        }
        let lack = match statement.actions.as_slice() {
            [only] => format!("requests for `{}` do not carry `{}`", only.text, test.key),
            _ => format!("no action of this statement carries `{}` in its requests", test.key),
        };
        let (outcome, fix) = if passes_without(test) {
            ("always passes", "remove the test, or name actions that carry the key")
        } else {
            (
                "never passes",
                "remove the test, or put actions that carry the key into the statement",
            )
        };
        let message = format!("{lack}, so the test {outcome}");
        let remove = statement.without_test(test).map(Fix::maybe_incorrect);
        report.push(ABOUT.at(test.key_span, message).with_fix(fix).mended_by(remove));
    }
}

/// Services of which the reference leaves out that keys apply: AWS's own policies rely on them.
const INCOMPLETE: [&str; 2] = ["aws-marketplace", "iottwinmaker"];

/// Tests of claims that no token of the provider brings along.
fn claims(statement: &StatementView<'_, '_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(claim) = unknown(test) else { continue };
        if may_lack_the_key(test) {
            continue;
        }
        let provider = claim.provider;
        let message = format!("AWS takes no `{}` from the tokens of `{provider}`", test.key);
        let fix = report.advice(&ABOUT, test.key, || {
            let known = claim.known();
            let names: Vec<_> = known.iter().map(|name| format!("`{provider}:{name}`")).collect();
            format!("test one of {}", names.join(", "))
        });
        report.push(ABOUT.at(test.key_span, message).with_fix(fix));
    }
}

/// Whether the key is about the tags that a request brings along.
fn is_request_tag(test: &TestView<'_, '_>) -> bool {
    registry::is_request_tag_key(test.key)
}

fn is_judged(test: &TestView<'_, '_>) -> bool {
    let Some((prefix, _)) = test.parts else { return false };
    if may_lack_the_key(test) || has_reference(test.key) {
        return false;
    }
    if is_request_tag(test) {
        return true;
    }
    let of_service = || {
        registry::service(prefix).is_some_and(|service| {
            service.status() == Status::Documented
                && service.condition_key(test.key).is_some_and(|key| !key.is_unbound())
        })
    };
    !prefix.eq_ignore_ascii_case("aws")
        && !JUDGED.iter().chain(&INCOMPLETE).any(|known| known.eq_ignore_ascii_case(prefix))
        // The tags of a resource come along with more actions than the reference says.
        && !test.key.to_ascii_lowercase().contains("tag/")
        && of_service()
        && registry::global_condition_key(test.key).is_none()
}

/// Whether the test is written for requests without the key, too, or its operator is none.
fn may_lack_the_key(test: &TestView<'_, '_>) -> bool {
    test.operator.is_none_or(|operator| {
        operator.if_exists
            || operator.comparison == Comparison::Null
                && !test.scalars().all(|(value, _)| value.eq_ignore_ascii_case("false"))
    })
}

/// Whether the test passes on requests without the key: negated, or for all of no values. For any of no
/// values none does.
///
/// Source: [multivalued keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
fn passes_without(test: &TestView<'_, '_>) -> bool {
    match test.operator.and_then(|operator| operator.qualifier) {
        Some(SetQualifier::ForAllValues) => true,
        Some(SetQualifier::ForAnyValue) => false,
        None => !test.is_positive(),
    }
}

/// Whether some request for what the entry names may carry the key.
pub(crate) fn may_carry(entry: &ActionView<'_>, key: &str) -> bool {
    let of_request = registry::is_request_tag_key(key);
    let carries = |action: &Action| {
        if action.status() != Status::Documented {
            return true;
        }
        if of_request { action.takes_tags() } else { action.condition_key(key).is_some() }
    };
    if entry.service.is_none_or(|service| service.status() != Status::Documented) {
        return true;
    }
    if let Some(action) = entry.known {
        return carries(action);
    }
    let mut actions = entry.matching().peekable();
    actions.peek().is_none() || actions.any(carries)
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    fn is_found(actions: &str, condition: &str) -> bool {
        let members =
            format!(r#""Action": {actions}, "Resource": "*", "Condition": {{{condition}}}"#);
        codes(&members).contains(&"x-key-not-for-action")
    }

    #[test]
    fn one_action_that_may_carry_the_key_is_enough() {
        let test = r#""StringEquals": {"EC2:instancetype": "t3.micro"}"#;
        for (actions, expected) in [
            (r#"["ec2:DescribeInstances", "ec2:RunInstances"]"#, false),
            (r#""ec2:Describe*Zones""#, true),
            (r#""ec2:Run*""#, false),
            (r#""iam:GetUser""#, true),
            (r#""*""#, false),
            (r#""ec2:NoSuchAction""#, false),
        ] {
            assert_eq!(is_found(actions, test), expected, "{actions}");
        }
    }

    #[test]
    fn some_tests_are_left_alone() {
        for test in [
            r#""StringEqualsIfExists": {"ec2:InstanceType": "t3.micro"}"#,
            r#""Null": {"ec2:InstanceType": "true"}"#,
            r#""StringEquals": {"aws:PrincipalAccount": "123456789012"}"#,
            r#""StringEquals": {"ec2:ResourceTag/team": "search"}"#,
            r#""StringEquals": {"ec2:NoSuchKey": "x"}"#,
        ] {
            assert!(!is_found(r#""ec2:DescribeInstances""#, test), "{test}");
        }
    }

    #[test]
    fn tags_of_a_request_go_with_actions_that_take_some() {
        for (actions, test, expected) in [
            (r#""dynamodb:GetItem""#, r#""StringEquals": {"aws:RequestTag/owner": "a"}"#, true),
            (
                r#""ec2:TerminateInstances""#,
                r#""ForAnyValue:StringEquals": {"aws:TagKeys": "a"}"#,
                true,
            ),
            (
                r#""ec2:TerminateInstances""#,
                r#""ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:TagKeys": "false"}"#,
                true,
            ),
            (r#""dynamodb:GetItem""#, r#""Null": {"aws:RequestTag/owner": "false"}"#, true),
            (r#""dynamodb:GetItem""#, r#""Null": {"aws:RequestTag/owner": "true"}"#, false),
            (
                r#""ec2:RunInstances""#,
                r#""ForAllValues:StringEquals": {"aws:TagKeys": "a"}"#,
                false,
            ),
            (
                r#"["ec2:TerminateInstances", "ec2:RunInstances"]"#,
                r#""StringEquals": {"aws:RequestTag/owner": "a"}"#,
                false,
            ),
            (r#""ec2:*""#, r#""StringEquals": {"aws:RequestTag/owner": "a"}"#, false),
            (
                r#""iam:SetDefaultPolicyVersion""#,
                r#""StringEquals": {"AWS:requesttag/owner": "a"}"#,
                true,
            ),
            (
                r#""iam:SetDefaultPolicyVersion""#,
                r#""StringEqualsIfExists": {"aws:RequestTag/owner": "a"}"#,
                false,
            ),
        ] {
            assert_eq!(is_found(actions, test), expected, "{actions} {test}");
        }
    }

    #[test]
    fn what_no_action_is_said_to_carry_proves_nothing() {
        for (action, test) in [
            (
                "ec2-instance-connect:OpenTunnel",
                r#""NumericEquals": {"ec2-instance-connect:remotePort": "22"}"#,
            ),
            (
                "states:InvokeHTTPEndpoint",
                r#""StringLike": {"states:HTTPEndpoint": "https://a/*"}"#,
            ),
        ] {
            assert!(!is_found(&format!(r#""{action}""#), test), "{action} {test}");
        }
    }

    #[test]
    fn what_the_test_comes_to_is_said_once() {
        use crate::Options;
        use crate::tests::checked;
        use iam_language::policy::PolicyType;
        for (operator, wanted) in [
            ("StringEquals", "so the test never passes"),
            ("StringNotEquals", "so the test always passes"),
            ("ForAllValues:StringEquals", "so the test always passes"),
            ("ForAllValues:StringNotEquals", "so the test always passes"),
            ("ForAnyValue:StringEquals", "so the test never passes"),
            ("ForAnyValue:StringNotEquals", "so the test never passes"),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "ec2:DescribeInstances",
                    "Resource": "*", "Condition": {{"{operator}": {{"ec2:InstanceType": "t3.micro"}}}}}}]}}"#
            );
            let found = checked(&text, Options::new(PolicyType::Identity));
            let found: Vec<_> = found.iter().filter(|it| it.code == super::ABOUT.code).collect();
            let [only] = found.as_slice() else { panic!("{operator}: {found:?}") };
            assert!(only.message.ends_with(wanted), "{operator}: {only:?}");
            let rest = format!("{} {:?}", only.why, only.fix);
            assert!(!rest.contains(" passes"), "{operator}: {rest}");
        }
    }
}
