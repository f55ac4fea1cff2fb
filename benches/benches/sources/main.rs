//! Policies where they are: how fast the command reads and checks templates and a plan, on one core.
//!
//! Goals: 20 MB of templates a second, of JSON and of YAML; a plan of 100 MB in 10 seconds, in a memory that does
//! not grow with it beside the file itself. Times are those of the processor. Budgets, for a slower machine: half
//! the speed, twice the time, and of memory half the size of the plan beside the plan, or three times where all of
//! it are policies. This program fails if a budget is not kept; cfn-lint on some of the same templates is there to
//! compare with.

mod lint;
mod plan;
mod program;
mod templates;
mod yaml;

use program::{Ran, command};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, io};
use typed_iam_benches::Corpus;

/// How many templates of each form, and how many bytes each has at least.
const TEMPLATES: u64 = 1_000;
const TEMPLATE_SIZE: usize = 50_000;

/// How many of them the linter gets: it takes seconds for each.
const LINTED: usize = 5;

/// How large a plan is.
const PLAN_SIZE: u64 = 100_000_000;

/// Megabytes of templates a second.
const SPEED_GOAL: f64 = 20.0;
const SPEED_BUDGET: f64 = 10.0;

/// How long a plan may take.
const PLAN_GOAL: Duration = Duration::from_secs(10);
const PLAN_BUDGET: Duration = Duration::from_secs(20);

/// Plans by what they are called, one resource in how many holds a policy, and how much memory each may take beside
/// itself, as a part of its size: the policies are held, all at once.
const PLANS: [(&str, u64, f64); 2] = [("few", 20, 0.5), ("all", 1, 3.0)];

/// How often each is measured; the fastest counts, since noise only ever adds.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    typed_iam_benches::verdict(measure())
}

/// Whether all budgets are kept.
fn measure() -> io::Result<bool> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sources");
    let policies = templates::policies(&Corpus::sample()?)?;
    let mut kept = true;
    for form in [Form::Json, Form::Yaml] {
        kept &= templates_of(form, &folder.join(form.extension()), &policies)?;
    }
    for (name, holding, budget) in PLANS {
        let path = folder.join(format!("plan-{name}.json"));
        kept &= plan_of(&path, holding, budget, &policies)?;
    }
    Ok(kept)
}

/// How a template is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Yaml,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }
}

/// Prints how fast a folder of templates is checked; whether the budget is kept.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn templates_of(form: Form, folder: &Path, policies: &[serde_json::Value]) -> io::Result<bool> {
    empty(folder)?;
    let mut paths = Vec::new();
    let mut bytes = 0;
    for seed in 0..TEMPLATES {
        let template = templates::template(seed, TEMPLATE_SIZE, policies);
        let text = match form {
            Form::Json => serde_json::to_string_pretty(&template)?,
            Form::Yaml => yaml::text(&template),
        };
        let path = folder.join(format!("{seed:04}.{}", form.extension()));
        bytes += text.len();
        fs::write(&path, text)?;
        paths.push(path);
    }
    let ran = fastest(&[folder.to_owned()])?;
    let speed = megabytes(bytes) / ran.time.as_secs_f64();
    let kept = speed >= SPEED_BUDGET;
    println!(
        "{} templates in {}, {:.1} MB: {:.2?}, {speed:.1} MB a second, {:.0} MB of memory; {}",
        TEMPLATES,
        form.extension(),
        megabytes(bytes),
        ran.time,
        megabytes(ran.peak),
        verdict(&format!("goal {SPEED_GOAL}, budget {SPEED_BUDGET}"), speed >= SPEED_GOAL, kept),
    );
    println!("  {}", ran.summary);
    let some: Vec<PathBuf> = paths.into_iter().take(LINTED).collect();
    match lint::cfn_lint(&some)? {
        None => println!("  cfn-lint left out: it takes bash, python3 and its package index"),
        Some(linted) => {
            let each = linted.time.as_secs_f64() / some.len() as f64;
            let ours = ran.time.as_secs_f64() / TEMPLATES as f64;
            println!(
                "  cfn-lint {} on {} of them: {each:.3} s each without its start; here {:.2} ms: {:.0} times as fast",
                linted.version,
                some.len(),
                ours * 1e3,
                each / ours
            );
        }
    }
    Ok(kept)
}

/// Prints what a plan takes of which one resource in so many holds a policy; whether the budgets are kept.
fn plan_of(
    path: &Path,
    holding: u64,
    budget: f64,
    policies: &[serde_json::Value],
) -> io::Result<bool> {
    let size = plan::write(path, PLAN_SIZE, holding, policies)?;
    let ran = fastest(&[path.to_owned()])?;
    let beside = ran.peak.saturating_sub(size);
    let part = megabytes(beside) / megabytes(size);
    let kept = ran.time <= PLAN_BUDGET && part <= budget;
    println!(
        "a plan of {:.0} MB, one resource in {holding} with a policy: {:.2?}, {:.0} MB of memory beside it, {part:.2} of it; {}",
        megabytes(size),
        ran.time,
        megabytes(beside),
        verdict(
            &format!("goal {PLAN_GOAL:?}, budget {PLAN_BUDGET:?} and {budget:.1} of it"),
            ran.time <= PLAN_GOAL,
            kept
        ),
    );
    println!("  {}", ran.summary);
    fs::remove_file(path)?;
    Ok(kept)
}

fn verdict(wanted: &str, reached: bool, kept: bool) -> String {
    let word = match (reached, kept) {
        (true, true) => "reached",
        (false, true) => "within the budget",
        (_, false) => "FAILED",
    };
    format!("{wanted}: {word}")
}

/// The fastest run of the command on these paths.
fn fastest(paths: &[PathBuf]) -> io::Result<Ran> {
    let mut best: Option<Ran> = None;
    for _ in 0..ROUNDS {
        let ran = command(paths)?;
        if best.as_ref().is_none_or(|best| ran.time < best.time) {
            best = Some(ran);
        }
    }
    best.ok_or_else(|| io::Error::other("no round"))
}

fn empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
