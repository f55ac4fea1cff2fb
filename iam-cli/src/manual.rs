//! `iam man`: the manual pages, from the same source as the help.

use crate::args::{Args, Man};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::print;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man as Page;

/// Prints the page of the command or of a verb, or writes all of them into a folder.
pub(crate) fn run(args: &Man) -> Result {
    let mut command = Args::command();
    command.build();
    if let Some(folder) = &args.output {
        let told = |error| Failure::new(format!("cannot write to {}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(told)?;
        clap_mangen::generate_to(command, folder).map_err(told)?;
        return Ok(Outcome::Clean);
    }
    let command = match &args.verb {
        None => command,
        Some(verb) => named(&command, verb)?,
    };
    let mut page = Vec::new();
    Page::new(command).render(&mut page)?;
    print(&page)?;
    Ok(Outcome::Clean)
}

/// The verb as a command of its own; built, it calls itself `iam-validate`.
fn named(command: &Command, verb: &str) -> std::result::Result<Command, Failure> {
    let Some(found) = command.find_subcommand(verb) else {
        let verbs: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
        let why = format!("there is no verb `{verb}`; write one of {}", verbs.join(", "));
        return Err(Failure::new(why));
    };
    Ok(found.clone())
}
