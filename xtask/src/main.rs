//! Chores of the workspace. `cargo xtask` lists them.

mod access;
mod checks;
mod corpus;
mod differential;
mod interface;
mod npm;
mod peers;
mod pypi;
mod registry;

use std::process::ExitCode;

/// What a chore gives: nothing, or why it failed.
type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

const USAGE: &str = "\
usage: cargo xtask CHORE
  registry            regenerate the tables of iam-language from the pinned packages
  registry --check    say which committed tables are stale, write nothing
  registry --age      tell how old each source is and what a refresh would change
  registry --age --check
                      fail where one is too old or too much of AWS's newest list is unknown
  checks              regenerate docs/checks.md
  checks --check      say whether it is stale, write nothing
  interface           list every public item of the libraries in docs/interface
  interface --check   say which lists are stale, write nothing
  corpus              read, write and check every AWS managed policy
  differential        put many requests to `iam simulate` and to another simulator
  access              compare all consecutive versions of AWS's managed policies
  corpus CODE         show what one check finds in their current versions
  registry --corpus   say what AWS managed policies use that the registry does not know";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["checks"] => checks::write(),
        ["checks", "--check"] => checks::check(),
        ["interface"] => interface::write(),
        ["interface", "--check"] => interface::check(),
        ["access"] => access::run(),
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
