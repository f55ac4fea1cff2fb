//! `iam simulate` beside another simulator, on many generated requests.
//!
//! The peer is a program of its own under another licence: it is run, never linked.

mod known;
mod matrix;
mod random;

use crate::Result;
use crate::npm;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// How many requests are generated, beside the matrix of managed policies.
const GENERATED: u64 = 60_000;

/// So many unexplained disagreements are printed.
const SHOWN: usize = 5;

/// So much of each.
const LONGEST: usize = 4_000;

/// One question to both.
pub(crate) struct Case {
    /// A line of `iam simulate --jsonl`.
    line: Value,
}

pub(crate) fn run() -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("differential");
    let peer_folder = install(&folder)?;
    let iam = build()?;
    let mut unexplained = 0;
    for (name, cases) in
        [("generated requests", random::cases(GENERATED)?), ("managed policies", matrix::cases()?)]
    {
        unexplained += compare(name, &cases, &iam, &peer_folder)?;
    }
    if unexplained > 0 {
        return Err(format!("{unexplained} disagreements are not explained").into());
    }
    Ok(())
}

/// Puts the cases to both and prints the figures; gives how many disagreements nothing explains.
fn compare(name: &str, cases: &[Case], iam: &Path, peer_folder: &Path) -> Result<usize> {
    let lines: Vec<_> = cases.iter().map(|case| case.line.to_string()).collect();
    let lines = lines.join("\n") + "\n";
    let ours = answers(Command::new(iam).args(["simulate", "--jsonl"]), &lines)?;
    let theirs = answers(Command::new("node").arg("peer.mjs").current_dir(peer_folder), &lines)?;
    if ours.len() != cases.len() || theirs.len() != cases.len() {
        let (asked, ours, theirs) = (cases.len(), ours.len(), theirs.len());
        return Err(format!("{asked} questions, {ours} answers of ours, {theirs} of theirs").into());
    }
    let mut decisions: BTreeMap<String, usize> = BTreeMap::new();
    let mut explained: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused = 0;
    let mut unexplained = Vec::new();
    let mut plain = 0;
    for ((case, ours), theirs) in cases.iter().zip(&ours).zip(&theirs) {
        if ours.get("error").is_some() && theirs.get("error").is_some() {
            refused += 1;
            continue;
        }
        let decision = |answer: &Value| match answer.get("decision").and_then(Value::as_str) {
            Some(decision) => decision.to_owned(),
            None => answer.to_string(),
        };
        let (ours, theirs) = (decision(ours), decision(theirs));
        *decisions.entry(ours.clone()).or_default() += 1;
        let reason = known::reason(&case.line);
        plain += usize::from(reason.is_none());
        if ours != theirs {
            match reason {
                Some(reason) => *explained.entry(reason).or_default() += 1,
                None => unexplained.push((case, ours, theirs)),
            }
        }
    }
    let explained_total: usize = explained.values().sum();
    let asked = cases.len() - refused;
    let agreed = asked - explained_total - unexplained.len();
    println!("{name}: {asked} requests, {agreed} with the same answer");
    for (decision, count) in decisions {
        println!("  {count:>7} {decision}");
    }
    if refused > 0 {
        println!("  {refused:>7} refused by both, not counted");
    }
    for (reason, count) in explained {
        println!("  {count:>7} differ: {reason}");
    }
    println!("  {:>7} differ unexplained, of {plain} that hold nothing known", unexplained.len());
    for (case, ours, theirs) in unexplained.iter().take(SHOWN) {
        let line: String = case.line.to_string().chars().take(LONGEST).collect();
        println!("    ours {ours}, theirs {theirs}: {line}");
    }
    Ok(unexplained.len())
}

/// Runs a program that answers each line of its input with one line.
fn answers(command: &mut Command, lines: &str) -> Result<Vec<Value>> {
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
fn install(folder: &Path) -> Result<PathBuf> {
    let target = npm::cache_folder("npm").join("differential");
    std::fs::create_dir_all(&target)?;
    for file in ["package.json", "package-lock.json", "peer.mjs"] {
        std::fs::copy(folder.join(file), target.join(file))?;
    }
    npm::run(Command::new("npm").args(["ci", "--silent"]).current_dir(&target))?;
    Ok(target)
}

/// The command, built for speed.
fn build() -> Result<PathBuf> {
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
