//! What is printed, and the one place where it is made safe to show.
//!
//! Text goes through [`visible_lines`], JSON through [`visible_json`]; findings for people, which may be
//! coloured, are escaped piece by piece where they are rendered.

use crate::outcome::Failure;
use crate::visible::{visible_json, visible_lines};
use std::io::{self, Write};

/// Writes text to standard output.
pub(crate) fn print_text(text: &str) -> Result<(), Failure> {
    print(visible_lines(text).as_bytes())
}

/// Writes JSON to standard output.
pub(crate) fn print_json(json: &str) -> Result<(), Failure> {
    print(visible_json(json).as_bytes())
}

/// Writes to standard output. A reader that has seen enough, as `head` does, is no failure: the answer
/// decides how the run ends.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome.map_err(Failure::from),
    }
}

/// A message for the person before the terminal. Its further lines are set in, so that no text in it can
/// pass for a message of its own.
pub(crate) fn note(kind: &str, text: &str) {
    let text = visible_lines(text);
    let mut lines = text.lines();
    let mut message = format!("{kind}: {}\n", lines.next().unwrap_or_default());
    for line in lines {
        if !line.starts_with("  ") {
            message.push_str("  ");
        }
        message.push_str(line);
        message.push('\n');
    }
    print_to_stderr(&message);
}

/// Rendered text for the person before the terminal.
pub(crate) fn print_to_stderr(text: &str) {
    // Nothing is left to do if standard error is closed.
    let _ = io::stderr().write_all(text.as_bytes());
}
