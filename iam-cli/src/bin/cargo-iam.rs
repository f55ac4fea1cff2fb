//! `cargo iam`: the command `iam` beside it, as a subcommand of cargo.

use std::env;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1).peekable();
    // Cargo calls `cargo-iam iam baseline`.
    arguments.next_if(|argument| argument == "iam");
    let beside = env::current_exe().unwrap_or_default();
    let iam = beside.with_file_name(format!("iam{}", env::consts::EXE_SUFFIX));
    match Command::new(&iam).args(arguments).status() {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2).into(),
        Err(error) => {
            eprintln!("error: cannot run {}: {error}", iam.display());
            2.into()
        }
    }
}
