//! The pattern `*` as the only value.

use crate::prelude::*;
use iam_language::policy::{Comparison, ConditionOperator, SetQualifier};

declare_check! {
    /// `StringLike` has `*` as its only value.
    ///
    /// It asks only whether the request has the key, which `Null` says plainly.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringLike": { "aws:RequestTag/Team": "*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "Null": { "aws:RequestTag/Team": "false" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Equivalent to Null false".
    pub(crate) static EQUIVALENT_TO_NULL_FALSE: "equivalent-to-null-false", Suggestion
}

declare_check! {
    /// `StringNotLike` has `*` as its only value.
    ///
    /// It asks only whether the request lacks the key, which `Null` says plainly.
    ///
    /// Which operators AWS judges is not published: this follows from what they do.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringNotLike": { "aws:RequestTag/Team": "*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "Null": { "aws:RequestTag/Team": "true" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Equivalent to Null true".
    pub(crate) static EQUIVALENT_TO_NULL_TRUE: "equivalent-to-null-true", Suggestion
}

declare_check! {
    /// A test passes whatever the request has: `StringLikeIfExists` or `ForAllValues:StringLike` with
    /// `*`.
    ///
    /// It restricts nothing, though it looks as if it did.
    ///
    /// Which operators AWS judges is not published: this follows from what they do.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringLikeIfExists": { "aws:RequestTag/Team": "*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringLikeIfExists": { "aws:RequestTag/Team": "data-*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant key due to wildcard in condition".
    pub(crate) static REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION: "redundant-key-due-to-wildcard-in-condition", Suggestion
}

declare_check! {
    /// A test never passes: `ForAnyValue:StringNotLike` with `*`.
    ///
    /// The whole statement has no effect.
    ///
    /// Which operators AWS judges is not published: this follows from what they do.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "ForAnyValue:StringNotLike": { "aws:TagKeys": "aws:*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant statement due to wildcard in condition".
    pub(crate) static REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: "redundant-statement-due-to-wildcard-in-condition", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        let [only] = test.values.items() else { continue };
        if only.text() != Some("*") {
            continue;
        }
        let ConditionOperator { qualifier, comparison, if_exists } = operator;
        let key = test.key;
        let (about, message, fix) = match (qualifier, comparison, if_exists) {
            (None, Comparison::StringLike, false) => (
                &EQUIVALENT_TO_NULL_FALSE,
                format!("`{operator}` with `*` asks only whether the request has `{key}`"),
                format!("write `Null: {{ \"{key}\": \"false\" }}`"),
            ),
            (None, Comparison::StringNotLike, false) => (
                &EQUIVALENT_TO_NULL_TRUE,
                format!("`{operator}` with `*` asks only whether the request lacks `{key}`"),
                format!("write `Null: {{ \"{key}\": \"true\" }}`"),
            ),
            (None, Comparison::StringLike, true)
            | (Some(SetQualifier::ForAllValues), Comparison::StringLike, _) => (
                &REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION,
                format!("`{operator}` with `*` passes whatever `{key}` is, even without it"),
                "remove the test, or name the values that are meant".to_owned(),
            ),
            (Some(SetQualifier::ForAnyValue), Comparison::StringNotLike, _) => (
                &REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION,
                format!("`{operator}` with `*` never passes: every value of `{key}` matches `*`"),
                "remove the statement, or name the values that are meant".to_owned(),
            ),
            _ => continue,
        };
        let mending = match about.code {
            code if code == EQUIVALENT_TO_NULL_FALSE.code => test.under_null("false"),
            code if code == EQUIVALENT_TO_NULL_TRUE.code => test.under_null("true"),
            code if code == REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION.code => {
                // A statement without the test may be judged, or mean, something else.
                statement.without_test(test).map(Fix::maybe_incorrect)
            }
            _ => None,
        };
        report.push(about.at(test.key_span, message).with_fix(fix).mended_by(mending));
    }
}
