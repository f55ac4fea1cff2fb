//! `Null` over several values.

use crate::prelude::*;
use iam_language::document::Member;
use iam_language::policy::{Comparison, ConditionOperator};

declare_check! {
    /// `Null` has `ForAllValues:` or `ForAnyValue:` before it.
    ///
    /// Whether a key exists does not depend on its values.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "ForAllValues:Null": { "aws:TagKeys": "false" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "Null": { "aws:TagKeys": "false" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Null with qualifier".
    "null-with-qualifier", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let Some(condition) = statement.element(Element::Condition) else { return };
    for Member { key, key_span, .. } in condition.node.members() {
        let Ok(operator) = key.parse::<ConditionOperator>() else { continue };
        if operator.comparison == Comparison::Null && operator.qualifier.is_some() {
            let message = format!("the qualifier of `{operator}` has no effect");
            report.push(
                ABOUT.at(*key_span, message).with_fix("write `Null`").replacing(*key_span, "Null"),
            );
        }
    }
}
