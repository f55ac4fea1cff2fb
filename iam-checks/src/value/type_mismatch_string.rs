//! Values of `BinaryEquals`.

use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of `BinaryEquals` is not in base 64.
    ///
    /// It decodes to no bytes, so the test never passes. AWS's name of this check says string; its
    /// text speaks of base 64, and that is what is judged: padded, in the standard alphabet.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*",
    ///                   "Condition": { "BinaryEquals": { "aws:ResourceTag/digest": "c2hh!" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*",
    ///                   "Condition": { "BinaryEquals": { "aws:ResourceTag/digest": "c2hhMjU2" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Type mismatch string"; RFC 4648.
    "type-mismatch-string", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::Binary) {
            continue;
        }
        for (value, span) in test.scalars() {
            if is_base64(value) || has_reference(value) {
                continue;
            }
            let message = format!("`{value}` is not in base 64");
            report.push(
                ABOUT.at(span, message).with_fix("encode the bytes in base 64, with padding"),
            );
        }
    }
}

fn is_base64(text: &str) -> bool {
    let body = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && body.bytes().all(in_alphabet)
}

#[cfg(test)]
mod tests {
    use super::is_base64;

    #[test]
    fn base64_is_padded() {
        for (text, wanted) in [
            ("", true),
            ("QQ==", true),
            ("QUI=", true),
            ("QUJD", true),
            ("QQ", false),
            ("Q===", false),
            ("Q=Q=", false),
            ("QU D", false),
        ] {
            assert_eq!(is_base64(text), wanted, "{text}");
        }
    }
}
