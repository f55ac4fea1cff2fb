//! Values of `Numeric` operators.

use crate::prelude::*;
use iam_language::literal::Decimal;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of a `Numeric` operator is no decimal number.
    ///
    /// It compares with no number, so the test never passes. A number has perhaps a sign, digits, and
    /// perhaps a fraction; units and exponents are not understood.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericLessThanEquals": { "s3:max-keys": "ten" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericLessThanEquals": { "s3:max-keys": "10" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Type mismatch number".
    "type-mismatch-number", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::Numeric) {
            continue;
        }
        for (value, span) in test.scalars() {
            if Decimal::parse(value).is_some() || has_reference(value) {
                continue;
            }
            let message = format!("`{value}` is not a number");
            report.push(ABOUT.at(span, message).with_fix("write digits, such as `\"3600\"`"));
        }
    }
}
