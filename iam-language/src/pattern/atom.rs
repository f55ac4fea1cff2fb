//! What a pattern is made of, one character at a time.

use super::piece::{Piece, pieces};

/// A character of a pattern, or what stands in place of some.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Atom<'t> {
    Char(char),
    /// `?`
    One,
    /// `*`
    Any,
    /// A variable or a parameter, and what it is without a value.
    Named(&'t str, Option<&'t str>),
    /// A `${` that is not closed: what it stands for is not known.
    Unknown,
}

impl Atom<'_> {
    /// Whether it may stand for any text, even none.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Any | Self::Named(..) | Self::Unknown)
    }
}

/// The atoms of a text with wildcards, variables and parameters.
pub(super) fn atoms(text: &str) -> Vec<Atom<'_>> {
    let mut atoms = Vec::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) | Piece::Escaped(text) => atoms.extend(text.chars().map(Atom::Char)),
            Piece::Wildcard { one: true } => atoms.push(Atom::One),
            Piece::Wildcard { one: false } => atoms.push(Atom::Any),
            Piece::Variable { name } | Piece::Parameter { name } => {
                atoms.push(Atom::Named(name, None));
            }
            Piece::Unclosed(_) => atoms.push(Atom::Unknown),
        }
    }
    atoms
}
