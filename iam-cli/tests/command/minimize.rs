//! `iam minimize`.

use crate::program::{Folder, Ran, pipe, run, run_in};
use serde_json::{Value, json};

fn policy() -> Value {
    let allow = |sid: &str, actions: &[&str], resource: &str| json!({"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource});
    let (tagging, reports) =
        (["s3:GetObjectTagging", "s3:GetObjectVersionTagging"], "arn:aws:s3:::reports/*");
    json!({"Version": "2012-10-17", "Statement": [
        allow("Read", &["s3:GetObject", "S3:getobject"], reports),
        allow("Tags", &tagging, reports),
        allow("One", &["s3:GetObject"], "arn:aws:s3:::reports/q1.pdf"),
    ]})
}

fn minimize(args: &[&str]) -> Ran {
    pipe(&[&["minimize"], args].concat(), policy().to_string())
}

#[test]
fn the_policy_is_printed_and_the_rest_told_on_the_side() {
    let ran = minimize(&["--explain", "-"]);
    let after: Value = serde_json::from_str(&ran.assert(0).out).unwrap();
    let statement = json!({
        "Sid": "Read", "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
        "Resource": "arn:aws:s3:::reports/*",
    });
    assert_eq!(after, json!({"Version": "2012-10-17", "Statement": [statement]}));
    assert_eq!(
        ran.err,
        "  statement 1: `S3:getobject` goes: `s3:GetObject` covers it
  statement 3 goes: statement 1 covers it
  statement 2 is merged into statement 1: they differ in their actions
note: <stdin>: 183 characters, before 373 (-51.0 %)
"
    );
}

#[test]
fn patterns_are_told_with_what_they_stand_for() {
    let ran = minimize(&["--compress", "--format", "json", "-"]);
    let all = ran.assert(0).json();
    let told = &all[0];
    assert_eq!(told["file"], "<stdin>");
    let actions = &told["policies"][0]["Statement"][0]["Action"];
    assert!(actions.as_array().unwrap().contains(&json!("s3:GetObject")), "{told}");
    let steps = told["steps"].as_array().unwrap();
    assert!(steps.iter().any(|it| it.as_str().unwrap().contains("stands for")), "{told}");
    let length = told["policies"][0].to_string().chars().count();
    assert_eq!(told["bytes"], json!([length]));
    let tight = minimize(&["--compress", "--tight", "--format", "json", "-"]);
    assert!(tight.assert(0).json()[0]["bytes"][0].as_u64() <= told["bytes"][0].as_u64());
}

#[test]
fn a_quota_makes_several_or_says_why_not() {
    let ran = minimize(&["--quota", "170", "--format", "json", "-"]);
    let told = &ran.assert(0).json()[0];
    assert_eq!(told["policies"].as_array().unwrap().len(), 2, "{told}");
    assert_eq!(told["at_least"], 2);
    assert!(told["bytes"].as_array().unwrap().iter().all(|it| it.as_u64() <= Some(170)));
    let ran = minimize(&["--quota", "100", "-"]);
    assert_eq!(ran.assert(2).out, "");
    assert!(ran.err.contains("statement 1 does not fit"), "{}", ran.err);
    minimize(&["--quota", "auto", "-"]).assert(0);
    assert!(minimize(&["--quota", "0", "-"]).assert(2).err.contains("number of characters"));
}

#[test]
fn what_is_no_policy_is_told_and_the_rest_done() {
    let ran = run(&["minimize", "malformed.json", "clean.json", "--format", "json"]);
    assert_eq!(ran.assert(2).json().as_array().unwrap().len(), 1);
    assert!(ran.err.starts_with("error: malformed.json:"), "{}", ran.err);
    run(&["minimize", "trust.json"]).assert(0);
    run(&["minimize"]).assert(2);
    run(&["minimize", "--tight", "clean.json"]).assert(2);
}

#[test]
fn lines_are_answered_in_order() {
    let lines = [
        json!({"id": 1, "policy": policy(), "compress": true}),
        json!({"id": 2, "policy": policy().to_string(), "quota": 170, "policy_type": "IDENTITY_POLICY"}),
        json!({"id": 3, "policy": policy(), "policy_type": "RESOURCE_POLICY"}),
        json!({"id": 4, "policy": policy(), "quotas": 170}),
        json!({"id": 5, "policy": policy(), "quota": -1}),
        json!({"id": 6, "policy": policy(), "quota": "170"}),
        json!({"id": 7, "policy": policy(), "tight": true}),
        json!({"id": 8}),
    ];
    let input: String = lines.iter().flat_map(|line| [line.to_string(), "\n".to_owned()]).collect();
    let ran = pipe(&["minimize", "--jsonl"], input);
    let answers = ran.assert(2).lines();
    assert_eq!(answers[0]["policies"].as_array().unwrap().len(), 1);
    assert_eq!(answers[1]["bytes"].as_array().unwrap().len(), 2);
    for (answer, part) in answers[2..].iter().zip([
        "[missing-principal]",
        "did you mean `quota`?",
        "`quota` cannot be `-1`",
        "`quota` is a string, not a number",
        "`tight` needs `compress`",
        "`policy` is missing",
    ]) {
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn one_role_has_one_trust_policy() {
    let folder = Folder::new("minimize-only-one", &[]);
    let of = |at: u32| {
        format!(
            r#"{{"Sid":"S{at}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/r{at}"}},"Action":"sts:AssumeRole"}}"#
        )
    };
    let statements: Vec<_> = (0..4).map(of).collect();
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    folder.write("trust.json", &text);
    let args = ["minimize", "--policy-type", "trust", "--quota", "300", "trust.json"];
    let ran = run_in(&folder.0, &args);
    assert!(
        ran.assert(0).err.contains("warning: trust.json: a role has one trust policy"),
        "{}",
        ran.err
    );
}
