//! Reads a policy from standard input and prints everything there is to say about it.
//!
//! `cargo run --example check_file < policy.json`

use std::io::Read as _;
use std::process::ExitCode;
use typed_iam::check::{self, Options, Subject};
use typed_iam::json::{self, LineIndex};
use typed_iam::{Policy, PolicyType};

fn main() -> ExitCode {
    let mut text = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut text) {
        eprintln!("{error}");
        return ExitCode::from(2);
    }
    // What is no policy at all says so, reason by reason.
    if let Err(error) = text.parse::<Policy>() {
        println!("{error}");
        return ExitCode::FAILURE;
    }
    let Ok(document) = json::read(&text) else { return ExitCode::from(2) };
    let findings =
        check::run(&Subject::as_written(&document, &text), Options::new(PolicyType::Identity));
    let lines = LineIndex::new(&text);
    for finding in &findings {
        let at = lines.position(finding.span.start as usize);
        println!("{}:{}: {}: {finding}", at.line, at.column + 1, finding.finding_type);
    }
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
