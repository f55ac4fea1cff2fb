//! `iam completions`: a script that completes the command in a shell.

use crate::args::{Args, Completions};
use crate::outcome::{Outcome, Result};
use crate::output::print;
use clap::CommandFactory as _;

pub(crate) fn run(completions: &Completions) -> Result {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Args::command(), "iam", &mut script);
    print(&script)?;
    Ok(Outcome::Clean)
}
