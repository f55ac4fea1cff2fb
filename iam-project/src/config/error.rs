//! Why text is no `iam.toml`.

use iam_core::json::Position;
use iam_core::problem::{Problem, Problems};
use std::fmt;

/// Everything that is wrong with an `iam.toml`.
///
/// Shown as `line:column: what is wrong`, both counted from 1, one problem a line.
pub type ConfigError = Problems<ConfigProblem>;

/// One thing that is wrong with an `iam.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    pub(super) position: Position,
    pub(super) message: String,
}

impl ConfigProblem {
    /// Where it starts.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// What is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column, .. } = self.position;
        write!(f, "{line}:{}: {}", column + 1, self.message)
    }
}

impl Problem for ConfigProblem {}
