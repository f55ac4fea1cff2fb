//! Values of `Bool` and `Null`.

use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of `Bool` or `Null` is neither `true` nor `false`.
    ///
    /// No request has that value, so the test never passes. Case does not matter, and JSON's own
    /// `true` and `false` do as well.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": "yes" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Type mismatch boolean".
    "type-mismatch-boolean", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if !matches!(test.family(), Some(ComparisonFamily::Bool | ComparisonFamily::Null)) {
            continue;
        }
        for (value, span) in test.scalars() {
            if is_boolean(value) || has_reference(value) {
                continue;
            }
            let message = format!("`{value}` is neither `true` nor `false`");
            report.push(ABOUT.at(span, message).with_fix("write `\"true\"` or `\"false\"`"));
        }
    }
}

fn is_boolean(text: &str) -> bool {
    ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
