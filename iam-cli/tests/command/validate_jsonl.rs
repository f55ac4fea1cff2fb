//! `iam validate --jsonl`.

use crate::program::{codes, pipe, policy, run};
use serde_json::json;

#[test]
fn each_line_is_answered_in_order_and_a_bad_one_stops_nothing() {
    let trust = policy("trust.json").replace('\n', " ");
    let clean = serde_json::to_string(&policy("clean.json")).unwrap();
    let input = format!(
        "{{\"id\": 1, \"policy\": {trust}}}\n\
         {{\"id\": \"two\", \"policy\": {trust}, \"policy_type\": \"identity\"}}\n\
         {{\"id\": 3, \"policy\": {clean}, \"policy_type\": null}}\n\
         what is this\n\
         \n\
         {{\"id\": 5}}\n\
         {{\"id\": 6, \"policy\": {{}}, \"policy_type\": \"idntity\"}}\n\
         {{\"id\": 7, \"policy\": \"{{\\\"a\\\": \"}}\n\
         {{\"id\": 8, \"policy\": {trust}, \"policy_type\": \"scp\", \"resource_type\": \"AWS::S3::Bucket\"}}\n\
         {{\"id\": 9, \"policy\": {{\"Statement\": [], \"Statement\": []}}}}"
    );
    let ran = pipe(&["validate", "--jsonl"], input);
    let lines = ran.assert(2).lines();
    assert_eq!(lines.len(), 9, "{}", ran.out);
    assert_eq!(lines[0], json!({"id": 1, "findings": []}));
    assert_eq!(lines[1]["id"], "two");
    assert!(codes(&lines[1]).contains(&"UNSUPPORTED_PRINCIPAL"), "{}", lines[1]);
    assert_eq!(lines[2], json!({"id": 3, "findings": []}));
    assert_eq!(lines[3]["id"], json!(null));
    assert!(lines[3]["error"].as_str().unwrap().starts_with("the line is not JSON"));
    assert_eq!(lines[4], json!({"id": 5, "error": "`policy` is missing"}));
    assert_eq!(lines[5], json!({"id": 6, "error": "`policy_type` cannot be `idntity`"}));
    assert_eq!(codes(&lines[6]), ["JSON_SYNTAX_ERROR"]);
    assert_eq!(lines[7]["id"], 8);
    assert!(lines[7]["error"].is_string());
    assert!(
        codes(&lines[8]).contains(&"DUPLICATE_KEY") || codes(&lines[8]).len() > 1,
        "{}",
        lines[8]
    );
}

#[test]
fn places_count_from_the_start_of_the_policy() {
    let input = r#"{"id": 1, "policy":   {"Version": "2012-10-17", "Statement": {"Effect": "Alow", "Action": "s3:GetObject", "Resource": "*"}}}"#;
    let lines = pipe(&["validate", "--jsonl"], input).assert(1).lines();
    let span = &lines[0]["findings"][0]["locations"][0]["span"];
    assert_eq!(span["start"], json!({"line": 1, "column": 50, "offset": 50}));
    let text = r#"{"id": 1, "policy": "{\n\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Alow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}}"}"#;
    let lines = pipe(&["validate", "--jsonl"], text).assert(1).lines();
    let span = &lines[0]["findings"][0]["locations"][0]["span"];
    assert_eq!(span["start"], json!({"line": 2, "column": 49, "offset": 51}));
}

#[test]
fn exit_status_is_that_of_the_worst_line() {
    let clean = format!("{{\"policy\": {}}}", policy("clean.json").replace('\n', " "));
    assert_eq!(pipe(&["validate", "--jsonl"], "").assert(0).out, "");
    assert_eq!(pipe(&["validate", "--jsonl"], &clean).assert(0).lines()[0]["id"], json!(null));
    pipe(&["validate", "--jsonl"], clean.replace("s3:GetObject", "s3:GetObjct")).assert(1);
    run(&["validate", "--jsonl", "--format", "json"]).assert(2);
}

#[test]
fn options_hold_for_lines_that_say_nothing() {
    let trust = policy("trust.json").replace('\n', " ");
    let input =
        format!("{{\"policy\": {trust}}}\n{{\"policy\": {trust}, \"policy_type\": \"trust\"}}");
    let lines = pipe(&["validate", "--jsonl", "--policy-type", "scp"], input).assert(1).lines();
    assert!(!codes(&lines[0]).is_empty());
    assert!(codes(&lines[1]).is_empty());
}

#[test]
fn a_parameter_without_a_name_is_one_finding() {
    for text in ["${}", "${ }"] {
        let resource = format!("arn:aws:s3:::reports/{text}");
        let statement =
            json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": resource });
        let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
        let line = json!({ "policy": policy }).to_string();
        for (words, code) in [
            (&["validate", "--template", "--jsonl"][..], "X_INVALID_PARAMETER_NAME"),
            (&["validate", "--jsonl"], "EMPTY_VARIABLE"),
        ] {
            let ran = pipe(words, line.clone());
            let answer = &ran.assert(1).lines()[0];
            let findings = answer["findings"].as_array().unwrap();
            let codes: Vec<_> = findings.iter().map(|finding| &finding["issueCode"]).collect();
            assert_eq!(codes, [code], "{text}: {answer}");
        }
    }
}
