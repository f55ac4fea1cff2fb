//! Reading and writing policies, beside `serde_json` and the Rust peers.
//!
//! Reading must be at least as fast as `serde_json` reads the same text into its `Value`; this
//! program fails if it is not. Each peer is measured on the documents that it can read.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use iam_core::json;
use iam_core::policy::Policy;
use serde_json::Value;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use typed_iam_benches::Corpus;

static CORPUS: LazyLock<Result<Corpus, String>> =
    LazyLock::new(|| Corpus::load().map_err(|error| error.to_string()));

/// How often the budget is measured; the fastest counts, since noise only ever adds.
const ROUNDS: usize = 40;

/// Each layout, compact first.
const LAYOUTS: [&str; 2] = ["compact", "indented"];

fn main() -> ExitCode {
    let corpus = match &*CORPUS {
        Ok(corpus) => corpus,
        Err(error) => {
            eprintln!("cannot load the policies to read: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{}: {} documents", corpus.name, corpus.compact.len());
    for (name, refused) in [
        ("typed-iam", refused(&corpus.compact, ours)),
        ("iam-rs", refused(&corpus.compact, iam_rs)),
        ("scratchstack-aspen", refused(&corpus.compact, aspen)),
    ] {
        println!("  {name} refuses {refused}");
    }
    let kept = LAYOUTS.map(|layout| keeps_budget(layout, texts(layout)));
    divan::main();
    if kept == [true; 2] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn refused<T>(texts: &[String], read: fn(&str) -> Option<T>) -> usize {
    texts.iter().filter(|text| read(text).is_none()).count()
}

/// Whether we read `texts` at least as fast as `serde_json` does. In turns, so that both see the
/// same weather.
fn keeps_budget(layout: &str, texts: &[String]) -> bool {
    let (mut our_time, mut their_time) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        our_time = our_time.min(time(texts, ours));
        their_time = their_time.min(time(texts, value));
    }
    let ratio = our_time.as_secs_f64() / their_time.as_secs_f64();
    println!(
        "  reading {layout:8} {our_time:>9.1?}, serde_json::Value {their_time:>9.1?}: \
         {ratio:.2} of its time, budget 1.00"
    );
    ratio <= 1.0
}

fn time<T>(texts: &[String], read: fn(&str) -> Option<T>) -> Duration {
    let start = Instant::now();
    for text in texts {
        black_box(read(black_box(text)));
    }
    start.elapsed()
}

fn texts(layout: &str) -> &'static [String] {
    match &*CORPUS {
        Ok(corpus) if layout == "compact" => &corpus.compact,
        Ok(corpus) => &corpus.indented,
        Err(_) => &[],
    }
}

fn ours(text: &str) -> Option<Policy> {
    Policy::from_json(text).ok()
}

fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn iam_rs(text: &str) -> Option<iam_rs::IAMPolicy> {
    iam_rs::IAMPolicy::from_json(text).ok()
}

fn aspen(text: &str) -> Option<scratchstack_aspen::Policy> {
    text.parse().ok()
}

/// Reads every text of a layout that can be read.
fn bench_reading<T>(bencher: Bencher, layout: &str, read: fn(&str) -> Option<T>) {
    let texts: Vec<_> = texts(layout).iter().filter(|text| read(text).is_some()).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for text in &texts {
            black_box(read(black_box(text)));
        }
    });
}

#[divan::bench_group(sample_count = 20)]
mod read {
    use super::{Bencher, LAYOUTS, bench_reading};

    #[divan::bench(args = LAYOUTS)]
    fn typed_iam(bencher: Bencher, layout: &str) {
        bench_reading(bencher, layout, super::ours);
    }

    /// The tree alone, without the policy.
    #[divan::bench(args = LAYOUTS)]
    fn typed_iam_tree(bencher: Bencher, layout: &str) {
        bench_reading(bencher, layout, |text| super::json::read(text).is_ok().then_some(()));
    }

    #[divan::bench(args = LAYOUTS)]
    fn serde_json_value(bencher: Bencher, layout: &str) {
        bench_reading(bencher, layout, super::value);
    }

    #[divan::bench(args = LAYOUTS)]
    fn iam_rs(bencher: Bencher, layout: &str) {
        bench_reading(bencher, layout, super::iam_rs);
    }

    #[divan::bench(args = LAYOUTS)]
    fn scratchstack_aspen(bencher: Bencher, layout: &str) {
        bench_reading(bencher, layout, super::aspen);
    }
}

/// Writes all that `read` makes of the compact texts.
fn bench_writing<T>(
    bencher: Bencher,
    read: fn(&str) -> Option<T>,
    write: fn(&T) -> Option<String>,
) {
    let values: Vec<_> = texts("compact").iter().filter_map(|text| read(text)).collect();
    let bytes: usize = values.iter().filter_map(write).map(|text| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for value in &values {
            black_box(write(black_box(value)));
        }
    });
}

#[divan::bench_group(sample_count = 20)]
mod write {
    use super::{Bencher, bench_writing};

    #[divan::bench]
    fn typed_iam(bencher: Bencher) {
        bench_writing(bencher, super::ours, |policy| Some(policy.to_json()));
    }

    #[divan::bench]
    fn typed_iam_pretty(bencher: Bencher) {
        bench_writing(bencher, super::ours, |policy| Some(policy.to_json_pretty()));
    }

    #[divan::bench]
    fn serde_json_value(bencher: Bencher) {
        bench_writing(bencher, super::value, |value| serde_json::to_string(value).ok());
    }

    #[divan::bench]
    fn iam_rs(bencher: Bencher) {
        bench_writing(bencher, super::iam_rs, |policy| serde_json::to_string(policy).ok());
    }

    #[divan::bench]
    fn scratchstack_aspen(bencher: Bencher) {
        bench_writing(bencher, super::aspen, |policy| serde_json::to_string(policy).ok());
    }
}
