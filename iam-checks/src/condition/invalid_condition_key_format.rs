//! Condition keys without a prefix.

use crate::prelude::*;
use iam_language::pattern::{Piece, has_reference, pieces};
use iam_registry as registry;

declare_check! {
    /// A condition key is not written `prefix:name`.
    ///
    /// No request has such a key: a test of it never passes, and a negated one always does.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "RequestedRegion": "eu-central-1" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-central-1" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid condition key format".
    "invalid-condition-key-format", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // Under an operator that does not exist there may be another operator.
    for test in statement.tests.iter().filter(|test| test.operator.is_some()) {
        if has_reference(test.key) && has_colon_of_variable(test.key) {
            let message =
                format!("a condition key cannot have a variable, and `{}` has one", test.key);
            report.push(ABOUT.at(test.key_span, message).with_fix("write the key itself"));
            continue;
        }
        let well_formed = test.parts.is_some_and(|(prefix, name)| {
            !prefix.is_empty() && !name.is_empty() && !prefix.contains(char::is_whitespace)
        });
        if well_formed {
            continue;
        }
        let found = ABOUT.at(
            test.key_span,
            format!("`{}` is not a condition key: a key is written `prefix:name`", test.key),
        );
        let global = format!("aws:{}", test.key.trim_start_matches(':'));
        report.push(match registry::global_condition_key(&global) {
            Some(key) => found
                .with_fix(format!("write `{}`", key.name()))
                .mended_by(Fix::replace(test.key_span, key.name()).maybe_incorrect()),
            None => found.with_fix("put `aws:` or the prefix of a service before it"),
        });
    }
}

/// Whether a variable stands where the prefix of a service should.
fn has_colon_of_variable(key: &str) -> bool {
    let ends_prefix = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => text.contains(':'),
        piece => matches!(piece, Piece::Variable { .. } | Piece::Unclosed(_)),
    };
    pieces(key).find(ends_prefix).is_some_and(|piece| !matches!(piece, Piece::Text(_)))
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn a_key_is_no_variable() {
        for (key, expected) in [
            ("${aws:username}", true),
            ("${aws:PrincipalTag/x}:foo", true),
            ("aws:PrincipalTag/${aws:username}", false),
            ("${Issuer}:sub", false),
        ] {
            let members = format!(
                r#""Action": "s3:*", "Resource": "*", "Condition": {{"StringEquals": {{"{key}": "x"}}}}"#
            );
            let found = codes(&members).contains(&"invalid-condition-key-format");
            assert_eq!(found, expected, "{key}");
        }
    }
}
