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

const ALL: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
const NO_DELETES: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;
const OVER_TLS: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"#;

#[test]
fn limits_in_files() {
    let folder = Folder::new("access-limits", &[]);
    folder.write("read.json", READ);
    folder.write("write.json", &WRITE.replace("\"Read\"", "\"ReadToo\""));
    folder.write("all.json", ALL);
    folder.write("no-deletes.json", NO_DELETES);
    folder.write("tls.json", OVER_TLS);
    folder.write("open.json", OPEN);
    let ask = |old: &[&str], new: &[&str], limits: &[&str]| {
        let old = old.iter().flat_map(|it| ["--existing-policy-document", it]);
        let new = new.iter().flat_map(|it| ["--new-policy-document", it]);
        let args: Vec<&str> = ["check-no-new-access"]
            .into_iter()
            .chain(old)
            .chain(new)
            .chain(limits.to_vec())
            .collect();
        run_in(&folder.0, &args)
    };
    // Several policies a side: which one grants it is told.
    let ran = ask(&["read.json"], &["read.json", "write.json"], &[]);
    assert_eq!(
        ran.assert(1).out,
        "FAIL: The modified permissions grant new access compared to your existing policy.\n  \
         write.json, statement 2 (`Write`) allows `s3:PutObject` on `arn:aws:s3:::reports/x`, by \
         `arn:aws:iam::111122223333:role/example`, with `aws:SecureTransport` = `true`; \
         the existing policies, within their limits, do not\n",
    );
    // A boundary of both sides, and of one.
    let boundary = ["--permissions-boundary", "read.json"];
    ask(&["read.json"], &["all.json"], &boundary).assert(0);
    let own = [&boundary[..], &["--new-permissions-boundary", "all.json"]].concat();
    ask(&["read.json"], &["all.json"], &own).assert(1);
    // Only a limit changes.
    let all: [&[&str]; 2] = [&["all.json"], &["all.json"]];
    let loosened = [
        "--existing-service-control-policies",
        "no-deletes.json,read.json",
        "--new-service-control-policies",
        "all.json",
    ];
    let ran = ask(all[0], all[1], &loosened);
    assert!(ran.assert(1).out.contains("statement 1 allows `s3:Delete"), "{}", ran.out);
    let levels = ["--service-control-policies", "all.json", "--service-control-policies", ""];
    ask(&["read.json"], &["all.json"], &levels).assert(0);
    let protected = ["--existing-resource-control-policies", "tls.json"];
    let ran = ask(all[0], all[1], &protected);
    assert!(ran.assert(1).out.contains("`aws:SecureTransport` = `false`"), "{}", ran.out);
    ask(&["open.json"], &["open.json"], &protected).assert(1);
    ask(&["open.json"], &["open.json"], &["--resource-control-policies", "tls.json"]).assert(0);
    // What a resource does not have, and what cannot be read: all of it is told.
    let wrong = ask(
        &["open.json", "open.json"],
        &["open.json"],
        &["--permissions-boundary", "all.json", "--service-control-policies", "all.json"],
    );
    let told = wrong.assert(2).err.clone();
    for why in [
        "a resource has one policy, and several are given",
        "all.json: a permissions boundary limits principals",
        "all.json: service control policies limit the principals of an account",
    ] {
        assert!(told.contains(why), "{told}");
    }
    let wrong = ask(&["gone.json"], &["read.json"], &["--permissions-boundary", "gone-too.json"]);
    assert_eq!(wrong.assert(2).err.matches("error: ").count(), 2, "{}", wrong.err);
    let twice = ask(&["-"], &["read.json"], &["--service-control-policies", "all.json,-"]);
    assert!(twice.assert(2).err.contains("can be one policy only"), "{}", twice.err);
    let wrong = ask(&["read.json"], &["read.json"], &["--service-control-policies", "open.json"]);
    assert!(wrong.assert(2).err.contains("open.json:1:"), "{}", wrong.err);
}

#[test]
fn limits_in_lines() {
    let ask = |rest: Value| {
        let mut line = json!({"id": 1});
        line.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        pipe(&["check-no-new-access", "--jsonl"], line.to_string()).lines()[0].clone()
    };
    let level = |policies: &[&str]| json!([{"id": "root", "policies": policies}]);
    let answer = ask(json!({
        "existing_policies": [READ], "new_policies": [READ, WRITE],
        "service_control_policies": level(&[ALL]),
    }));
    assert_eq!(answer["result"], "FAIL", "{answer}");
    assert_eq!(answer["reasons"][0]["policyIndex"], 1);
    assert_eq!(answer["reasons"][0]["statementIndex"], 1);
    let both = json!({"existing_policy": READ, "new_policy": ALL, "permissions_boundary": READ});
    assert_eq!(ask(both)["result"], "PASS");
    let answer = ask(json!({
        "existing_policy": ALL, "new_policy": ALL,
        "service_control_policies": level(&[ALL]),
        "existing_service_control_policies": level(&[NO_DELETES]),
    }));
    assert_eq!(answer["result"], "FAIL", "{answer}");
    // The witness holds on both whole sides.
    for (scp, decision) in [(NO_DELETES, "explicitDeny"), (ALL, "allowed")] {
        let line = json!({
            "id": 1, "request": answer["witness"], "identity_policies": [ALL],
            "service_control_policies": level(&[scp]),
        });
        let ran = pipe(&["simulate", "--jsonl"], line.to_string());
        assert_eq!(ran.lines()[0]["decision"], decision, "{}", ran.out);
    }
    for (rest, why) in [
        (
            json!({"existing_policy": READ, "existing_policies": [READ], "new_policy": READ}),
            "`existing_policy` and `existing_policies` are both there",
        ),
        (
            json!({"existing_policy": READ, "new_policy": READ, "service_control_policies": [ALL]}),
            "`service_control_policies[0]` is a string, not an object",
        ),
        (
            json!({"existing_policy": READ, "new_policy": READ, "service_control_policies": [{}]}),
            "`service_control_policies[0]` has no `policies`",
        ),
        (
            json!({"existing_policy": READ, "new_policy": READ, "permission_boundary": ALL}),
            "did you mean `permissions_boundary`?",
        ),
        (
            json!({"existing_policy": READ, "new_policy": READ, "permissions_boundary": "{"}),
            "`permissions_boundary`: ",
        ),
    ] {
        let answer = ask(rest);
        assert!(answer["error"].as_str().unwrap().contains(why), "{answer}");
    }
}

#[test]
fn limits_and_all_texts_of_what_must_not_be_granted() {
    let folder = Folder::new("access-not-granted-limits", &[]);
    folder.write("all.json", ALL);
    folder.write("read.json", READ);
    folder.write("no-deletes.json", NO_DELETES);
    folder.write("tls.json", OVER_TLS);
    folder.write("open.json", OPEN);
    folder.write("old.json", &READ.replace("s3:GetObject", "s3:DeleteObjectsOf*"));
    let ask = |args: &[&str]| {
        let verb = ["check-access-not-granted", "--access", "actions=s3:Delete*"];
        run_in(&folder.0, &[&verb[..], args].concat())
    };
    let all = ["--policy-document", "all.json"];
    ask(&all).assert(1);
    ask(&[&all[..], &["--permissions-boundary", "read.json"]].concat()).assert(0);
    ask(&[&all[..], &["--service-control-policies", "all.json,no-deletes.json"]].concat())
        .assert(0);
    let levels = ["--service-control-policies", "all.json", "--service-control-policies", ""];
    ask(&[&all[..], &levels].concat()).assert(0);
    // Several policies: which one grants it is told.
    let ran = ask(&["--policy-document", "read.json", "--policy-document", "all.json"]);
    assert!(ran.assert(1).out.contains("all.json, statement 1 allows `s3:Delete"), "{}", ran.out);
    let ran = ask(&["--policy-document", "open.json", "--permissions-boundary", "all.json"]);
    assert!(ran.assert(2).err.contains("a permissions boundary limits principals"), "{}", ran.err);
    // Actions to come.
    let to_come = ["--policy-document", "old.json"];
    assert_eq!(
        ask(&to_come).assert(0).out,
        "PASS: The policy document does not grant access to perform the listed actions. \
         Actions or resources that do not exist today would be granted: ask with `--strict`.\n"
    );
    assert_eq!(
        ask(&[&to_come[..], &["--strict"]].concat()).assert(1).out,
        "FAIL: The policy document grants access to perform one or more of the listed actions. \
         Nothing that exists today is granted: the request is hypothetical.\n  \
         statement 1 (`Read`) would allow `s3:deleteobjectsofx` on `arn:aws:s3:::reports/x`, \
         by `arn:aws:iam::111122223333:role/example` (the request need not exist today)\n"
    );
    let level = |policy: &str| json!([{"id": "root", "policies": [policy]}]);
    for (rest, result) in [
        (json!({"policy": ALL}), "FAIL"),
        (json!({"policy": ALL, "permissions_boundary": READ}), "PASS"),
        (json!({"policies": [READ, ALL], "service_control_policies": level(NO_DELETES)}), "PASS"),
        (json!({"policies": [READ, ALL], "service_control_policies": level(ALL)}), "FAIL"),
    ] {
        let mut line = json!({"id": 1, "access": [{"actions": ["s3:Delete*"]}]});
        line.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        let ran = pipe(&["check-access-not-granted", "--jsonl"], line.to_string());
        assert_eq!(ran.lines()[0]["result"], result, "{line}: {}", ran.out);
    }
    let line = json!({"id": 1, "policies": [], "access": [{"actions": ["s3:Delete*"]}]});
    let ran = pipe(&["check-access-not-granted", "--jsonl"], line.to_string());
    assert!(ran.assert(2).out.contains("`policies` is empty"), "{}", ran.out);
    // Of a resource, what its organization keeps out.
    let ask = |more: &[&str]| {
        let verb = ["check-no-public-access", "--resource-type", "AWS::S3::Bucket"];
        run_in(&folder.0, &[&verb[..], &["--policy-document", "open.json"], more].concat())
    };
    ask(&["--resource-control-policies", "tls.json"]).assert(1);
    folder.write(
        "ours.json",
        &OVER_TLS.replace(
            r#""Bool":{"aws:SecureTransport":"false"}"#,
            r#""StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorg"}"#,
        ),
    );
    ask(&[]).assert(1);
    ask(&["--resource-control-policies", "tls.json,ours.json"]).assert(0);
    let ran = ask(&["--resource-control-policies", "read.json"]);
    assert!(ran.assert(2).err.contains("read.json:1:"), "{}", ran.err);
}

#[test]
fn all_texts_are_asked_for_strictly() {
    let sends =
        READ.replace("s3:GetObject", "sqs:SendMessage").replace("arn:aws:s3:::reports/", "");
    let pattern = sends.replace("SendMessage", "SendMessage*");
    let folder = Folder::new("access-strict", &[]);
    folder.write("old.json", &sends);
    folder.write("new.json", &pattern);
    let ask = |more: &[&str]| {
        let args = ["check-no-new-access", "--existing-policy-document", "old.json"];
        let args = [&args[..], &["--new-policy-document", "new.json"], more].concat();
        run_in(&folder.0, &args)
    };
    assert_eq!(
        ask(&[]).assert(0).out,
        "PASS: The modified permissions do not grant new access compared to your existing policy. \
         Actions or resources that do not exist today would be granted: ask with `--strict`.\n"
    );
    assert_eq!(
        ask(&["--strict"]).assert(1).out,
        "FAIL: The modified permissions grant new access compared to your existing policy. \
         Nothing that exists today is granted: the request is hypothetical.\n  \
         statement 1 (`Read`) would allow `sqs:sendmessagex` on `arn:aws:sqs:us-east-1:111122223333:example`, \
         by `arn:aws:iam::111122223333:role/example`; the existing policy would not \
         (the request need not exist today)\n"
    );
    let json: Value =
        serde_json::from_str(&ask(&["--strict", "--format", "json"]).assert(1).out).unwrap();
    assert_eq!(json["witness"]["hypothetical"], true);
    assert_eq!(json["reasons"][0]["statementIndex"], 0);
    let line = json!({"id": 1, "existing_policy": sends, "new_policy": pattern, "strict": true});
    let answer = pipe(&["check-no-new-access", "--jsonl"], line.to_string()).assert(1).lines();
    assert_eq!(answer[0]["result"], "FAIL", "{}", answer[0]);
    assert_eq!(answer[0]["witness"], json["witness"]);
    // What can be made is shown so, and is not hypothetical.
    let line = json!({"id": 1, "existing_policy": READ, "new_policy": WRITE, "strict": true});
    let answer = pipe(&["check-no-new-access", "--jsonl"], line.to_string()).assert(1).lines();
    assert_eq!(answer[0]["witness"]["action"], "s3:PutObject");
    assert_eq!(answer[0]["witness"].get("hypothetical"), None);
    let line = json!({"id": 1, "existing_policy": READ, "new_policy": READ, "strict": true});
    let answer = pipe(&["check-no-new-access", "--jsonl"], line.to_string()).assert(0).lines();
    assert_eq!(answer[0]["result"], "PASS");
}

#[test]
fn mistakes_in_what_is_asked_about_are_noted() {
    let folder = Folder::new("access-mistakes", &[]);
    folder.write("typo.json", &READ.replace("s3:GetObject", "s3:GetObjct"));
    folder.write("right.json", READ);
    let ask = |file: &str| {
        let access = "actions=s3:GetObject";
        run_in(
            &folder.0,
            &["check-access-not-granted", "--policy-document", file, "--access", access],
        )
    };
    let ran = ask("typo.json");
    assert!(ran.assert(0).err.contains("typo.json: `iam validate` finds `invalid-action`"));
    assert_eq!(ask("right.json").assert(1).err, "");
}

/// What is said of root stands beside the verdict, which is of all others.
#[test]
fn what_root_may_do_is_told_beside_the_verdict() {
    let denied = OPEN.replace(
        "}]}",
        r#"},{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}]}"#,
    );
    let line = json!({"id": 1, "existing_policy": denied, "new_policy": OPEN});
    let answer = pipe(&["check-no-new-access", "--jsonl"], line.to_string()).assert(0).lines();
    assert!(answer[0]["message"].as_str().unwrap().contains("root"), "{}", answer[0]);
}
