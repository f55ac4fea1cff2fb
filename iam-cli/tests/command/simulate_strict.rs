//! `iam simulate`: what is not understood is refused, and what decides is told.

use crate::program::{Ran, pipe, run_in};
use serde_json::{Value, json};
use std::path::Path;

fn simulate(args: &[&str]) -> Ran {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulate");
    run_in(&folder, &[&["simulate"], args].concat())
}

const ANN: &str = "arn:aws:iam::111122223333:user/ann";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1";
const ROLE: &str = "arn:aws:iam::111122223333:role/backup";

/// Each line is wrong at one place, and all of it but that would be allowed.
#[test]
fn members_that_are_not_known_or_come_twice_are_errors_of_their_line() {
    let policy =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let own = format!(r#""identity_policies":[{policy}]"#);
    let request = format!(r#""request":{{"principal":"{ANN}","action":"s3:ListAllMyBuckets"}}"#);
    let asked = format!(r#""principal":"{ANN}","action":"s3:ListAllMyBuckets""#);
    for (line, told) in [
        (
            format!(r#"{{{request},{own},"service_control_policy":[]}}"#),
            "`service_control_policies`?",
        ),
        (format!(r#"{{{request},{own},"permissions_boundary":[]}}"#), "`permissions_boundaries`?"),
        (format!(r#"{{{request},{own},"sessionPolicies":[]}}"#), "`session_policies`?"),
        (format!(r#"{{{request},{own},"resourcePolicy":null}}"#), "`resource_policy`?"),
        (format!(r#"{{{request},{own},"Request":{{}}}}"#), "`request`?"),
        (format!(r#"{{{request},{own},"zebra":1}}"#), "known are `id`"),
        (format!(r"{{{request},{own},{own}}}"), "`identity_policies` is repeated"),
        (format!(r"{{{request},{request},{own}}}"), "`request` is repeated"),
        (format!(r#"{{"id":1,"id":2,{request},{own}}}"#), "`id` is repeated"),
        (format!(r#"{{"request":{{{asked},"resorce":"*"}},{own}}}"#), "`request.resorce`"),
        (format!(r#"{{"request":{{{asked},"Context":{{}}}},{own}}}"#), "`context`?"),
        (
            format!(r#"{{"request":{{{asked},"resourceAccount":"1"}},{own}}}"#),
            "`resource_account`?",
        ),
        (format!(r#"{{"request":{{{asked},{asked}}},{own}}}"#), "`request.action` is repeated"),
        (
            format!(r#"{{"request":{{{asked},"context":{{"aws:a":"1","AWS:A":"2"}}}},{own}}}"#),
            "`request.context.AWS:A` is repeated",
        ),
        (
            format!(
                r#"{{{request},{own},"service_control_policies":[{{"policies":[{policy}],"policy":[]}}]}}"#
            ),
            "`service_control_policies[0].policy`",
        ),
        (
            format!(r#"{{{request},"identity_policies":[{{"policy":{policy},"Name":"x"}}]}}"#),
            "`identity_policies[0].Name`",
        ),
        (
            format!(
                r#"{{{request},{own},"resource_policy":{{"policy":{policy},"policy":{policy}}}}}"#
            ),
            "`resource_policy.policy` is repeated",
        ),
        (
            format!(
                r#"{{{request},{own},"resource_control_policies":[{{"policies":[{{"policy":{policy},"x":1}}]}}]}}"#
            ),
            "`resource_control_policies[0].policies[].x`",
        ),
    ] {
        let answer = &pipe(&["simulate", "--jsonl"], &line).assert(2).lines()[0];
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(told), "{line}\n{answer}");
        assert_eq!(answer["decision"], Value::Null, "{line}");
    }
    let right = format!(r#"{{"id":1,{request},{own},"session_policies":null}}"#);
    pipe(&["simulate", "--jsonl"], &right).assert(0);
}

#[test]
fn all_that_is_wrong_with_a_line_is_told_at_once() {
    let line = json!({
        "request": { "principal": "ann", "action": "s3:GetObjct" },
        "identity_policies": [3],
        "session_policies": {},
        "service_control_policies": [{}],
    });
    let answer = &pipe(&["simulate", "--jsonl"], line.to_string()).assert(2).lines()[0];
    let error = answer["error"].as_str().unwrap();
    for told in [
        "`ann` is not a principal",
        "`s3:GetObject`?",
        "a policy of `identity_policies` is a number",
        "`session_policies` is an object",
        "a level of `service_control_policies` has no `policies`",
    ] {
        assert!(error.contains(told), "{told}: {error}");
    }
    let line = r#"{"reqest": {}, "sesion_policies": [], "id": 7}"#;
    let answer = &pipe(&["simulate", "--jsonl"], line).assert(2).lines()[0];
    let error = answer["error"].as_str().unwrap();
    assert!(error.contains("`reqest`") && error.contains("`sesion_policies`"), "{error}");
    assert_eq!(answer["id"], 7);
}

/// The other verbs read lines, too.
#[test]
fn no_verb_passes_over_a_member() {
    for (verb, line, told) in [
        ("validate", r#"{"policy": {}, "policytype": "trust"}"#, "`policy_type`?"),
        ("validate", r#"{"policy": {}, "resourceType": "AWS::S3::Bucket"}"#, "`resource_type`?"),
        ("validate", r#"{"policy": {}, "policy": {}}"#, "`policy` is repeated"),
        ("import", r#"{"policy": {}, "Name": "X"}"#, "`name`?"),
        ("explain", r#"{"name": "s3:GetObject", "names": 1}"#, "`name`?"),
        ("expand", r#"{"pattern": "s3:Get*", "patterns": "s3:Put*"}"#, "`pattern`?"),
    ] {
        let answer = &pipe(&[verb, "--jsonl"], line).assert(2).lines()[0];
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(told), "{verb}: {answer}");
    }
}

/// Options that lines do not look at.
#[test]
fn lines_take_no_files_beside_them() {
    for option in [
        "--resource-policy",
        "--permissions-boundary",
        "--session-policy",
        "--service-control-policies",
        "--resource-control-policies",
        "--endpoint-policy",
        "--resource",
        "--resource-account",
    ] {
        let ran = simulate(&["--jsonl", option, "everything.json"]);
        assert!(ran.assert(2).err.contains("cannot be used with"), "{option}: {}", ran.err);
    }
    let line = json!({
        "request": { "principal": ANN, "action": "s3:ListAllMyBuckets" },
        "identity_policies": [{ "Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": { "StringEquals": { "aws:username": "ann" } },
        } }],
    });
    pipe(&["simulate", "--jsonl"], line.to_string()).assert(1);
    pipe(&["simulate", "--jsonl", "--fill-in"], line.to_string()).assert(0);
}

#[test]
fn a_pair_that_does_not_fit_is_a_row() {
    let actions = "s3:GetObject,s3:ListBucket, s3:PutObject";
    let resources = "arn:aws:s3:::reports/a,b.txt,arn:aws:s3:::reports";
    let asked = ["--policy", "everything.json", "--action", actions, "--resource", resources];
    let ran = simulate(&asked);
    let table = "\
DECISION       ACTION         RESOURCE
allowed        s3:GetObject   arn:aws:s3:::reports/a,b.txt
notApplicable  s3:GetObject   arn:aws:s3:::reports
notApplicable  s3:ListBucket  arn:aws:s3:::reports/a,b.txt
allowed        s3:ListBucket  arn:aws:s3:::reports
allowed        s3:PutObject   arn:aws:s3:::reports/a,b.txt
notApplicable  s3:PutObject   arn:aws:s3:::reports
";
    assert!(ran.assert(0).out.starts_with(table), "{}", ran.out);
    assert!(ran.out.contains("`s3:ListBucket` takes no resource such as"), "{}", ran.out);
    // As a list of the AWS CLI, and for programs.
    let apart = ["--policy", "role.json", "--action", "s3:GetObject", "s3:ListBucket"];
    let ran = simulate(
        &[&apart[..], &["--resource", "arn:aws:s3:::reports/a", "--format", "json"]].concat(),
    );
    let answer = ran.assert(1).json();
    let results = answer["EvaluationResults"].as_array().unwrap();
    assert_eq!(results[0]["EvalDecision"], "implicitDeny");
    assert_eq!(results[0]["EvalDecisionReason"], Value::Null);
    assert_eq!(results[1]["EvalDecision"], "notApplicable");
    assert_eq!(results[1]["EvalActionName"], "s3:ListBucket");
    let why = results[1]["EvalDecisionReason"].as_str().unwrap();
    assert!(why.contains("takes no resource such as"), "{why}");
    // Nothing fits, or something is no question at all.
    let none = ["--policy", "everything.json", "--action", "s3:ListAllMyBuckets,s3:ListBucket"];
    let ran = simulate(&[&none[..], &["--resource", "arn:aws:s3:::reports/a"]].concat());
    assert!(ran.assert(2).err.contains("`s3:ListBucket` takes no resource"), "{}", ran.err);
    let wrong = ["--policy", "everything.json", "--action", "s3:GetObject,s3:ListBuckt"];
    let ran = simulate(&[&wrong[..], &["--resource", "arn:aws:s3:::reports"]].concat());
    assert!(ran.assert(2).err.contains("did you mean"), "{}", ran.err);
    simulate(&["--policy", "everything.json", "--action", "s3:ListAllMyBuckets,"]).assert(2);
}

#[test]
fn a_key_or_role_without_its_policy_says_so() {
    let asked = ["--policy", "everything.json", "--action", "kms:Decrypt", "--resource", KEY];
    let ran = simulate(&asked);
    assert!(ran.assert(1).out.contains("the key policy is missing, and it decides"), "{}", ran.out);
    assert!(ran.out.contains("--default-key-policy"), "{}", ran.out);
    assert!(!ran.out.contains("no statement"), "{}", ran.out);
    simulate(&[&asked[..], &["--default-key-policy"]].concat()).assert(0);
    // Not of a key of another account, and not beside a policy.
    let other = "arn:aws:kms:eu-west-1:444455556666:key/1";
    let both = format!("{KEY},{other}");
    let keys = [&asked[..5], &[&both, "--default-key-policy"]].concat();
    simulate(&keys).assert(0);
    simulate(&[&keys[..], &["--principal", ANN]].concat()).assert(1);
    let both = [&asked[..], &["--default-key-policy", "--resource-policy", "role.json"]].concat();
    simulate(&both).assert(2);
    let ran = simulate(&[
        "--policy",
        "everything.json",
        "--action",
        "sts:AssumeRole",
        "--resource",
        ROLE,
    ]);
    assert!(ran.assert(1).out.contains("the trust policy of the role is missing"), "{}", ran.out);
    let request = json!({ "principal": ANN, "action": "kms:Decrypt", "resource": KEY });
    let own = json!([{ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "kms:*", "Resource": "*" } }]);
    let mut line = json!({ "request": request, "identity_policies": own });
    let answer = &pipe(&["simulate", "--jsonl"], line.to_string()).assert(1).lines()[0];
    let because = answer["reasons"]["because"].as_str().unwrap();
    assert!(because.contains("the key policy is missing"), "{because}");
    line["default_key_policy"] = true.into();
    pipe(&["simulate", "--jsonl"], line.to_string()).assert(0);
    line["resource_policy"] = own[0].clone();
    line["resource_policy"]["Statement"]["Principal"] = "*".into();
    pipe(&["simulate", "--jsonl"], line.to_string()).assert(2);
    line["default_key_policy"] = "yes".into();
    pipe(&["simulate", "--jsonl"], line.to_string()).assert(2);
}

#[test]
fn a_key_policy_where_no_key_is_asked_about_is_told() {
    let asked = ["--policy", "everything.json", "--default-key-policy", "--action"];
    let told = |words: &[&str], code| {
        let ran = simulate(&[&asked[..], words].concat());
        ran.assert(code).err.contains("--default-key-policy changes nothing")
    };
    assert!(told(&["s3:GetObject", "--resource", "arn:aws:s3:::reports/x"], 0));
    assert!(told(&["sts:AssumeRole", "--resource", ROLE], 1));
    assert!(!told(&["kms:Decrypt", "--resource", KEY], 0));
    let bucket = "arn:aws:s3:::reports/x";
    let both = ["s3:GetObject,kms:Decrypt", "--resource", KEY, "--resource", bucket];
    assert!(!told(&both, 0));
    let line = |action: &str, resource: &str| {
        let all = json!([{ "Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "*", "Resource": "*" } }]);
        let request = json!({ "principal": ANN, "action": action, "resource": resource });
        let line =
            json!({ "request": request, "identity_policies": all, "default_key_policy": true });
        pipe(&["simulate", "--jsonl"], line.to_string())
    };
    line("kms:Decrypt", KEY).assert(0);
    let ran = line("s3:GetObject", bucket);
    let error = ran.assert(2).lines()[0]["error"].to_string();
    assert!(error.contains("not about a KMS key"), "{error}");
}

#[test]
fn what_aws_decides_is_told_with_its_page() {
    let managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let asked = ["--policy", "everything.json", "--action", "iam:DeletePolicy"];
    let ran = simulate(&[&asked[..], &["--resource", managed]].concat());
    assert!(ran.assert(1).out.contains("AWS manages this policy"), "{}", ran.out);
    assert!(ran.out.contains("see https://docs.aws.amazon.com/IAM/"), "{}", ran.out);
    let ran = simulate(&["--action", "sts:GetCallerIdentity"]);
    assert!(ran.assert(0).out.contains("AWS asks for no permission"), "{}", ran.out);
}

/// Each would take minutes if its cost grew with the square: that they end is the test.
#[test]
fn large_questions_end() {
    let statements: Vec<_> = (0..80_000)
        .map(|number| {
            json!({
                "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*",
                "Condition": { "StringEquals": { format!("aws:PrincipalTag/t{number}"): "x" } },
            })
        })
        .collect();
    let request = json!({ "principal": ANN, "action": "s3:ListAllMyBuckets" });
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    let misses = json!({ "request": request, "identity_policies": [policy] });
    let answer = &pipe(&["simulate", "--jsonl"], misses.to_string()).assert(1).lines()[0];
    let missing = answer["reasons"]["missing_context_keys"].as_array().unwrap();
    assert_eq!(missing.len(), 80_000);

    let network = |number: u32| format!("10.{}.{}.7", number >> 8, number & 255);
    let arn = |number: u32| format!("arn:aws:iam::111122223333:role/r{number}");
    let set = |value: &dyn Fn(u32) -> String| (0..32_000).map(value).collect::<Vec<_>>();
    for (operator, values) in [
        ("StringEquals", set(&|number| format!("v{number}"))),
        ("StringLike", set(&|number| format!("v{number}"))),
        ("StringEqualsIgnoreCase", set(&|number| format!("V{number}"))),
        ("NumericEquals", set(&|number| number.to_string())),
        ("NumericLessThanEquals", set(&|number| number.to_string())),
        ("DateEquals", set(&|number| (1_000_000_000 + u64::from(number)).to_string())),
        ("BinaryEquals", set(&|number| format!("{number:08}"))),
        ("IpAddress", set(&network)),
        ("ArnLike", set(&arn)),
    ] {
        let wanted: Vec<_> = values.iter().rev().collect();
        let condition = json!({ format!("ForAllValues:{operator}"): { "aws:CalledVia": wanted } });
        let line = json!({
            "request": { "principal": ANN, "action": "s3:ListAllMyBuckets",
                         "context": { "aws:CalledVia": values } },
            "identity_policies": [{ "Version": "2012-10-17", "Statement": {
                "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition } }],
        });
        let ran = pipe(&["simulate", "--jsonl"], line.to_string());
        assert_eq!(ran.assert(0).lines()[0]["decision"], "allowed", "{operator}");
    }

    // Keys that come in the wrong order, one by one, would each move the others.
    let context: serde_json::Map<_, _> = (0..100_000_u32)
        .map(|number| (format!("aws:PrincipalTag/{number:06}"), Value::from("x")))
        .collect();
    let keys: Vec<_> = context.iter().rev().map(|(key, _)| format!(r#""{key}":"x""#)).collect();
    let line = format!(
        r#"{{"request":{{"principal":"{ANN}","action":"s3:ListAllMyBuckets","context":{{{}}}}}}}"#,
        keys.join(",")
    );
    pipe(&["simulate", "--jsonl"], line).assert(1);
}
