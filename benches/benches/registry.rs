//! The registry: the first look-up of a process, repeated look-ups, expansion, suggestions.
//!
//! Budgets, in the release profile: first look-up under 1 ms, repeated look-up under 100 ns,
//! first expansion of `*` under 5 ms. The first of a process needs a process of its own, so this
//! program starts itself for those, and fails if a budget is exceeded.

use divan::{Bencher, black_box};
use iam_core::registry::{action, actions_matching, is_known, nearest_actions, service};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, io};

/// Tells a child process which of [`FIRST`] to measure.
const CHILD: &str = "REGISTRY_BENCH_FIRST";

/// How many processes measure each.
const PROCESSES: usize = 25;

/// A name, what to do once in a fresh process, and how long it may take.
type First = (&'static str, fn() -> usize, Duration);

const FIRST: [First; 4] = [
    ("action(s3:GetObject)", || count(action("s3:GetObject")), Duration::from_millis(1)),
    ("action(ec2:RunInstances)", || count(action("ec2:RunInstances")), Duration::from_millis(1)),
    ("actions_matching(*)", || actions_matching("*").count(), Duration::from_millis(5)),
    (
        "nearest_actions(ec2:RunInstaces)",
        || nearest_actions("ec2:RunInstaces").len(),
        Duration::from_millis(1),
    ),
];

fn main() -> ExitCode {
    if let Some(index) = env::var(CHILD).ok().and_then(|index| index.parse::<usize>().ok()) {
        return measure_here(index);
    }
    match first_of_a_process() {
        Ok(true) => {}
        Ok(false) => return ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot measure in a fresh process: {error}");
            return ExitCode::FAILURE;
        }
    }
    divan::main();
    ExitCode::SUCCESS
}

/// Prints the nanoseconds of one of [`FIRST`], done once.
fn measure_here(index: usize) -> ExitCode {
    let Some((_, run, _)) = FIRST.get(index) else { return ExitCode::FAILURE };
    let start = Instant::now();
    black_box(run());
    println!("{}", start.elapsed().as_nanos());
    ExitCode::SUCCESS
}

/// Whether the median of each keeps its budget.
fn first_of_a_process() -> io::Result<bool> {
    let mut kept = true;
    println!("first of a process{:>24}{:>12}{:>12}", "fastest", "median", "budget");
    for (index, (name, _, budget)) in FIRST.iter().enumerate() {
        let mut times = Vec::new();
        for _ in 0..PROCESSES {
            let output =
                Command::new(env::current_exe()?).env(CHILD, index.to_string()).output()?;
            let text = String::from_utf8_lossy(&output.stdout);
            let nanos = text.trim().parse().map_err(io::Error::other)?;
            times.push(Duration::from_nanos(nanos));
        }
        times.sort();
        let fastest = times.first().copied().unwrap_or_default();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        println!("{name:<32}{fastest:>10.1?}{median:>12.1?}{budget:>12.1?}");
        kept &= median <= *budget;
    }
    Ok(kept)
}

fn count<T>(found: Option<T>) -> usize {
    found.into_iter().count()
}

const NAMES: [&str; 3] = ["s3:GetObject", "EC2:runinstances", "iam:PassRole"];

#[divan::bench(args = NAMES)]
fn repeated_look_up(name: &str) -> bool {
    action(black_box(name)).is_some()
}

#[divan::bench(args = ["s3:HeadObject", "s3:Get*Tagging", "s33:GetObject"])]
fn whether_known(pattern: &str) -> bool {
    is_known(black_box(pattern))
}

#[divan::bench(args = ["s3:Get*Tagging", "ec2:Describe?pc*", "*:Tag*", "*"])]
fn expand(pattern: &str) -> usize {
    actions_matching(black_box(pattern)).count()
}

#[divan::bench(args = ["ec2:RunInstaces", "ec2:Xyzzyplugh", "dynamdb:GetItem", "ec2:GetObject"])]
fn suggest(text: &str) -> usize {
    nearest_actions(black_box(text)).len()
}

#[divan::bench]
fn condition_keys_of_an_action(bencher: Bencher) {
    let tags = service("ec2").and_then(|service| service.action("CreateTags"));
    bencher.bench(|| tags.map(|action| action.all_condition_keys().len()));
}
