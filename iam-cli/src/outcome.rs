//! How a run ends, for the shell.

use std::io;
use std::process::ExitCode;

/// What a run found. Of several, the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing to say, or yes.
    Clean,
    /// Findings, or no.
    Findings,
    /// Something could not be read; the rest was done.
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Unreadable => 2,
        })
    }
}

/// Why a run stopped before its end: what the user has to mend, message by message.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) Vec<String>);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<io::Error> for Failure {
    /// A failure to write; failures to read name the file.
    fn from(error: io::Error) -> Self {
        Self::new(format!("cannot write to standard output: {error}"))
    }
}

pub(crate) type Result = std::result::Result<Outcome, Failure>;
