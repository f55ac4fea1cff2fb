//! Chores of the workspace. `cargo xtask` lists them.

mod access;
mod checks;
mod corpus;
mod differential;
mod interface;
mod npm;
mod outcome;
mod peers;
mod pypi;
mod registry;
mod usage;

use std::process::ExitCode;
use usage::USAGE;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["checks"] => checks::write(),
        ["checks", "--check"] => checks::check(),
        ["interface"] => interface::write(),
        ["interface", "--check"] => interface::check(),
        ["access"] => access::run(),
        ["access", "--z3"] => access::run_beside_z3(),
        ["corpus"] => corpus::run(),
        ["differential"] => differential::run(),
        ["corpus", code] => corpus::show(code),
        ["registry"] => registry::write(),
        ["registry", "--check"] => registry::check(),
        ["registry", "--age"] => registry::tell_age(),
        ["registry", "--age", "--check"] => registry::check_age(),
        ["registry", "--corpus"] => registry::check_managed_policies(),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
