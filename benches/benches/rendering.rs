//! Every format of Clumio's set: the first of a process, and repeated.
//!
//! Budget, in the release profile: any format of all assets in under 50 ms, with everything that a process
//! does for the first time. The first of a process needs a process of its own, so this program starts
//! itself for those, and fails if the budget is exceeded. Beside each stands `serde_json`, which writes the
//! permissions file from a `Value` that it has read before.

use clumio_policies::{Assets, ClumioPolicySet};
use divan::{Bencher, black_box};
use serde_json::Value;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, io};

/// Tells a child process which of [`FORMATS`] to measure.
const CHILD: &str = "RENDERING_BENCH_FIRST";

/// How many processes measure each.
const PROCESSES: usize = 15;

const BUDGET: Duration = Duration::from_millis(50);

/// A name, and what writes the format.
type Format = (&'static str, fn(&ClumioPolicySet) -> String);

const FORMATS: [Format; 6] = [
    ("permissions file", ClumioPolicySet::to_json_pretty),
    ("cloudformation", ClumioPolicySet::to_cloudformation),
    ("cloudformation-yaml", ClumioPolicySet::to_cloudformation_yaml),
    ("terraform", ClumioPolicySet::to_terraform),
    ("html", ClumioPolicySet::to_html),
    ("markdown", ClumioPolicySet::to_markdown),
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

fn everything() -> ClumioPolicySet {
    ClumioPolicySet::for_assets(Assets::ALL)
}

/// Prints the nanoseconds of one of [`FORMATS`], set and all, done once.
fn measure_here(index: usize) -> ExitCode {
    let Some((_, write)) = FORMATS.get(index) else { return ExitCode::FAILURE };
    let start = Instant::now();
    black_box(write(&everything()));
    println!("{}", start.elapsed().as_nanos());
    ExitCode::SUCCESS
}

/// Whether the median of each keeps the budget.
fn first_of_a_process() -> io::Result<bool> {
    let mut kept = true;
    let peer = peer();
    println!("{:<20}{:>10}{:>12}{:>12}", "first of a process", "bytes", "fastest", "median");
    for (index, (name, write)) in FORMATS.iter().enumerate() {
        let mut times = Vec::new();
        for _ in 0..PROCESSES {
            let output =
                Command::new(env::current_exe()?).env(CHILD, index.to_string()).output()?;
            let text = String::from_utf8_lossy(&output.stdout);
            let nanos = text.trim().parse().map_err(io::Error::other)?;
            times.push(Duration::from_nanos(nanos));
        }
        times.sort();
        let (Some(fastest), Some(median)) = (times.first(), times.get(PROCESSES / 2)) else {
            return Err(io::Error::other("no process"));
        };
        let bytes = write(&everything()).len();
        let ratio = median.as_secs_f64() / peer.as_secs_f64();
        println!(
            "{name:<20}{bytes:>10}{fastest:>12.1?}{median:>12.1?}  {ratio:.1} times serde_json"
        );
        kept &= *median < BUDGET;
    }
    println!("serde_json writes the permissions file in {peer:.1?}; the budget is {BUDGET:?}");
    Ok(kept)
}

/// How long `serde_json` takes to write the permissions file.
fn peer() -> Duration {
    let Ok(value) = serde_json::from_str::<Value>(&everything().to_json()) else {
        return Duration::MAX;
    };
    let times = (0..PROCESSES).map(|_| {
        let start = Instant::now();
        let _ = black_box(serde_json::to_string_pretty(black_box(&value)));
        start.elapsed()
    });
    times.min().unwrap_or(Duration::MAX)
}

#[divan::bench(args = FORMATS.map(|(name, _)| name))]
fn again(bencher: Bencher<'_, '_>, name: &str) {
    let set = everything();
    let found = FORMATS.iter().find(|(other, _)| *other == name);
    if let Some((_, write)) = found {
        bencher.bench_local(|| write(black_box(&set)));
    }
}
