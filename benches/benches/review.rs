//! What a reviewer waits for: Clumio's set for every asset as a page and as Markdown.
//!
//! Each must take less than 50 ms; this program fails if one does not. The first time decodes the
//! tables of the services that the set names. There is no peer that renders the same.

use clumio_policies::{Assets, ClumioPolicySet};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const BUDGET: Duration = Duration::from_millis(50);

/// How often each is measured; the fastest counts, since noise only ever adds.
const ROUNDS: usize = 40;

/// A format.
type Render = fn(&ClumioPolicySet) -> String;

fn main() -> ExitCode {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    let formats: [(&str, Render); 2] =
        [("HTML", ClumioPolicySet::to_html), ("Markdown", ClumioPolicySet::to_markdown)];
    let mut keeps_budget = true;
    for (name, render) in formats {
        let (first, len) = timed(&set, render);
        let fastest = (0..ROUNDS).map(|_| timed(&set, render).0).min().unwrap_or(first);
        println!("{name}: {len} bytes; the first time {first:.1?}, then {fastest:.1?}");
        keeps_budget &= fastest < BUDGET;
    }
    if keeps_budget {
        ExitCode::SUCCESS
    } else {
        eprintln!("the budget is {BUDGET:?}");
        ExitCode::FAILURE
    }
}

fn timed(set: &ClumioPolicySet, render: Render) -> (Duration, usize) {
    let start = Instant::now();
    let rendered = render(std::hint::black_box(set));
    (start.elapsed(), rendered.len())
}
