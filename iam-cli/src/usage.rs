//! What is wrong with the arguments, or help.

use crate::output::print_to_stderr;
use crate::visible::visible_lines;
use std::process::ExitCode;

/// What `clap` says: help, or what is wrong with the arguments, which may hold anything.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    let shown = visible_lines(&text);
    if shown == text {
        // With its colours. A closed output changes nothing.
        let _ = error.print();
    } else {
        print_to_stderr(&shown);
    }
    ExitCode::from(u8::from(error.use_stderr()) * 2)
}
