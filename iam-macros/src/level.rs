//! What may stand at a place of a policy.

use iam_core::policy::STATEMENT_ELEMENTS;
use iam_core::spelling::nearest;

/// What may stand at a place, which decides how its tokens are parted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Level {
    Policy,
    /// `Statement`: objects, alone or in an array.
    Statements,
    Statement,
    /// `Principal`: lists of text by type.
    Principal,
    /// `Condition`: blocks by operator.
    Operators,
    /// A block of `Condition`: values by key.
    Tests,
    /// `Action`: words.
    Actions,
    /// `Sid`: a word.
    Word,
    /// `Effect` and `Version`: a word that no Rust value can stand for.
    Fixed,
    /// `Id`: a word of any spelling.
    Id,
    /// Text in quotes.
    Text,
}

impl Level {
    /// What the member called `key` of an object at this level holds.
    ///
    /// A misspelt element is read like the one that was meant, so that its spelling is all that is
    /// reported.
    pub(crate) fn of_member(self, key: &str) -> Self {
        let meant = match self {
            Self::Policy => nearest(key, ["Version", "Id", "Statement"]),
            Self::Statement => nearest(key, STATEMENT_ELEMENTS),
            _ => None,
        };
        match (self, meant.unwrap_or(key)) {
            (Self::Policy, "Statement") => Self::Statements,
            (Self::Statement, "Action" | "NotAction") => Self::Actions,
            (Self::Statement, "Principal" | "NotPrincipal") => Self::Principal,
            (Self::Statement, "Condition") => Self::Operators,
            (Self::Statement, "Resource" | "NotResource") | (Self::Principal | Self::Tests, _) => {
                Self::Text
            }
            (Self::Operators, _) => Self::Tests,
            (Self::Policy, "Id") => Self::Id,
            (Self::Policy, "Version") | (Self::Statement, "Effect") => Self::Fixed,
            _ => Self::Word,
        }
    }

    /// Whether one word stands here.
    pub(crate) fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::Fixed)
    }

    pub(crate) fn wants_object(self) -> bool {
        matches!(
            self,
            Self::Policy
                | Self::Statements
                | Self::Statement
                | Self::Principal
                | Self::Operators
                | Self::Tests
        )
    }

    pub(crate) fn takes_words(self) -> bool {
        matches!(self, Self::Actions | Self::Word | Self::Fixed | Self::Id)
    }
}
