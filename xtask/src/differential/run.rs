//! The questions put to both simulators, and the figures.

use super::case::Case;
use super::programs::{answers, build, install};
use super::{known, matrix, random};
use crate::outcome::Result;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// How many requests are generated, beside the matrix of managed policies.
const GENERATED: u64 = 60_000;

/// So many unexplained disagreements are printed.
const SHOWN: usize = 5;

/// So much of each.
const LONGEST: usize = 4_000;

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
