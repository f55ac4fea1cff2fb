//! Sentences in which some words stand as code.

use std::borrow::Cow;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words.
    Words(Cow<'static, str>),
    /// A name or value, as a policy writes it.
    Code(String),
}

/// A sentence, piece by piece; spaces are among the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrase(pub(crate) Vec<Piece>);

impl Phrase {
    pub(crate) fn words(words: impl Into<Cow<'static, str>>) -> Self {
        Self::default().and(words)
    }

    /// A text of a doc comment or a check: its line breaks are spaces, and what stands between
    /// backticks is code.
    pub(crate) fn of_text(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
        let pieces = parts.map(|(index, part)| match index % 2 {
            0 => Piece::Words(Cow::Owned(part.to_owned())),
            _ => Piece::Code(part.to_owned()),
        });
        Self(pieces.collect())
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same, and then these words.
    pub(crate) fn and(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Piece::Words(words.into()));
        self
    }

    /// The same, and then a name or value.
    pub(crate) fn code(mut self, code: impl Into<String>) -> Self {
        self.0.push(Piece::Code(code.into()));
        self
    }

    /// The same, and then another.
    pub(crate) fn phrase(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The same, and then names or values with something between them, and something else before
    /// the last.
    pub(crate) fn codes(
        mut self,
        codes: &[&str],
        between: &'static str,
        before_last: &'static str,
    ) -> Self {
        for (index, &code) in codes.iter().enumerate() {
            let gap = match codes.len() - index {
                _ if index == 0 => "",
                1 => before_last,
                _ => between,
            };
            if !gap.is_empty() {
                self = self.and(gap);
            }
            self = self.code(code);
        }
        self
    }
}

/// With code between backticks.
#[cfg(test)]
impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Words(words) => f.write_str(words),
            Piece::Code(code) => write!(f, "`{code}`"),
        })
    }
}
