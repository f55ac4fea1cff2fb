//! `iam check-no-new-access`, `check-access-not-granted`, `check-no-public-access`.

use crate::program::{Folder, pipe, run, run_in};
use serde_json::{Value, json};

const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
const WRITE: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"},{"Sid":"Write","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}"#;
const OPEN: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]}"#;

#[test]
fn new_access_is_told_with_a_request() {
    let folder = Folder::new("access-files", &[]);
    folder.write("old.json", READ);
    folder.write("new.json", WRITE);
    let ask = |old: &str, new: &str| {
        let args = [
            "check-no-new-access",
            "--existing-policy-document",
            old,
            "--new-policy-document",
            new,
        ];
        run_in(&folder.0, &args)
    };
    let ran = ask("old.json", "new.json");
    assert_eq!(
        ran.assert(1).out,
        "FAIL: The modified permissions grant new access compared to your existing policy.\n  \
         statement 2 (`Write`) allows `s3:PutObject` on `arn:aws:s3:::reports/x`, by \
         `arn:aws:iam::111122223333:role/example`, with `aws:SecureTransport` = `true`; \
         the existing policy does not\n",
    );
    assert!(ask("new.json", "old.json").assert(0).out.starts_with("PASS: "));
    ask("old.json", "gone.json").assert(2);
    let both = ask("gone.json", "gone-too.json");
    assert_eq!(both.assert(2).err.matches("error: ").count(), 2, "{}", both.err);
}

/// The request of the answer, put to the simulator with either policy.
#[test]
fn the_witness_holds_in_the_simulator() {
    let line = json!({"id": 7, "existing_policy": READ, "new_policy": serde_json::from_str::<Value>(WRITE).unwrap()});
    let answer = pipe(&["check-no-new-access", "--jsonl"], line.to_string()).assert(1).lines();
    let answer = &answer[0];
    assert_eq!((&answer["id"], &answer["result"]), (&json!(7), &json!("FAIL")));
    assert_eq!(
        answer["reasons"],
        json!([{"description": "New access in the statement with index: 1.", "statementIndex": 1, "statementId": "Write"}])
    );
    for (policy, decision) in [(READ, "implicitDeny"), (WRITE, "allowed")] {
        let line = json!({"id": 1, "request": answer["witness"], "identity_policies": [policy]});
        let ran = pipe(&["simulate", "--jsonl"], line.to_string());
        assert_eq!(ran.lines()[0]["decision"], decision, "{}", ran.out);
    }
}

#[test]
fn what_must_not_be_granted() {
    let ask = |policy: &str, access: Value| {
        let line = json!({"id": 1, "policy": policy, "access": access});
        pipe(&["check-access-not-granted", "--jsonl"], line.to_string()).lines()[0].clone()
    };
    let deletes = json!([{"actions": ["s3:Delete*"]}]);
    assert_eq!(ask(WRITE, deletes.clone())["result"], "PASS");
    assert_eq!(ask(&WRITE.replace("s3:PutObject", "s3:*"), deletes)["result"], "FAIL");
    let elsewhere = json!([{"actions": ["s3:*"], "resources": ["arn:aws:s3:::payroll/*"]}]);
    assert_eq!(ask(WRITE, elsewhere)["result"], "PASS");
    assert_eq!(ask(OPEN, json!([{"resources": ["arn:aws:s3:::reports/q1"]}]))["result"], "FAIL");
    for (access, why) in [
        (json!([]), "`access` has 0 objects, and takes one"),
        (json!([{}, {}]), "`access` has 2 objects, and takes one"),
        (json!([{}]), "`access`: neither actions nor resources are given"),
        (json!([{"action": ["s3:*"]}]), "did you mean `actions`?"),
        (json!([{"actions": "s3:*"}]), "`access[0].actions` is a string, not an array of strings"),
        (json!([{"actions": ["s3:Delet"]}]), "`s3:Delet` matches no action"),
        (json!([{"resources": ["reports"]}]), "`reports` is not a resource"),
        (
            json!([{"actions": vec!["s3:*"; 101]}]),
            "there are 101 actions, and at most 100 may be asked about at once",
        ),
    ] {
        let answer = ask(WRITE, access);
        assert!(answer["error"].as_str().unwrap().contains(why), "{answer}");
    }
    let args =
        ["check-access-not-granted", "--policy-document", "-", "--access", "actions=s3:Put*,iam:*"];
    let ran = pipe(&args, WRITE);
    assert!(ran.assert(1).out.contains("allows `s3:PutObject`"), "{}", ran.out);
    let wrong =
        pipe(&["check-access-not-granted", "--policy-document", "-", "--access", "s3:Put*"], WRITE);
    assert!(
        wrong.assert(2).err.contains("write `actions=...` or `resources=...`"),
        "{}",
        wrong.err
    );
}

#[test]
fn strangers_are_told() {
    let ask = |policy: &str, kind: &str| {
        let line = json!({"id": 1, "policy": policy, "resource_type": kind});
        pipe(&["check-no-public-access", "--jsonl"], line.to_string()).lines()[0].clone()
    };
    assert_eq!(ask(OPEN, "AWS::S3::Bucket")["result"], "FAIL");
    let ours = OPEN.replace("\"*\"", r#"{"AWS":"111122223333"}"#);
    assert_eq!(ask(&ours, "AWS::S3::Bucket")["result"], "PASS");
    let unknown = ask(OPEN, "AWS::S3::Buckets");
    assert!(
        unknown["error"].as_str().unwrap().ends_with("did you mean `AWS::S3::Bucket`?"),
        "{unknown}"
    );
    assert!(ask(READ, "AWS::S3::Bucket")["error"].as_str().unwrap().contains("`Principal`"));
    run(&["check-no-public-access", "--policy-document", "x.json"]).assert(2);
}

#[test]
fn lines_that_are_not_understood_are_errors() {
    for (line, why) in [
        (json!({"id": 1, "existing_policy": READ}), "`new_policy` is missing"),
        (
            json!({"id": 1, "existing_policy": READ, "new_policy": READ, "policyType": 1}),
            "did you mean `policy_type`?",
        ),
        (
            json!({"id": 1, "existing_policy": READ, "new_policy": READ, "policy_type": "SCP"}),
            "`policy_type` cannot be `SCP`",
        ),
        (json!({"id": 1, "existing_policy": "{", "new_policy": "{}"}), "`existing_policy`: "),
        (
            json!({"id": 1, "existing_policy": 1, "new_policy": READ}),
            "`existing_policy` is a number",
        ),
    ] {
        let ran = pipe(&["check-no-new-access", "--jsonl"], line.to_string());
        let error = ran.assert(2).lines()[0]["error"].to_string();
        assert!(error.contains(why), "{error}");
    }
}
