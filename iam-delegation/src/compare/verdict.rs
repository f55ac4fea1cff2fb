//! What a change does to access.

use std::fmt;

/// What a change does to access: whether what is allowed afterwards was allowed before, and the
/// other way round.
///
/// `Narrower` and `Wider` are proved from the policies alone. Whatever the proof does not reach is
/// `Other`, so a change that is called narrower never lets anything through that was shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "two questions of yes or no have these answers")]
pub enum Verdict {
    /// No change of access: all that was allowed is, and nothing else.
    Same,
    /// Nothing is allowed that was not allowed before.
    Narrower,
    /// All is allowed that was allowed before, and perhaps more.
    Wider,
    /// Neither can be said: some of both, or things that do not compare.
    Other,
}

impl Verdict {
    /// From whether the later one lies within the earlier one, and the earlier one within the later.
    pub(super) const fn of(later_within: bool, earlier_within: bool) -> Self {
        match (later_within, earlier_within) {
            (true, true) => Self::Same,
            (true, false) => Self::Narrower,
            (false, true) => Self::Wider,
            (false, false) => Self::Other,
        }
    }

    /// Of two changes together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, it) | (it, Self::Same) => it,
            (Self::Narrower, Self::Narrower) => Self::Narrower,
            (Self::Wider, Self::Wider) => Self::Wider,
            _ => Self::Other,
        }
    }

    /// Of the same change made backwards; of a denial, what its scope does to access.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            Self::Narrower => Self::Wider,
            Self::Wider => Self::Narrower,
            Self::Same | Self::Other => self,
        }
    }

    /// Of all these changes together.
    pub(super) fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        verdicts.into_iter().fold(Self::Same, Self::and)
    }

    /// Its name in JSON: `same`, `narrower`, `wider` or `other`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Other => "other",
        }
    }

    /// As people read it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Same => "no change of access",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Other => "other (neither narrower nor wider)",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, Narrower, Other, Same, Wider};

    #[test]
    fn changes_add_up_in_any_order() {
        let all = [Same, Narrower, Wider, Other];
        for a in all {
            assert_eq!((a.and(Same), a.and(a), a.inverse().inverse()), (a, a, a));
            for b in all {
                assert_eq!(a.and(b), b.and(a));
                assert_eq!(a.and(b).inverse(), a.inverse().and(b.inverse()));
            }
        }
        assert_eq!(Verdict::all([Narrower, Same, Wider]), Other);
        assert_eq!(Verdict::all([]), Same);
    }
}
