//! Errors that tell everything at once.

use std::error::Error;
use std::fmt;

/// One thing that is wrong, of which there may be several.
pub trait Problem: fmt::Display {
    /// What stands between two of them.
    const BETWEEN: &'static str = "\n";
}

/// Everything that is wrong with something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems<P> {
    // INVARIANT: not empty.
    problems: Vec<P>,
}

impl<P> Problems<P> {
    /// At least one.
    #[doc(hidden)]
    #[must_use]
    pub fn new(problems: Vec<P>) -> Self {
        debug_assert!(!problems.is_empty(), "an error without a reason");
        Self { problems }
    }

    /// An error if there are any.
    ///
    /// # Errors
    ///
    /// All of them.
    #[doc(hidden)]
    pub fn unless_none(problems: impl IntoIterator<Item = P>) -> Result<(), Self> {
        let problems: Vec<P> = problems.into_iter().collect();
        if problems.is_empty() { Ok(()) } else { Err(Self { problems }) }
    }

    /// Each of them; never none.
    #[must_use]
    pub fn problems(&self) -> &[P] {
        &self.problems
    }
}

impl<P: Problem> fmt::Display for Problems<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str(P::BETWEEN)?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl<P: Problem + fmt::Debug> Error for Problems<P> {}
