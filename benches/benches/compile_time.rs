//! What the library adds to the build of a crate that uses it, beside `serde_json::json!`.
//!
//! Two crates outside this workspace hold the same policies. Ours may depend on 25 crates and take
//! twice as long from nothing; this program fails if it is more.
//!
//! Two more hold one list, near the longest that the macros take: as the resources of a policy, and as
//! a constant of strings. A list twice as long may add little more than twice the time.

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

/// Entries of the long list; with 3,800 of them the macros refuse the policy.
const LONG: usize = 3_600;
/// How many times as much as half of the list the whole may add to a build.
const LONG_BUDGET: f64 = 3.0;

/// How often each is built; the fastest counts.
const ROUNDS: usize = 2;

fn main() -> ExitCode {
    match measure() {
        Ok((ours, theirs, long)) => report(&ours, &theirs, &long),
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

/// How long a build takes with one entry, with half of [`LONG`] and with all: as the resources of a
/// policy, and as a constant of strings.
struct Long {
    policy: [Duration; 3],
    strings: [Duration; 3],
}

impl Long {
    const ENTRIES: [usize; 3] = [1, LONG / 2, LONG];

    fn measure(policies: &OutsideCrate, strings: &OutsideCrate) -> Result<Self, OutsideError> {
        let mut long = Self { policy: [Duration::MAX; 3], strings: [Duration::MAX; 3] };
        for round in 0..=ROUNDS {
            for (index, entries) in Self::ENTRIES.into_iter().enumerate() {
                let entry = |at| format!("\"arn:aws:s3:::b{round}{at:04}/*\",");
                let list: String = (0..entries).map(entry).collect();
                let policy = format!(
                    "const LIST: typed_iam::Policy = typed_iam::policy! {{
                        Version: \"2012-10-17\",
                        Statement: [{{ Effect: Allow, Action: s3:GetObject, Resource: [{list}] }}],
                    }};
                    fn main() {{ println!(\"{{}}\", LIST.statements().len()); }}"
                );
                let constant = format!(
                    "const LIST: &[&str] = &[{list}];
                    fn main() {{ println!(\"{{}}\", LIST.len()); }}"
                );
                for (program, main, times) in
                    [(policies, policy, &mut long.policy), (strings, constant, &mut long.strings)]
                {
                    program.write_main(&main)?;
                    let took = program.build(&[])?;
                    // The first round builds what it depends on, too.
                    if let (1.., Some(time)) = (round, times.get_mut(index)) {
                        *time = (*time).min(took);
                    }
                }
            }
        }
        Ok(long)
    }

    /// What the whole list adds to a build, by what half of it adds.
    fn growth(&self) -> f64 {
        let [one, half, whole] = self.policy;
        // On a fast machine half the list is lost in the noise.
        let half = half.saturating_sub(one).max(Duration::from_millis(30));
        whole.saturating_sub(one).as_secs_f64() / half.as_secs_f64()
    }
}

fn measure() -> Result<(Cost, Cost, Long), OutsideError> {
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
    let policies = OutsideCrate::new(folder, "time-long", &outside::typed_iam(), OURS)?;
    let strings = OutsideCrate::new(folder, "time-strings", "", "fn main() {}")?;
    Ok((our_cost, their_cost, Long::measure(&policies, &strings)?))
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

fn report(ours: &Cost, theirs: &Cost, long: &Long) -> ExitCode {
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
    for ((entries, ours), theirs) in Long::ENTRIES.iter().zip(long.policy).zip(long.strings) {
        let name = format!("constant, {entries} entries");
        let _ =
            writeln!(table, "{name:<24}{ours:>12.2?}{theirs:>12.2?}{:>8.2}", ratio(ours, theirs));
    }
    let growth = long.growth();
    println!(
        "{table}a list twice as long adds {growth:.1} times as much\nbudgets: {CRATES_BUDGET} crates, a cold build {COLD_BUDGET:.1} times as long, {LONG_BUDGET:.1} times for the longer list"
    );
    let kept = ours.crates <= CRATES_BUDGET && cold <= COLD_BUDGET && growth <= LONG_BUDGET;
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
