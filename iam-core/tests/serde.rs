//! Policies through serde are the policies of `from_json` and `to_json`.

use iam_core::policy::{Identity, Policy, Trust};

const POLICY: &str = r#"{"Version":"2012-10-17","Id":"one","Statement":[{"Sid":"S","Effect":"Deny","NotAction":["s3:*","SNS:Publish"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":false},"ForAnyValue:NumericEqualsIfExists":{"s3:max-keys":[1,2.5]}}}]}"#;

#[test]
fn serde_json_reads_and_writes_what_we_do() {
    let ours: Policy = Policy::from_json(POLICY).unwrap();
    let theirs: Policy = serde_json::from_str(POLICY).unwrap();
    assert_eq!(ours, theirs);
    assert_eq!(serde_json::to_string(&ours).unwrap(), POLICY);
    assert_eq!(ours.to_json(), POLICY);
}

#[test]
fn what_is_no_policy_says_every_reason() {
    let text = r#"{"Statement":[{"Effect":"Alow","Effect":"Deny","Action":"*"}]}"#;
    let error = serde_json::from_str::<Policy<Identity>>(text).unwrap_err().to_string();
    assert!(error.contains("statement 1: `Effect` is written twice"), "{error}");
    assert!(error.contains("the statement has no `Resource`"), "{error}");
    let error = serde_json::from_str::<Policy<Trust>>(POLICY).unwrap_err().to_string();
    assert!(error.contains("a role trust policy cannot have a `Resource`"), "{error}");
}
