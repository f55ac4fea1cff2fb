//! The comparison of policies: pairs a second, and how much faster it is than z3 on the same questions.
//!
//! Goal, in the release profile and on one core: 5,000 questions a second on consecutive versions of AWS's managed
//! policies, both ways, or where `cargo xtask access` has not fetched them, on the committed sample beside
//! mutations of it. Budget: no less than 100 times as fast as z3 on pairs at random, z3's time without start-up
//! and translation. This program fails if that is not kept.

use iam_access::{Verdict, no_new_access};
use iam_core::document::Node;
use iam_core::json;
use iam_core::policy::{Identity, Policy};
use iam_generate::{Dice, Pairs, Vocabulary, changed, pair_in_json};
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io, thread};
use typed_iam_benches::{Corpus, managed_policies};

/// Questions a second on consecutive versions.
const GOAL: f64 = 5_000.0;

/// How many times as fast as z3.
const BUDGET: f64 = 100.0;

/// How many pairs at random.
const PAIRS: u64 = 200;

type Pair = [Policy<Identity>; 2];

fn main() -> ExitCode {
    typed_iam_benches::verdict(measure())
}

/// Whether the budget is kept.
fn measure() -> io::Result<bool> {
    let (name, pairs) = versions()?;
    let (time, counts) = fastest(&pairs, 3);
    let each = time / u32::try_from(pairs.len()).unwrap_or(u32::MAX).max(1);
    println!(
        "{name}: {} questions, {} PASS, {} FAIL, {} UNKNOWN, {:.0} a second, goal {GOAL}",
        pairs.len(),
        counts[0],
        counts[1],
        counts[2],
        1.0 / each.as_secs_f64()
    );
    let mut kept = true;
    for (name, pairs) in [("small alphabet", Pairs::SMALL), ("plain words", Pairs::PLAIN)] {
        kept &= beside_z3(name, &pairs)?;
    }
    Ok(kept)
}

/// How long all take, and how many pass, fail and are left undecided.
fn fastest(pairs: &[Pair], rounds: usize) -> (Duration, [usize; 3]) {
    let (mut best, mut counts) = (Duration::MAX, [0; 3]);
    for _ in 0..rounds {
        let start = Instant::now();
        let verdicts: Vec<Verdict> =
            pairs.iter().map(|[old, new]| no_new_access(old, new).verdict()).collect();
        best = best.min(start.elapsed());
        let each = [Verdict::Pass, Verdict::Fail, Verdict::Unknown];
        counts = each.map(|one| verdicts.iter().filter(|it| **it == one).count());
    }
    (best, counts)
}

/// Prints both times on pairs at random; whether the budget is kept.
fn beside_z3(name: &str, pairs: &Pairs) -> io::Result<bool> {
    let all: Vec<Pair> = (0..PAIRS).map(|seed| pairs.pair(seed)).collect();
    let lines = all.iter().enumerate().map(|(at, pair)| pair_in_json(&at.to_string(), pair));
    let lines: Vec<String> = std::iter::once(pairs.requests()).chain(lines).collect();
    let Some(answers) = by_z3(lines.join("\n") + "\n")? else {
        println!("  z3 left out: it takes bash, python3 and its package index");
        return Ok(true);
    };
    // What z3 gives up on, or is not asked, is left out for both.
    let decided = |answer: &&Value| matches!(answer["answer"].as_str(), Some("PASS" | "FAIL"));
    let at = |answer: &Value| answer["id"].as_str().and_then(|id| id.parse::<usize>().ok());
    let mut seconds = 0.0;
    let mut asked: Vec<Pair> = Vec::new();
    for answer in answers.iter().filter(decided) {
        seconds += answer["seconds"].as_f64().unwrap_or_default();
        asked.extend(at(answer).and_then(|at| all.get(at).cloned()));
    }
    let (time, _) = fastest(&asked, 5);
    let ratio = seconds / time.as_secs_f64();
    println!(
        "pairs at random, {name}: {} of {PAIRS}, z3 {seconds:.2} s, here {time:.1?}: {ratio:.0} times as fast, budget {BUDGET}",
        asked.len()
    );
    Ok(ratio >= BUDGET)
}

/// What z3 answers, or nothing if it cannot be had.
fn by_z3(lines: String) -> io::Result<Option<Vec<Value>>> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The interpreter that CI has made ready, else one of our own.
    let script = "set -e; python=$PYTHON; if [ -z \"$python\" ]; then venv=../target/z3; \
         [ -x $venv/bin/python ] || python3 -m venv $venv; \
         $venv/bin/pip install --quiet --disable-pip-version-check $(grep ^z3-solver ../.ci/requirements.txt); \
         python=$venv/bin/python; fi; exec $python -B ../xtask/src/access/z3/decide.py";
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(home).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = command.spawn() else { return Ok(None) };
    let Some(mut input) = child.stdin.take() else { return Ok(None) };
    // Written beside the reading: neither side waits for a full pipe.
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    if !output.status.success() || writer.join().is_err() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let answers = text.lines().map(|line| serde_json::from_str(line).map_err(io::Error::other));
    answers.collect::<io::Result<_>>().map(Some)
}

/// Consecutive versions of policies, both ways.
fn versions() -> io::Result<(&'static str, Vec<Pair>)> {
    if let Some(path) = managed_policies() {
        let text = fs::read_to_string(path)?;
        let all = json::read(&text).map_err(io::Error::other)?;
        let mut pairs = Vec::new();
        for policy in all.members() {
            let versions = of_policy(&policy.node, &text)?;
            for pair in versions.windows(2) {
                if let [old, new] = pair {
                    pairs.push([old.clone(), new.clone()]);
                    pairs.push([new.clone(), old.clone()]);
                }
            }
        }
        return Ok(("consecutive versions of AWS managed policies", pairs));
    }
    let mut pairs = Vec::new();
    for (seed, text) in (0..).zip(&Corpus::sample()?.compact) {
        let old: Policy = Policy::from_json(text).map_err(io::Error::other)?;
        let new = changed(&mut Dice::new(seed, &[]), &Vocabulary::PLAIN, &old);
        pairs.push([old.clone(), new.clone()]);
        pairs.push([new, old]);
    }
    Ok(("committed sample beside mutations", pairs))
}

/// The versions of a managed policy, in order.
fn of_policy(policy: &Node<'_>, text: &str) -> io::Result<Vec<Policy>> {
    let versions = policy.member("versions").map(|it| it.node.members()).unwrap_or_default();
    let mut all = Vec::new();
    for version in versions {
        let number: u32 = version.key.trim_start_matches('v').parse().map_err(io::Error::other)?;
        let span = version.node.member("document").map(|it| it.node.span);
        let document = span.and_then(|it| text.get(it.start as usize..it.end as usize));
        let policy = Policy::from_json(document.unwrap_or_default()).map_err(io::Error::other)?;
        all.push((number, policy));
    }
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, policy)| policy).collect())
}
