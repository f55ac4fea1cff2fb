//! Variables in values that only mean something in full.

use crate::prelude::*;
use crate::trust::letting_in::{Key, before_colon, has_short_run, letting_in};
use iam_language::pattern::{Piece, parameters, pieces};

declare_check! {
    /// A value that decides who is let in comes from the request: it holds a policy variable.
    ///
    /// Callers of any account or organization may have the same on both sides of the comparison. What the
    /// resource is part of, such as `${aws:ResourceOrgID}`, no caller can choose.
    /// Accounts, organizations and networks want full ids; `aws:userid` at most one variable, alone
    /// before the colon; the subject of an identity provider six literal characters before each.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared-data/*",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalOrgID": "${aws:PrincipalTag/org}" } } }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared-data/*",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Variable usage too permissive".
    "variable-usage-too-permissive", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for (key, test) in letting_in(statement) {
        for (text, span) in test.texts().filter(|(text, _)| is_too_wide(key, text)) {
            let message = format!("the request itself decides what `{text}` is for `{}`", test.key);
            let fix = match key {
                Key::Exact => "write each value in full",
                Key::UserId => "write the id before the colon in full, such as `AROA…:*`",
                Key::Subject => "put at least 6 literal characters before each variable",
            };
            report.push(ABOUT.at(span, message).with_fix(fix));
        }
    }
}

fn is_too_wide(key: Key, text: &str) -> bool {
    let has_variable = |text: &str| pieces(text).any(is_variable);
    match key {
        Key::Exact => has_variable(text) && !is_of_resource(text),
        Key::UserId => match before_colon(text) {
            Some(id) => has_variable(id) && pieces(id).count() > 1,
            // A parameter may hold the colon.
            None => has_variable(text) && parameters(text).next().is_none(),
        },
        Key::Subject => has_short_run(text, is_variable, |piece| {
            is_variable(piece) || matches!(piece, Piece::Wildcard { .. })
        }),
    }
}

/// Whether the value is what the resource belongs to, which no caller chooses.
///
/// Sources: guides of Amazon EKS and of IAM Identity Center, whose policies of keys have it; the IAM guide on
/// the confused deputy.
fn is_of_resource(text: &str) -> bool {
    let mut pieces = pieces(text);
    let (Some(Piece::Variable { name }), None) = (pieces.next(), pieces.next()) else {
        return false;
    };
    let of_resource = ["aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"];
    of_resource.iter().any(|it| it.eq_ignore_ascii_case(name.trim()))
}

fn is_variable(piece: Piece<'_>) -> bool {
    matches!(piece, Piece::Variable { .. })
}

#[cfg(test)]
mod tests {
    use super::{Key, is_too_wide};

    #[test]
    fn subjects_want_six_characters_before_each_variable() {
        for (text, wanted) in [
            ("proj:${aws:PrincipalTag/team}", true),
            ("project:${aws:PrincipalTag/team}", false),
            ("project:*:${aws:PrincipalTag/team}", true),
            ("project:${aws:username}${aws:username}", true),
            ("project:*", false),
            ("${Project}", false),
        ] {
            assert_eq!(is_too_wide(Key::Subject, text), wanted, "{text}");
        }
    }

    #[test]
    fn what_the_resource_belongs_to_is_fixed() {
        for (text, wanted) in [
            ("${aws:ResourceOrgID}", false),
            ("${aws:resourceaccount}", false),
            ("${aws:PrincipalOrgID}", true),
            ("${aws:ResourceAccount}${aws:username}", true),
        ] {
            assert_eq!(is_too_wide(Key::Exact, text), wanted, "{text}");
        }
    }

    #[test]
    fn user_ids_want_a_whole_variable_before_the_colon() {
        for (text, wanted) in [
            ("${aws:userid}", true),
            ("${aws:userid}:session", false),
            ("AROA${aws:username}:session", true),
            ("AROAEXAMPLE:${aws:username}", false),
        ] {
            assert_eq!(is_too_wide(Key::UserId, text), wanted, "{text}");
        }
    }
}
