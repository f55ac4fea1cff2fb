//! Reading and writing policies, beside `serde_json` and the Rust peers.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use iam_core::policy::Policy;
use serde_json::Value;
use std::sync::LazyLock;
use typed_iam_benches::Corpus;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::load().unwrap());

fn main() { divan::main(); }

fn ours(text: &str) -> Option<Policy> { Policy::from_json(text).ok() }
fn doc(text: &str) -> bool { iam_core::json::read(text).is_ok() }
fn value(text: &str) -> Option<Value> { serde_json::from_str(text).ok() }
fn iam_rs(text: &str) -> Option<iam_rs::IAMPolicy> { iam_rs::IAMPolicy::from_json(text).ok() }
fn aspen(text: &str) -> Option<scratchstack_aspen::Policy> { text.parse().ok() }

fn b<T>(bencher: Bencher, layout: &str, f: fn(&str) -> T) {
    let texts = if layout == "compact" { &CORPUS.compact } else { &CORPUS.indented };
    bencher.counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>()))
    .bench_local(|| for t in texts { black_box(f(black_box(t))); });
}
#[divan::bench(args = ["compact","indented"])]
fn r_ours(bencher: Bencher, l: &str) { b(bencher, l, ours) }
#[divan::bench(args = ["compact","indented"])]
fn r_doc(bencher: Bencher, l: &str) { b(bencher, l, doc) }
#[divan::bench(args = ["compact","indented"])]
fn r_value(bencher: Bencher, l: &str) { b(bencher, l, value) }
#[divan::bench(args = ["compact","indented"])]
fn r_iam_rs(bencher: Bencher, l: &str) { b(bencher, l, iam_rs) }
#[divan::bench(args = ["compact","indented"])]
fn r_aspen(bencher: Bencher, l: &str) { b(bencher, l, aspen) }
#[divan::bench]
fn w_ours(bencher: Bencher) {
    let ps: Vec<_> = CORPUS.compact.iter().filter_map(|t| ours(t)).collect();
    bencher.bench_local(|| for p in &ps { black_box(p.to_json()); });
}
#[divan::bench]
fn w_value(bencher: Bencher) {
    let ps: Vec<_> = CORPUS.compact.iter().filter_map(|t| value(t)).collect();
    bencher.bench_local(|| for p in &ps { black_box(serde_json::to_string(p).ok()); });
}
