//! What the library adds to the build of a crate that uses it, beside `serde_json::json!`.
//!
//! Two crates outside this workspace hold the same policies. Ours may depend on 25 crates and take
//! twice as long from nothing; this program fails if it is more.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use typed_iam_benches::outside::{self, OutsideCrate, OutsideError};

const OURS: &str = include_str!("../programs/policies.rs");
const THEIRS: &str = include_str!("../programs/json.rs");
const THEIR_DEPENDENCIES: &str =
    "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"";

const CRATES_BUDGET: usize = 25;
const COLD_BUDGET: f64 = 2.0;

/// How often each is built; the fastest counts.
const ROUNDS: usize = 2;

fn main() -> ExitCode {
    match measure() {
        Ok((ours, theirs)) => report(&ours, &theirs),
        Err(OutsideError::Unfetched) => {
            println!("compile time: skipped, {}", OutsideError::Unfetched);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("compile time: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Cost {
    crates: usize,
    cold: Duration,
    rebuild: Duration,
}

fn measure() -> Result<(Cost, Cost), OutsideError> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let ours = OutsideCrate::new(folder, "time-policies", &outside::typed_iam(), OURS)?;
    let theirs = OutsideCrate::new(folder, "time-json", THEIR_DEPENDENCIES, THEIRS)?;
    let mut our_cost = Cost::unmeasured(ours.dependencies()?);
    let mut their_cost = Cost::unmeasured(theirs.dependencies()?);
    // In turns, so that both see the same weather.
    for _ in 0..ROUNDS {
        our_cost.measure(&ours, OURS)?;
        their_cost.measure(&theirs, THEIRS)?;
    }
    Ok((our_cost, their_cost))
}

impl Cost {
    fn unmeasured(crates: usize) -> Self {
        Self { crates, cold: Duration::MAX, rebuild: Duration::MAX }
    }

    fn measure(&mut self, program: &OutsideCrate, main: &str) -> Result<(), OutsideError> {
        program.clean()?;
        program.write_main(main)?;
        self.cold = self.cold.min(program.build(&[])?);
        // An edit of a policy, as an author makes them.
        program.write_main(&main.replace("monthly", "weekly"))?;
        self.rebuild = self.rebuild.min(program.build(&[])?);
        Ok(())
    }
}

fn report(ours: &Cost, theirs: &Cost) -> ExitCode {
    let ratio = |ours: Duration, theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
    let cold = ratio(ours.cold, theirs.cold);
    let mut table =
        format!("{:<24}{:>12}{:>12}{:>8}\n", "compile time", "policy!", "json!", "ratio");
    let _ = writeln!(table, "{:<24}{:>12}{:>12}", "crates", ours.crates, theirs.crates);
    for (name, ours, theirs) in [
        ("cold build", ours.cold, theirs.cold),
        ("rebuild after one edit", ours.rebuild, theirs.rebuild),
    ] {
        let _ =
            writeln!(table, "{name:<24}{ours:>12.2?}{theirs:>12.2?}{:>8.2}", ratio(ours, theirs));
    }
    println!("{table}budgets: {CRATES_BUDGET} crates, a cold build {COLD_BUDGET:.1} times as long");
    let kept = ours.crates <= CRATES_BUDGET && cold <= COLD_BUDGET;
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
