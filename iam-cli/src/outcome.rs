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

/// Why a run stopped before its end.
#[derive(Debug)]
pub(crate) enum Failure {
    /// For the user to mend.
    Message(String),
    /// The reader of our output has seen enough, as `head` does.
    OutputClosed,
}

impl From<io::Error> for Failure {
    /// A failure to write; failures to read name the file.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::OutputClosed;
        }
        Self::Message(format!("cannot write to standard output: {error}"))
    }
}

pub(crate) type Result = std::result::Result<Outcome, Failure>;
