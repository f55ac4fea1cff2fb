//! `iam man`: the manual pages, from the same source as the help.

use crate::args::{Args, Man};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::print;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man as Page;
use std::path::Path;

/// Prints the page of the command or of a verb, or writes all of them into a folder.
pub(crate) fn run(args: &Man) -> Result {
    let mut command = Args::command();
    command.build();
    if let Some(folder) = &args.output {
        write_all(&command, folder)?;
        return Ok(Outcome::Clean);
    }
    let command = match &args.verb {
        None => &command,
        Some(verb) => named(&command, verb)?,
    };
    print(page(command)?.as_bytes())?;
    Ok(Outcome::Clean)
}

fn write_all(command: &Command, folder: &Path) -> std::result::Result<(), Failure> {
    let told = |error| Failure::new(format!("cannot write to {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(told)?;
    for command in std::iter::once(command).chain(command.get_subcommands()) {
        let name = command.get_display_name().unwrap_or(command.get_name());
        std::fs::write(folder.join(format!("{name}.1")), page(command)?).map_err(told)?;
    }
    Ok(())
}

/// A verb; built, it calls itself `iam-validate`.
fn named<'c>(command: &'c Command, verb: &str) -> std::result::Result<&'c Command, Failure> {
    command.find_subcommand(verb).ok_or_else(|| {
        let verbs: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
        Failure::new(format!("there is no verb `{verb}`; write one of {}", verbs.join(", ")))
    })
}

/// The page as roff. Examples are shown as they are written: filled lines would break them up.
fn page(command: &Command) -> std::result::Result<String, Failure> {
    const EXAMPLES: &str = ".SH EXTRA\n";
    let mut page = Vec::new();
    Page::new(command.clone()).render(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    let Some((before, examples)) = page.split_once(EXAMPLES) else { return Ok(page) };
    let (examples, after) = match examples.find("\n.SH ") {
        Some(end) => examples.split_at(end + 1),
        None => (examples, ""),
    };
    Ok(format!("{before}.SH \"EXAMPLES AND NOTES\"\n.nf\n{examples}.fi\n{after}"))
}
