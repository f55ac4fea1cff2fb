//! The command `iam`: checks, explains and imports AWS IAM policies, offline.
//!
//! One module a verb (`validate`, `explain`, `expand`, `import`); `jsonl` is the form that each of
//! them has for programs, `input` and `walk` find the text, `render` prints findings.

mod args;
mod config;
mod expand;
mod explain;
mod import;
mod input;
mod jsonl;
mod members;
mod outcome;
mod policy_type;
mod render;
mod report;
mod simulate;
mod validate;
mod visible;
mod walk;

use args::{Args, Verb};
use clap::{CommandFactory, Parser};
use outcome::{Failure, Outcome};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match &args.verb {
        Verb::Validate(validate) => validate::run(validate, args.color),
        Verb::Explain(explain) => explain::run(explain),
        Verb::Expand(expand) => expand::run(expand),
        Verb::Import(import) => import::run(import, args.color),
        Verb::Simulate(simulate) => simulate::run(simulate),
        Verb::Completions(completions) => complete(completions),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(Failure::OutputClosed) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            note("error", &message);
            Outcome::Unreadable.into()
        }
    }
}

fn complete(completions: &args::Completions) -> outcome::Result {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Args::command(), "iam", &mut script);
    print(&script)?;
    Ok(Outcome::Clean)
}

/// Writes to standard output, all of it or nothing more.
fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    Ok(out.write_all(bytes).and_then(|()| out.flush())?)
}

/// A line for the person before the terminal.
fn note(kind: &str, text: &str) {
    // Nothing is left to do if standard error is closed.
    let _ = writeln!(std::io::stderr(), "{kind}: {text}");
}
