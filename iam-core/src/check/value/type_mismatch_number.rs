//! Values of `Numeric` operators.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::policy::ComparisonFamily;

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

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::Numeric) {
            continue;
        }
        for (value, span) in test.scalars() {
            if is_number(value) || value.contains("${") {
                continue;
            }
            let message = format!("`{value}` is no number");
            report.push(ABOUT.at(span, message).with_fix("write digits, such as `\"3600\"`"));
        }
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_decimal() {
        for (text, wanted) in [
            ("0", true),
            ("-1.50", true),
            ("+7", true),
            ("", false),
            ("-", false),
            (".5", false),
            ("1.", false),
            ("1e3", false),
            ("1,000", false),
            ("٣", false),
        ] {
            assert_eq!(is_number(text), wanted, "{text}");
        }
    }
}
