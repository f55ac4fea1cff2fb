//! Writes the permissions file for the assets that a customer picks.

mod args;
mod complaint;
mod completions;
mod deployment_args;
mod diff;
mod format;
mod notes;
mod output;
mod room;
mod run;

use args::{Args, Command, Completions};
use clap::Parser as _;
use clap::error::ErrorKind;
use complaint::{finish, usage};
use completions::completions;
use output::print;
use run::run;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            return finish(print(&error.to_string()));
        }
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            return finish(print(&error.to_string()));
        }
        Err(error) => return finish(Err(usage(&error))),
    };
    match &args.command {
        Some(Command::Diff(args)) => diff::run(args),
        Some(Command::Completions(Completions { shell })) => finish(print(&completions(*shell))),
        None => finish(run(&args)),
    }
}
