//! `NullIfExists`.

use crate::prelude::*;
use iam_language::document::Member;
use iam_language::policy::{Comparison, ConditionOperator};

declare_check! {
    /// The operator is `NullIfExists`.
    ///
    /// `Null` asks whether a key exists; with `IfExists` the question answers itself, and IAM refuses it.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*",
    ///                   "Condition": { "NullIfExists": { "s3:x-amz-server-side-encryption": "true" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*",
    ///                   "Condition": { "Null": { "s3:x-amz-server-side-encryption": "true" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Null with `IfExists`".
    "null-with-if-exists", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let Some(condition) = statement.element(Element::Condition) else { return };
    for Member { key, key_span, .. } in condition.node.members() {
        let Ok(operator) = key.parse::<ConditionOperator>() else { continue };
        if operator.comparison == Comparison::Null && operator.if_exists {
            let finding = ABOUT.at(*key_span, "`Null` already asks whether the key exists");
            report.push(finding.with_fix("write `Null`").replacing(*key_span, "Null"));
        }
    }
}
