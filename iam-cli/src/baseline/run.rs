//! The run of the command.

use super::args::Baseline;
use super::compare::Beside;
use super::{build, dropped};
use crate::input;
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_text};
use crate::validate::replace::replace;
use iam_project::baseline::Dropped;
use std::fs;
use std::path::Path;

pub(crate) fn run(args: &Baseline) -> Result {
    let policies = dropped::by_baseline(build::dropped(&args.cargo)?)?;
    if policies.is_empty() {
        note("note", "no policy that was built has a `#[baseline(\"...\")]`");
        return Ok(Outcome::Clean);
    }
    let (mut text, mut failed, mut changes) = (String::new(), Vec::new(), 0);
    let mut outcome = Outcome::Clean;
    for policy in &policies {
        let beside = Beside::of(policy);
        let name = input::name(shown(Path::new(&policy.baseline)));
        text += &beside.text(&name, &shown_text(&policy.place));
        if args.check && beside.fails() {
            outcome = Outcome::Findings;
        }
        if beside.is_same(policy) {
            continue;
        }
        changes += 1;
        if args.accept {
            match write(policy) {
                Ok(()) => text += "  written\n",
                Err(error) => failed.push(format!("cannot write {name}: {error}")),
            }
        }
    }
    if !args.accept && changes > 0 {
        text += "Read what is new; `cargo iam baseline --accept` writes the files.\n";
    }
    print_text(&text)?;
    if failed.is_empty() { Ok(outcome) } else { Err(Failure(failed)) }
}

fn shown_text(path: &str) -> std::borrow::Cow<'_, str> {
    shown(Path::new(path)).to_string_lossy()
}

/// The path from the working folder, if it lies within.
pub(super) fn shown(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path)
}

fn write(policy: &Dropped) -> std::io::Result<()> {
    let file = Path::new(&policy.baseline);
    if file.exists() {
        return replace(file, policy.text.as_bytes());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, &policy.text)
}
