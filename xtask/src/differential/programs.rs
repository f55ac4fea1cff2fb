//! The two simulators: how they come to be, and what they answer.

use crate::npm;
use crate::outcome::Result;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Runs a program that answers each line of its input with one line.
pub(super) fn answers(command: &mut Command, lines: &str) -> Result<Vec<Value>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run `{program}`, which this chore needs: {error}"))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(format!("`{program}` has no input or output").into());
    };
    // Written beside the reading: neither side waits for a full pipe.
    let answers = thread::scope(|scope| -> Result<Vec<Value>> {
        let writer = scope.spawn(move || input.write_all(lines.as_bytes()));
        let read = BufReader::new(output).lines();
        let answers: Result<Vec<Value>> =
            read.map(|line| Ok(serde_json::from_str(&line?)?)).collect();
        writer.join().map_err(|_| "the writer gave up")??;
        answers
    })?;
    child.wait()?;
    Ok(answers)
}

/// The peer and what it needs, in the versions of the lock file.
pub(super) fn install(folder: &Path) -> Result<PathBuf> {
    let target = npm::cache_folder("npm").join("differential");
    std::fs::create_dir_all(&target)?;
    for file in ["package.json", "package-lock.json", "peer.mjs"] {
        std::fs::copy(folder.join(file), target.join(file))?;
    }
    npm::run(Command::new("npm").args(["ci", "--silent"]).current_dir(&target))?;
    Ok(target)
}

/// The command, built for speed.
pub(super) fn build() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["build", "--release", "--package", "iam-cli", "--message-format", "json"];
    let built = Command::new(cargo).args(arguments).stderr(Stdio::inherit()).output()?;
    let messages = String::from_utf8(built.stdout)?;
    let mut executables = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    });
    executables.next_back().ok_or_else(|| "the command was not built".into())
}
