//! What was done to a policy, step by step.

use super::dimension::Dimension;
use iam_core::visible::visible;
use std::fmt;

/// A step of the minimiser. Statements are counted from 0, as in the policy that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// An entry goes, since another one covers it.
    #[non_exhaustive]
    Entry {
        /// The statement.
        statement: usize,
        /// What was written.
        entry: String,
        /// The statement of the other entry.
        by_statement: usize,
        /// The other entry.
        by: String,
    },
    /// A statement goes, since another one covers it.
    #[non_exhaustive]
    Statement {
        /// The statement.
        statement: usize,
        /// The other one.
        by_statement: usize,
    },
    /// A statement is merged into another one.
    #[non_exhaustive]
    Merge {
        /// The statement.
        statement: usize,
        /// The one that stays.
        into: usize,
        /// In what the two differed: `actions`, `resources`, `principals`, or the values of a condition key.
        differ_in: String,
    },
    /// A pattern takes the place of entries. It reaches no further action of the registry.
    #[non_exhaustive]
    Pattern {
        /// The statement.
        statement: usize,
        /// The new pattern.
        pattern: String,
        /// What it stands for.
        stands_for: Vec<String>,
    },
    /// A statement is split over policies.
    #[non_exhaustive]
    Split {
        /// The statement.
        statement: usize,
        /// Into how many parts.
        parts: usize,
    },
}

impl Step {
    /// The statement that it changes.
    pub(super) fn statement(&self) -> usize {
        match self {
            Self::Entry { statement, .. }
            | Self::Statement { statement, .. }
            | Self::Merge { statement, .. }
            | Self::Pattern { statement, .. }
            | Self::Split { statement, .. } => *statement,
        }
    }

    /// Two statements of which one says now what the other said.
    pub(super) fn ties(&self) -> Option<(usize, usize)> {
        match self {
            Self::Entry { statement, by_statement: other, .. }
            | Self::Statement { statement, by_statement: other }
            | Self::Merge { statement, into: other, .. } => Some((*statement, *other)),
            Self::Pattern { .. } | Self::Split { .. } => None,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry { statement, entry, by_statement, by } => {
                write!(f, "statement {}: `{}` goes: ", statement + 1, visible(entry))?;
                match (statement == by_statement, entry == by) {
                    (true, true) => f.write_str("it is there already"),
                    (true, false) => write!(f, "`{}` covers it", visible(by)),
                    (false, _) => {
                        write!(f, "`{}` of statement {} covers it", visible(by), by_statement + 1)
                    }
                }
            }
            Self::Statement { statement, by_statement } => {
                write!(
                    f,
                    "statement {} goes: statement {} covers it",
                    statement + 1,
                    by_statement + 1
                )
            }
            Self::Merge { statement, into, differ_in } => write!(
                f,
                "statement {} is merged into statement {}: they differ in their {differ_in}",
                statement + 1,
                into + 1
            ),
            Self::Pattern { statement, pattern, stands_for } => {
                let each: Vec<_> =
                    stands_for.iter().map(|it| format!("`{}`", visible(it))).collect();
                let (statement, pattern) = (statement + 1, visible(pattern));
                write!(f, "statement {statement}: `{pattern}` stands for {}", each.join(", "))
            }
            Self::Split { statement, parts } => {
                write!(f, "statement {} is split into {parts} parts", statement + 1)
            }
        }
    }
}

/// The steps so far, of which there may be no more than a given number.
#[derive(Debug)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
    limit: usize,
    /// How many comparisons may still be made: what policies of AWS need many times over.
    left: usize,
}

/// What a list of AWS's own policies needs many times over.
const COMPARISONS: usize = 4_000_000;

impl Journal {
    pub(super) fn new(limit: usize) -> Self {
        Self { steps: Vec::new(), limit, left: COMPARISONS }
    }

    /// Takes a step, unless there were enough.
    pub(super) fn take(&mut self, step: impl FnOnce() -> Step) -> bool {
        if self.steps.len() >= self.limit {
            return false;
        }
        self.steps.push(step());
        true
    }

    /// Whether so many comparisons may be made.
    pub(super) fn may_compare(&mut self, count: usize) -> bool {
        match self.left.checked_sub(count) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    pub(super) fn merge(statement: usize, into: usize, dimension: Dimension) -> Step {
        Step::Merge { statement, into, differ_in: dimension.to_string() }
    }
}
