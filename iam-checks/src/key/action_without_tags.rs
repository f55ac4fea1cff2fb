//! Tests of a resource's tag next to actions that carry none.

use crate::catalogue::tag_with_not_action::needs_tag;
use crate::prelude::*;
use iam_language::document::ByteSpan;
use iam_registry::{Action, Status};
use std::collections::{BTreeMap, HashSet};

declare_check! {
    /// A `Deny` that tests the tag of the resource names an action that carries no such tag.
    ///
    /// For that action the test never passes. Actions that test
    /// the tags of a request instead, such as those that create something, are left aside. A
    /// pattern counts if none of its actions carries one; a bare `*` says nothing.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": ["ec2:StopInstances", "logs:PutResourcePolicy"], "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/tier": "restricted" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:StopInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/tier": "restricted" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Deny with unsupported tag condition key for service".
    pub(crate) static DENY:
        "deny-with-unsupported-tag-condition-key-for-service", SecurityWarning
}

declare_check! {
    /// An `Allow` that tests the tag of the resource names an action that carries no such tag.
    ///
    /// For that action the test never passes. Actions that test
    /// the tags of a request instead, such as those that create something, are left aside. A
    /// pattern counts if none of its actions carries one; a bare `*` says nothing.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["sagemaker:DescribeEndpoint", "sagemaker:ListAssociations"], "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/team": "search" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sagemaker:DescribeEndpoint", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/team": "search" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Allow with unsupported tag condition key for service".
    pub(crate) static ALLOW:
        "allow-with-unsupported-tag-condition-key-for-service", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type == PolicyType::Trust || !statement.has(Element::Action)
    {
        return;
    }
    let (about, verb) = match (statement.allows(), statement.denies()) {
        (true, _) => (&ALLOW, "allow"),
        (_, true) => (&DENY, "deny"),
        _ => return,
    };
    let tests: Vec<_> = statement.tests.iter().filter(|test| needs_tag(test)).collect();
    let Some(test) = tests.first() else { return };
    // One finding a service.
    let mut found: BTreeMap<&str, Vec<(&'static Action, ByteSpan)>> = BTreeMap::new();
    for (action, span) in without_tags(&statement.actions) {
        found.entry(action.service().prefix()).or_default().push((action, span));
    }
    for actions in found.into_values() {
        let Some(((action, span), others)) = actions.split_first() else { continue };
        let message =
            format!("the statement does not {verb} `{action}`, which carries no `{}`", test.key);
        let fix = "move it to a statement without this test";
        let places = others.iter().map(|(_, span)| *span);
        let places = places.chain(tests.iter().map(|test| test.key_span));
        report.push(about.at(*span, message).with_fix(fix).with_related(places));
    }
}

/// The entries of one service that cover an action without tags, each with the first such action.
fn without_tags(entries: &[ActionView<'_>]) -> Vec<(&'static Action, ByteSpan)> {
    let mut seen = HashSet::new();
    let entries = entries.iter().filter(|entry| entry.service.is_some());
    let entries = entries.filter_map(|entry| {
        let mut is_new = || seen.insert(entry.text.to_ascii_lowercase());
        let action = match entry.known {
            Some(action) => (is_without_tags(action) && is_new()).then_some(action)?,
            // A pattern is judged by its service: one action without tags says nothing of the others.
            None if is_new() => {
                let mut actions = entry.matching();
                let first = actions.next()?;
                (is_without_tags(first) && actions.all(is_without_tags)).then_some(first)?
            }
            None => return None,
        };
        Some((action, entry.span))
    });
    entries.collect()
}

fn is_without_tags(action: &Action) -> bool {
    let names = action.condition_key_names();
    let has = |start: &str| {
        let first = names.get(names.partition_point(|name| *name < start));
        first.is_some_and(|name| name.starts_with(start))
    };
    matches!(action.status(), Status::Documented)
        && !["aws:ResourceTag/", "aws:RequestTag/", "aws:TagKeys"].into_iter().any(has)
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    const CODE: &str = "allow-with-unsupported-tag-condition-key-for-service";

    fn tagged(actions: &str, operator: &str) -> Vec<&'static str> {
        let mut found = codes(&format!(
            r#""Action": {actions}, "Resource": "*", "Condition": {{"{operator}": {{"AWS:resourcetag/team": "search"}}}}"#
        ));
        found.retain(|code| *code == CODE);
        found
    }

    #[test]
    fn services_are_reported_once_each() {
        let actions = r#"["logs:PutResourcePolicy", "sagemaker:ListAssociations", "Logs:DescribeResourcePolicies"]"#;
        assert_eq!(tagged(actions, "StringEquals"), [CODE, CODE]);
    }

    #[test]
    fn wildcards_are_expanded_within_a_service() {
        assert!(tagged(r#""logs:*""#, "StringLike").is_empty());
        assert_eq!(tagged(r#""logs:Put*ResourcePolicy""#, "StringLike"), [CODE]);
        assert!(tagged(r#""*""#, "StringLike").is_empty());
        assert!(tagged(r#""ec2:Sto?Instances""#, "StringLike").is_empty());
    }

    #[test]
    fn tests_that_pass_without_the_tag_are_clean() {
        for operator in ["StringNotEquals", "StringEqualsIfExists", "Null"] {
            assert!(tagged(r#""logs:PutResourcePolicy""#, operator).is_empty(), "{operator}");
        }
    }
}
