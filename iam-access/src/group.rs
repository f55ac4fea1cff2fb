//! Texts that match some of a list of patterns, or none of them.

use crate::atom::Word;

/// Texts that match some of the words, or none of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Group {
    pub(crate) positive: bool,
    pub(crate) words: Vec<Word>,
}

impl Group {
    pub(crate) fn some(words: Vec<Word>) -> Self {
        Self { positive: true, words }
    }

    pub(crate) fn none(words: Vec<Word>) -> Self {
        Self { positive: false, words }
    }
}
