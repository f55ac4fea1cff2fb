//! Why text is not JSON.

use crate::document::ByteSpan;
use std::borrow::Cow;
use std::fmt;

/// Why text is not JSON, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub(super) at: ByteSpan,
    pub(super) message: Cow<'static, str>,
}

impl SyntaxError {
    /// The bytes at which the text stopped being JSON; empty at the end of the text.
    #[must_use]
    pub fn span(&self) -> ByteSpan {
        self.at
    }

    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.at.start)
    }
}

impl std::error::Error for SyntaxError {}
