//! What real use found: reduced policies and requests, each with what the command says of it. A line tells
//! in `why` what it is about.

use crate::program::pipe;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The lines of a file of cases, without the members that are for this test alone, and those members.
fn cases(text: &str, expected: &str) -> (String, Vec<(String, Value)>) {
    let mut input = String::new();
    let cases = text.lines().map(|line| {
        let mut case: Value = serde_json::from_str(line).unwrap();
        let members = case.as_object_mut().unwrap();
        let why = members.remove("why").unwrap().as_str().unwrap().to_owned();
        let expected = members.remove(expected).unwrap();
        writeln!(input, "{case}").unwrap();
        (why, expected)
    });
    let cases = cases.collect();
    (input, cases)
}

#[test]
fn each_policy_draws_just_these_findings() {
    let (input, cases) = cases(include_str!("../real_use/validate.jsonl"), "codes");
    let answers = pipe(&["validate", "--jsonl"], input).assert(1).lines();
    assert_eq!(answers.len(), cases.len());
    for (answer, (why, expected)) in answers.iter().zip(cases) {
        let findings = answer["findings"].as_array().unwrap();
        let codes: Vec<_> = findings.iter().map(|finding| &finding["issueCode"]).collect();
        assert_eq!(json!(codes), expected, "{why}: {answer}");
    }
}

#[test]
fn each_request_is_decided_so() {
    let (input, cases) = cases(include_str!("../real_use/simulate.jsonl"), "decision");
    let answers = pipe(&["simulate", "--jsonl"], input).assert(1).lines();
    assert_eq!(answers.len(), cases.len());
    for (answer, (why, expected)) in answers.iter().zip(cases) {
        assert_eq!(answer["decision"], expected, "{why}: {answer}");
    }
}
