//! Patterns that let in more than they seem to.

use crate::prelude::*;
use crate::trust::provider::claim;
use iam_language::pattern::{Piece, pieces};

/// Keys of which a pattern is too wide in a way of its own.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    /// An account, an organization or a network: only a full value tells one from another.
    Exact,
    /// `aws:userid`: the id of a role, a colon, the name of a session that the caller chooses.
    UserId,
    /// The subject of an identity provider: what follows a fixed part of some length is fine.
    Subject,
}

pub(crate) const EXACT: [&str; 10] = [
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

/// How many literal characters make a subject specific.
pub(crate) const ENOUGH: usize = 6;

impl Key {
    fn of(test: &TestView<'_, '_>) -> Option<Self> {
        if test.is_one_of(&EXACT) {
            return Some(Self::Exact);
        }
        if test.is_of("aws:userid") {
            return Some(Self::UserId);
        }
        let (_, claim) = claim(test.key)?;
        claim.eq_ignore_ascii_case("sub").then_some(Self::Subject)
    }
}

/// The tests in a policy of a resource or role that let somebody in by comparing text.
pub(crate) fn letting_in<'v>(
    statement: &Statement<'v>,
) -> impl Iterator<Item = (Key, &'v TestView<'v, 'v>)> {
    let of_resource =
        matches!(statement.policy.options.policy_type, PolicyType::Resource | PolicyType::Trust);
    let tests =
        if of_resource && statement.allows() { statement.view.tests.as_slice() } else { &[] };
    let tests = tests.iter().filter(|test| test.wants_text());
    tests.filter_map(|test| Some((Key::of(test)?, test)))
}

/// Whether a piece that `is_mark` follows fewer than enough literal characters; `ends_run` tells
/// after which pieces the count starts anew.
pub(crate) fn has_short_run(
    text: &str,
    is_mark: impl Fn(Piece<'_>) -> bool,
    ends_run: impl Fn(Piece<'_>) -> bool,
) -> bool {
    let mut run = 0;
    pieces(text).any(|piece| {
        let is_short = is_mark(piece) && run < ENOUGH;
        run = match piece {
            _ if ends_run(piece) => 0,
            Piece::Text(text) => run + text.chars().count(),
            Piece::Escaped(_) => run + 1,
            // What it becomes is not known.
            _ => run + ENOUGH,
        };
        is_short
    })
}

/// What stands before the first colon that is no part of a variable.
pub(crate) fn before_colon(whole: &str) -> Option<&str> {
    let mut at = 0;
    for piece in pieces(whole) {
        at += match piece {
            Piece::Text(text) => match text.find(':') {
                Some(colon) => return whole.get(..at + colon),
                None => text.len(),
            },
            Piece::Wildcard { .. } => 1,
            Piece::Escaped(name) | Piece::Variable { name } | Piece::Parameter { name } => {
                name.len() + "${}".len()
            }
            Piece::Unclosed(text) => text.len(),
        };
    }
    None
}
