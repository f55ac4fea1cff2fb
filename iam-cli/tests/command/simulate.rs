//! `iam simulate`.

use crate::program::{Ran, pipe, run_in};
use serde_json::{Value, json};
use std::path::Path;

fn simulate(args: &[&str]) -> Ran {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulate");
    run_in(&folder, &[&["simulate"], args].concat())
}

const REPORT: &str = "arn:aws:s3:::reports/q1.pdf";

#[test]
fn a_table_comes_first_and_then_why() {
    let asked =
        ["--policy", "role.json", "--action", "s3:GetObject", "--action", "s3:DeleteObject"];
    let ran = simulate(&[&asked[..], &["--resource", REPORT]].concat());
    assert_eq!(
        ran.assert(1).out,
        "\
DECISION      ACTION           RESOURCE
implicitDeny  s3:GetObject     arn:aws:s3:::reports/q1.pdf
explicitDeny  s3:DeleteObject  arn:aws:s3:::reports/q1.pdf

implicitDeny: s3:GetObject on arn:aws:s3:::reports/q1.pdf
  no statement of the identity-based policies allows it
  role.json:4:5 (ReadReports): `Bool` of `aws:SecureTransport` is not met, the request lacks the key
  missing from the context: aws:SecureTransport

explicitDeny: s3:DeleteObject on arn:aws:s3:::reports/q1.pdf
  denied by a statement of the identity-based policies
  role.json:11:5 (Keep): denies it
"
    );
    let context = ["--context", "aws:SecureTransport=true", "--context", "s3:prefix=q"];
    let ran = simulate(
        &[
            &["--policy", "role.json", "--action", "S3:getobject", "--resource", REPORT],
            &context[..],
        ]
        .concat(),
    );
    assert!(ran.assert(0).out.contains("role.json:4:5 (ReadReports): allows it"), "{}", ran.out);
    let left_out = "left out, AWS does not send it with s3:GetObject: s3:prefix";
    assert!(ran.out.contains(left_out), "{}", ran.out);
}

#[test]
fn trust_policies_are_asked_with_principal_and_context() {
    let role = "arn:aws:iam::111122223333:role/backup";
    let asked = [
        "--resource-policy",
        "trust.json",
        "--action",
        "sts:AssumeRole",
        "--resource",
        role,
        "--principal",
        "arn:aws:iam::444455556666:role/clerk",
        "--policy",
        "everything.json",
    ];
    simulate(&[&asked[..], &["--context", "sts:ExternalId=e-1"]].concat()).assert(0);
    let ran = simulate(&[&asked[..], &["--context", "sts:ExternalId=e-2"]].concat());
    assert!(ran.assert(1).out.contains("the request has `e-2`"), "{}", ran.out);
}

#[test]
fn limits_of_organization_and_boundary_are_reported_as_aws_does() {
    let asked = [
        "--policy",
        "everything.json",
        "--permissions-boundary",
        "role.json",
        "--format",
        "json",
        "--service-control-policies",
        "everything.json",
        "--service-control-policies",
        "",
        "--action",
        "s3:GetObject",
        "--resource",
        REPORT,
    ];
    let ran = simulate(&asked);
    let answer = ran.assert(1).json();
    let result = &answer["EvaluationResults"][0];
    assert_eq!(result["EvalDecision"], "implicitDeny");
    assert_eq!(result["OrganizationsDecisionDetail"], json!({"AllowedByOrganizations": false}));
    assert_eq!(
        result["PermissionsBoundaryDecisionDetail"],
        json!({"AllowedByPermissionsBoundary": false})
    );
    assert_eq!(result["MissingContextValues"], json!(["aws:SecureTransport"]));
    assert_eq!(result["MatchedStatements"][0]["SourcePolicyId"], "everything.json");
}

#[test]
fn all_that_is_wrong_with_a_question_is_told() {
    let asked =
        ["--policy", "role.json", "--action", "s3:GetObjct", "--action", "s3:ListAllMyBuckets"];
    let ran = simulate(&[&asked[..], &["--resource", REPORT]].concat());
    ran.assert(2);
    assert!(ran.err.contains("did you mean `s3:GetObject`?"), "{}", ran.err);
    assert!(ran.err.contains("`s3:ListAllMyBuckets` takes no resource such as"), "{}", ran.err);
    let ran = simulate(&["--policy", "nowhere.json", "--policy", "/", "--action", "s3:GetObject"]);
    assert!(ran.assert(2).err.contains("cannot read nowhere.json"), "{}", ran.err);
    assert!(ran.err.contains("cannot read /"), "{}", ran.err);
    let ran = simulate(&["--action", "s3:GetObject", "--context", "x"]);
    assert!(ran.assert(2).err.contains("write `key=value`"), "{}", ran.err);
    simulate(&[]).assert(2);
}

fn line(id: u32, rest: &Value) -> String {
    let mut line = json!({
        "id": id,
        "request": {
            "action": "s3:GetObject",
            "resource": REPORT,
            "principal": "arn:aws:iam::111122223333:user/ann",
            "context": { "aws:SecureTransport": true, "aws:TagKeys": ["a"], "aws:SourceIp": null },
        },
    });
    line.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    line.to_string()
}

#[test]
fn each_line_is_a_question_of_its_own() {
    let everything = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    let input = [
        line(1, &json!({ "identity_policies": [everything] })),
        line(2, &json!({ "identity_policies": [everything.to_string()] })),
        line(3, &json!({ "identity_policies": [{ "name": "all", "policy": everything }] })),
        line(4, &json!({})),
        line(
            5,
            &json!({ "identity_policies": [everything], "service_control_policies": [{ "id": "r", "policies": [] }] }),
        ),
        line(6, &json!({ "identity_policies": [everything], "service_control_policies": null })),
        line(7, &json!({ "identity_policies": [{ "Statement": [] }, 3] })),
        line(8, &json!({ "identity_policies": everything })),
        json!({ "id": 9, "request": { "action": "s3:GetObject", "principal": "ann" } }).to_string(),
        json!({ "id": 10 }).to_string(),
        line(11, &json!({ "permissions_boundaries": [], "identity_policies": [everything] })),
    ];
    let lines = pipe(&["simulate", "--jsonl"], input.join("\n")).assert(2).lines();
    let decisions: Vec<_> = lines.iter().map(|line| line["decision"].as_str()).collect();
    let (yes, no) = (Some("allowed"), Some("implicitDeny"));
    assert_eq!(decisions, [yes, yes, yes, no, no, yes, None, None, None, None, yes]);
    assert_eq!(lines[4]["reasons"]["blocked_by"], "service_control_policies[0]");
    assert_eq!(lines[0]["reasons"]["matched_statements"][0]["policy_type"], "identity_policies");
    let errors: Vec<_> = lines[6..10].iter().map(|line| line["error"].as_str().unwrap()).collect();
    assert!(errors[0].starts_with("a policy of `identity_policies`"), "{}", errors[0]);
    assert_eq!(errors[1], "`identity_policies` is an object, not an array");
    assert!(errors[2].starts_with("`ann` is not a principal"), "{}", errors[2]);
    assert_eq!(errors[3], "`request` is missing");
}
