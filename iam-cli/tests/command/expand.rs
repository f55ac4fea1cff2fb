//! `iam expand`.

use crate::program::{pipe, run};
use serde_json::json;

#[test]
fn actions_come_one_a_line_each_once() {
    let ran = run(&["expand", "sqs:*Message", "SQS:Send*"]);
    assert_eq!(ran.assert(0).out, "sqs:DeleteMessage\nsqs:ReceiveMessage\nsqs:SendMessage\n");
    assert!(run(&["expand", "*"]).assert(0).out.lines().count() > 20_000);
}

#[test]
fn a_pattern_that_matches_nothing_is_told() {
    let ran = run(&["expand", "sqs:Send*", "sqs:Snd*"]);
    assert_eq!(ran.assert(1).out, "sqs:SendMessage\n");
    assert!(ran.err.starts_with("error: no action matches `sqs:Snd*`"), "{}", ran.err);
    run(&["expand", "sqs"]).assert(1);
    run(&["expand"]).assert(2);
}

#[test]
fn actions_come_as_json_and_by_line() {
    let ran = run(&["expand", "--format", "json", "sqs:Send*"]);
    assert_eq!(ran.assert(0).json(), json!(["sqs:SendMessage"]));
    let input = "{\"id\": 1, \"pattern\": \"sqs:Send*\"}\n{\"id\": 2, \"pattern\": [\"sqs:S*\", \"x:*\"]}\n{\"id\": 3, \"pattern\": 3}";
    let lines = pipe(&["expand", "--jsonl"], input).assert(2).lines();
    assert_eq!(lines[0], json!({"id": 1, "actions": ["sqs:SendMessage"]}));
    assert_eq!(lines[1]["actions"].as_array().unwrap().len(), 3);
    assert!(lines[2]["error"].is_string());
}
