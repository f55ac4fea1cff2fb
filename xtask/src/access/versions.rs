//! Every pair of consecutive versions of AWS's managed policies, compared.

use crate::npm::MANAGED_POLICIES;
use crate::outcome::Result;
use iam_access::{Verdict, no_new_access};
use iam_core::policy::Policy;
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

/// How many pairs that are not decided are shown, and how many of those that took longest.
const SHOWN: usize = 10;

/// Of how many pairs one may be left undecided.
const PER_UNKNOWN: usize = 1000;

/// Fails if more are left undecided than one may bear.
pub(crate) fn run() -> Result {
    let path = MANAGED_POLICIES.fetch()?.join("dist/managedPolicies.json");
    let corpus: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let policies = corpus.as_object().ok_or("the corpus is no object")?;
    let mut pairs = Vec::new();
    for (name, policy) in policies {
        let versions = policy["versions"].as_object().ok_or("no versions")?;
        let number = |version: &str| version.trim_start_matches('v').parse::<u32>().unwrap_or(0);
        let mut all: Vec<(u32, Policy)> = Vec::new();
        for (version, document) in versions {
            all.push((number(version), Policy::from_json(&document["document"].to_string())?));
        }
        all.sort_by_key(|(number, _)| *number);
        let mut all = all.into_iter().peekable();
        while let Some((_, old)) = all.next() {
            if let Some((number, new)) = all.peek() {
                pairs.push((format!("{name} v{number}"), old, new.clone()));
            }
        }
    }
    let mut counts = [0_usize; 3];
    let mut slowest: Vec<(Duration, String)> = Vec::new();
    let mut unknown = Vec::new();
    let start = Instant::now();
    for (name, old, new) in &pairs {
        for (way, from, to) in [("", old, new), (" backwards", new, old)] {
            let began = Instant::now();
            let answer = no_new_access(from, to);
            slowest.push((began.elapsed(), format!("{name}{way}")));
            match answer.verdict() {
                Verdict::Pass => counts[0] += 1,
                Verdict::Fail => counts[1] += 1,
                Verdict::Unknown => {
                    counts[2] += 1;
                    let why =
                        answer.unknown().iter().map(|it| format!("{} {}", it.statement, it.why));
                    unknown.push(format!("{name}{way}: {}", why.collect::<Vec<_>>().join("; ")));
                }
            }
        }
    }
    let took = start.elapsed();
    let [pass, fail, left] = counts;
    let questions = pass + fail + left;
    println!("{} pairs of consecutive versions, both ways: {questions} questions", pairs.len());
    println!("{pass} PASS, {fail} FAIL with a request that the simulator confirms, {left} UNKNOWN");
    println!("{:?} each, {took:?} in all", took / u32::try_from(questions)?.max(1));
    unknown.iter().take(SHOWN).for_each(|line| println!("  unknown: {line}"));
    slowest.sort_unstable_by(|a, b| b.cmp(a));
    slowest.iter().take(SHOWN).for_each(|(took, name)| println!("  {took:?}: {name}"));
    if left * PER_UNKNOWN > questions {
        return Err(format!("{left} of {questions} are not decided").into());
    }
    Ok(())
}
