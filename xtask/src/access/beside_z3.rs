//! The same questions put to `iam-access` and to z3, by a translation that knows nothing of it.

use crate::outcome::Result;
use crate::pypi::python;
use iam_access::{Answer, Verdict, no_new_access};
use iam_core::policy::{Identity, Resource};
use iam_generate::{Pairs, pair_in_json};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How many pairs of each set are asked about.
const PAIRS: u64 = 500;

/// How long z3 may take for one question.
const TIMEOUT: &str = "5000";

/// So many disagreements are printed.
const SHOWN: usize = 10;

/// So many of ten pairs have to be decided by both.
const DECIDED_OF_TEN: usize = 9;

/// A question, with our answer.
struct Asked {
    line: String,
    answer: Answer,
    took: Duration,
}

/// Makes a pair, and answers.
type Ask = fn(&Pairs, u64) -> Asked;

/// Fails if the two disagree on some pair.
pub(crate) fn run() -> Result {
    let sets: [(&str, Pairs, Ask); 3] = [
        ("identity-based, small alphabet", Pairs::SMALL, identity),
        ("identity-based, plain words", Pairs::PLAIN, identity),
        ("of resources, small alphabet", Pairs::SMALL, resource),
    ];
    let mut disagreements = 0;
    for (name, pairs, ask) in sets {
        let asked: Vec<Asked> = (0..PAIRS).map(|seed| ask(&pairs, seed)).collect();
        disagreements += compare(name, &pairs, &asked)?;
    }
    if disagreements > 0 {
        return Err(format!("iam-access and z3 disagree on {disagreements} pairs").into());
    }
    Ok(())
}

fn identity(pairs: &Pairs, seed: u64) -> Asked {
    let pair = pairs.pair::<Identity>(seed);
    let start = Instant::now();
    let answer = no_new_access(&pair[0], &pair[1]);
    Asked { took: start.elapsed(), answer, line: pair_in_json(&seed.to_string(), &pair) }
}

fn resource(pairs: &Pairs, seed: u64) -> Asked {
    let pair = pairs.pair::<Resource>(seed);
    let start = Instant::now();
    let answer = no_new_access(&pair[0], &pair[1]);
    Asked { took: start.elapsed(), answer, line: pair_in_json(&seed.to_string(), &pair) }
}

/// Prints the figures of one set; gives how many disagreements there are.
fn compare(name: &str, pairs: &Pairs, asked: &[Asked]) -> Result<usize> {
    let theirs = by_z3(pairs, asked)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |what: String| *counts.entry(what).or_default() += 1;
    let (mut decided, mut seconds, mut own) = (0, 0.0, Duration::ZERO);
    let mut disagreements = Vec::new();
    for (asked, theirs) in asked.iter().zip(&theirs) {
        let text = |member: &str| theirs[member].as_str().unwrap_or_default();
        match (asked.answer.verdict(), text("answer")) {
            (Verdict::Pass, "PASS") => count("both PASS".to_owned()),
            (Verdict::Fail, "FAIL") => count("both FAIL".to_owned()),
            (_, "NOT ASKED") => count(format!("not asked of z3: {}", text("why"))),
            (_, "UNKNOWN") => count("z3 gives up".to_owned()),
            (Verdict::Unknown, _) => count("iam-access says UNKNOWN".to_owned()),
            (Verdict::Pass | Verdict::Fail, _) => {
                count("DISAGREE".to_owned());
                disagreements.push((asked, theirs));
            }
        }
        if asked.answer.verdict() != Verdict::Unknown && matches!(text("answer"), "PASS" | "FAIL") {
            decided += 1;
            seconds += theirs["seconds"].as_f64().unwrap_or_default();
            own += asked.took;
        }
    }
    println!("{name}: {} pairs", asked.len());
    for (what, count) in &counts {
        println!("  {count:>5} {what}");
    }
    let ratio = seconds / own.as_secs_f64();
    println!(
        "  of {decided} decided: z3 {seconds:.1} s, iam-access {own:.2?}, {ratio:.0} times as fast"
    );
    for (asked, theirs) in disagreements.iter().take(SHOWN) {
        println!("  ours {}, z3 {theirs}", asked.answer.verdict());
        if let Some(witness) = asked.answer.witness() {
            println!("    {witness}");
        }
        println!("    {}", asked.line);
    }
    if decided * 10 < asked.len() * DECIDED_OF_TEN {
        return Err(format!("only {decided} of {} pairs are decided", asked.len()).into());
    }
    Ok(disagreements.len())
}

/// The answers of z3, in order.
fn by_z3(pairs: &Pairs, asked: &[Asked]) -> Result<Vec<Value>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/access/z3/decide.py");
    let mut child = Command::new(python())
        .arg(&script)
        .args(["--timeout", TIMEOUT])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run `{}`, which this chore needs: {error}", python()))?;
    let mut input = child.stdin.take().ok_or("the decider has no input")?;
    let lines: Vec<&str> = asked.iter().map(|it| it.line.as_str()).collect();
    let lines = format!("{}\n{}\n", pairs.requests(), lines.join("\n"));
    let output = thread::scope(|scope| -> Result<_> {
        // Written beside the reading: neither side waits for a full pipe.
        let writer = scope.spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output()?;
        writer.join().map_err(|_| "the writer gave up")??;
        Ok(output)
    })?;
    let answers: std::result::Result<Vec<Value>, _> =
        String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect();
    let answers = answers?;
    if !output.status.success() || answers.len() != asked.len() {
        let (questions, answers) = (asked.len(), answers.len());
        return Err(format!(
            "z3 answers {answers} of {questions} questions ({}); it needs `z3-solver` of .ci/requirements.txt",
            output.status
        )
        .into());
    }
    Ok(answers)
}
