//! `iam validate --format json`: the shape of `aws accessanalyzer validate-policy`.

use crate::program::{codes, run};
use serde_json::json;

#[test]
fn one_file_is_answered_as_aws_answers() {
    let answer = run(&["validate", "--format", "json", "several.json"]).assert(1).json();
    assert_eq!(codes(&answer), ["INVALID_EFFECT", "INVALID_ACTION", "INVALID_POLICY_ELEMENT"]);
    assert_eq!(answer.as_object().unwrap().len(), 1);
    let finding = &answer["findings"][0];
    assert_eq!(finding["findingType"], "ERROR");
    let details = "`Alow` is not a valid effect: it is `Allow` or `Deny`. \
                   IAM refuses the whole policy. Write `\"Allow\"`.";
    assert_eq!(finding["findingDetails"], details);
    let link = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html\
                #access-analyzer-reference-policy-checks-error-invalid-effect";
    assert_eq!(finding["learnMoreLink"], link);
    let location = json!([{
        "path": [{"value": "Statement"}, {"index": 0}, {"value": "Effect"}],
        "span": {
            "start": {"line": 6, "column": 16, "offset": 86},
            "end": {"line": 6, "column": 22, "offset": 92},
        },
    }]);
    assert_eq!(finding["locations"], location);
    let element = &answer["findings"][2]["locations"][0]["path"];
    assert_eq!(*element, json!([{"value": "Statement"}, {"index": 1}, {"key": "Efect"}]));
}

#[test]
fn a_clean_file_has_an_empty_list() {
    let ran = run(&["validate", "--format", "json", "clean.json"]);
    assert_eq!(ran.assert(0).json(), json!({"findings": []}));
}

#[test]
fn malformed_json_is_the_one_finding() {
    let answer = run(&["validate", "--format", "json", "malformed.json"]).assert(1).json();
    assert_eq!(codes(&answer), ["JSON_SYNTAX_ERROR"]);
    let location = &answer["findings"][0]["locations"][0];
    assert_eq!(location["path"], json!([]));
    assert_eq!(location["span"]["start"], json!({"line": 1, "column": 41, "offset": 41}));
}

#[test]
fn several_files_are_a_list_in_their_order() {
    let ran = run(&["validate", "--format", "json", "several.json", "nowhere.json", "clean.json"]);
    let answer = ran.assert(2).json();
    assert!(ran.err.starts_with("error: cannot read nowhere.json: "), "{}", ran.err);
    let files: Vec<_> = answer.as_array().unwrap().iter().map(|it| &it["file"]).collect();
    assert_eq!(files, ["several.json", "nowhere.json", "clean.json"]);
    assert_eq!(codes(&answer[0]).len(), 3);
    assert!(codes(&answer[1]).is_empty());
    assert!(answer[1]["error"].as_str().unwrap().starts_with("cannot read nowhere.json"));
    let ran = run(&["validate", "--format", "json", "."]);
    let files: Vec<_> = ran.assert(1).json().as_array().unwrap().clone();
    let files: Vec<_> = files.iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(
        files,
        ["./clean.json", "./malformed.json", "./odd.json", "./several.json", "./trust.json"]
    );
}

#[test]
fn a_file_that_cannot_be_read_has_no_answer() {
    let ran = run(&["validate", "--format", "json", "nowhere.json"]);
    assert_eq!(ran.assert(2).out, "");
}
