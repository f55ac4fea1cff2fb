//! ARNs compared as text.

use crate::prelude::*;
use iam_language::policy::{Comparison, ConditionOperator};
use iam_registry::ValueType;

declare_check! {
    /// `StringLike` or `StringNotLike` tests a key that holds ARNs.
    ///
    /// There `*` also matches the colons between the fields of an ARN, and so other accounts and
    /// services. `ArnLike` compares field by field.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "StringLike": { "aws:SourceArn": "arn:aws:s3:*:123456789012:*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:123456789012:*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "StringLike operator with ARN condition keys".
    "string-like-operator-with-arn-condition-keys", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        let arn = match operator.comparison {
            Comparison::StringLike => Comparison::ArnLike,
            Comparison::StringNotLike => Comparison::ArnNotLike,
            _ => continue,
        };
        if test.known_key().is_some_and(|key| key.value_type() == ValueType::Arn) {
            let arn = ConditionOperator { comparison: arn, ..operator };
            let message = format!("`{operator}` compares the ARNs of `{}` as plain text", test.key);
            let finding = ABOUT.at(test.key_span, message).with_fix(format!("write `{arn}`"));
            report.push(finding.mended_by(test.under(arn)));
        }
    }
}
