//! The script that completes the command in a shell.

use crate::args::Args;
use clap::CommandFactory as _;
use clap_complete::Shell;

pub(crate) fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "clumio-permissions", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
