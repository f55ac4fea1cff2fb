//! The command `iam`: checks, explains and imports AWS IAM policies, offline.
//!
//! One module a verb (`validate`, `explain`, `expand`, `import`, `simulate`, `list_policies`), `held` for the
//! policies in templates and the like, `access` for those about what
//! policies grant, `minimize` for smaller ones, `baseline` for what those of a workspace may; `jsonl` is the form
//! that each of
//! them has for programs, `input` and `walk` find the text, `render` prints findings.

mod access;
mod args;
mod baseline;
mod completions;
mod config;
mod diff;
mod editable;
mod expand;
mod explain;
mod held;
mod import;
mod in_parallel;
mod input;
mod jsonl;
mod list_policies;
mod manual;
mod markdown;
mod marked;
mod members;
mod mender;
mod minimize;
mod open;
mod outcome;
mod output;
mod policy_type;
mod render;
mod report;
mod shorter;
mod silenced;
mod simulate;
mod usage;
mod validate;
mod visible;
mod walk;

use args::{Args, Verb};
use clap::Parser as _;
use outcome::{Failure, Outcome};
use output::note;
use std::process::ExitCode;
use usage::usage;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let result = match &args.verb {
        Verb::ListPolicies(args) => list_policies::run(args),
        Verb::Validate(validate) => validate::run(validate, args.color),
        Verb::Explain(explain) => explain::run(explain),
        Verb::Expand(expand) => expand::run(expand),
        Verb::Import(import) => import::run(import, args.color),
        Verb::Simulate(simulate) => simulate::run(simulate),
        Verb::Diff(args) => diff::run(args),
        Verb::CheckNoNewAccess(check) => access::no_new_access(check),
        Verb::CheckAccessNotGranted(check) => access::access_not_granted(check),
        Verb::CheckNoPublicAccess(check) => access::no_public_access(check),
        Verb::Minimize(minimize) => minimize::run(minimize),
        Verb::Baseline(args) => baseline::run(args),
        Verb::Completions(completions) => completions::run(completions),
        Verb::Man(man) => manual::run(man),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(Failure(messages)) => {
            for message in messages {
                note("error", &message);
            }
            Outcome::Unreadable.into()
        }
    }
}
