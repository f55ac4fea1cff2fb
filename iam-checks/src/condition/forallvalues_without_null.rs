//! `ForAllValues` over keys that a request may lack.

use crate::prelude::*;
use iam_language::policy::{Comparison, SetQualifier};
use iam_registry::ConditionKey;
use std::collections::HashSet;

declare_check! {
    /// An `Allow` tests a key with several values by `ForAllValues:` only.
    ///
    /// Leaving the key out of the request is a way around the test. A test of
    /// `Null` with `"false"` closes it.
    ///
    /// Keys of tags such as `aws:TagKeys` are left alone, since a request without tags is mostly as good,
    /// and so are keys that no request lacks. Keys with one value are another finding.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "${aws:username}" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "${aws:username}" },
    ///                                  "Null": { "dynamodb:LeadingKeys": "false" } } }] }
    /// ```
    ///
    /// Source: ours; IAM user guide, "Multivalued context keys".
    "x-forallvalues-without-null", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.allows() {
        return;
    }
    let mut passing = statement.tests.iter().filter(|test| passes_without_the_key(test)).peekable();
    if passing.peek().is_none() {
        return;
    }
    let wanting = statement
        .tests
        .iter()
        .filter(|test| !passes_without_the_key(test) && !test.is_if_exists())
        .map(|test| test.key.to_ascii_lowercase());
    let wanted: HashSet<String> = wanting.collect();
    for test in passing {
        if wanted.contains(&test.key.to_ascii_lowercase()) {
            continue;
        }
        let Some(operator) = test.operator else { continue };
        let message = format!("`{operator}` passes when the request lacks `{}`", test.key);
        let fix = format!("add `\"Null\": {{ \"{}\": \"false\" }}`", test.key);
        report.push(ABOUT.at(test.key_span, message).with_fix(fix));
    }
}

/// A grant has operations, and a change of records has names: no request lacks those keys.
fn passes_without_the_key(test: &TestView<'_, '_>) -> bool {
    test.operator.is_some_and(|operator| {
        operator.qualifier == Some(SetQualifier::ForAllValues)
            && operator.comparison != Comparison::Null
    }) && !test.key.to_ascii_lowercase().ends_with("tagkeys")
        && !test.is_of("kms:GrantOperations")
        && !test.is_under("route53:ChangeResourceRecordSets")
        && test.known_key().is_some_and(ConditionKey::is_multivalued)
}
