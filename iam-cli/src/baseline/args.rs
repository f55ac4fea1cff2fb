//! The command line of `cargo iam baseline`.

use clap::Parser;
use std::ffi::OsString;

/// Write the baselines that policies name by `#[baseline("...")]`, once somebody has read what is new
///
/// Builds the workspace, in a folder of its own below the target folder, and compares each policy with its
/// baseline. For each one that grants more, a request shows what is new. Files are written with --accept
/// alone.
#[derive(Debug, Parser)]
#[command(after_help = HELP)]
pub(crate) struct Baseline {
    /// Write each policy that differs from its baseline, or that has none yet
    #[arg(long, conflicts_with = "check")]
    pub(crate) accept: bool,

    /// Fail if a policy grants more than its baseline, or has none
    #[arg(long)]
    pub(crate) check: bool,

    /// What `cargo check` is called with, such as `--features` or `--package`
    #[arg(last = true, value_name = "CARGO ARGUMENTS")]
    pub(crate) cargo: Vec<OsString>,
}

const HELP: &str = r"Examples:
  cargo iam baseline
  cargo iam baseline --accept
  cargo iam baseline --check -- --all-features

The policies are those of all targets of the workspace with the features that are on. Commit the files: a
reviewer sees in them what a change grants.

Exit status:
  0 done; 1 with --check, a policy grants more than its baseline, or nobody can tell, or there is none; 2
  the workspace does not build, or two policies have one baseline";
