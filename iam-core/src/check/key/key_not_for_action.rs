//! Keys that no action of the statement carries.

use super::super::view::{ActionView, PolicyView, StatementView, TestView};
use super::super::{Report, declare_check};
use super::unsupported_action_for_condition_key::JUDGED;
use crate::pattern::has_reference;
use crate::policy::Comparison;
use crate::registry::{self, Action, ConditionKey, Status};
use std::collections::HashMap;

declare_check! {
    /// A condition key of a service is tested, and no action of the statement carries it.
    ///
    /// Requests for these actions lack the key, so the test never passes. A negated one always does.
    ///
    /// Keys of a resource type count for each action that takes it. Global keys, tags, `IfExists` and
    /// `Null` are left alone, and so are keys of S3, KMS, DynamoDB and STS, about which
    /// `unsupported-action-for-condition-key` speaks.
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

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    let tested = statement.tests.iter().filter(|test| is_judged(test)).collect::<Vec<_>>();
    let certain = !tested.is_empty()
        && statement.has("Action")
        && !statement.has("NotAction")
        && !statement.has_unknown("Action")
        && !statement.actions.is_empty();
    if !certain {
        return;
    }
    let mut carried = HashMap::new();
    for test in tested {
        let key = test.known_key().map(ConditionKey::name);
        let is_carried = carried
            .entry(key)
            .or_insert_with(|| statement.actions.iter().any(|entry| may_carry(entry, test.key)));
        if *is_carried {
            continue;
        }
        let message = match statement.actions.as_slice() {
            [only] => format!("requests for `{}` do not carry `{}`", only.text, test.key),
            _ => format!("no action of this statement carries `{}` in its requests", test.key),
        };
        let fix = if test.is_positive() {
            "remove the test, or put actions that carry the key into the statement"
        } else {
            "remove the test, which always passes, or name actions that carry the key"
        };
        report.push(ABOUT.at(test.key_span, message).with_fix(fix));
    }
}

/// Services of which the reference leaves out that keys apply: AWS's own policies rely on them.
const INCOMPLETE: [&str; 2] = ["aws-marketplace", "iottwinmaker"];

fn is_judged<S: Copy>(test: &TestView<'_, '_, S>) -> bool {
    let Some(operator) = test.operator else { return false };
    let Some((prefix, _)) = test.parts else { return false };
    let of_service = || {
        registry::service(prefix).is_some_and(|service| {
            service.status() == Status::Documented && service.condition_key(test.key).is_some()
        })
    };
    !operator.if_exists
        && operator.comparison != Comparison::Null
        && !prefix.eq_ignore_ascii_case("aws")
        && !has_reference(test.key)
        && !JUDGED.iter().chain(&INCOMPLETE).any(|known| known.eq_ignore_ascii_case(prefix))
        // The tags of a resource come along with more actions than the reference says.
        && !test.key.to_ascii_lowercase().contains("tag/")
        && of_service()
        && registry::global_condition_key(test.key).is_none()
}

/// Whether some request for what the entry names may carry the key.
fn may_carry<S>(entry: &ActionView<'_, S>, key: &str) -> bool {
    let carries = |action: &Action| {
        action.status() != Status::Documented || action.condition_key(key).is_some()
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
    use crate::check::tests::codes;

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
}
