//! Whatever comes in, an answer comes out: a policy, findings or a clear error.

#![expect(clippy::expect_used, reason = "a test may panic")]

use iam_core::check::{self, Options};
use iam_core::json;
use iam_core::policy::{Policy, PolicyType};
use proptest::prelude::*;

fn codes(text: &str) -> Vec<&'static str> {
    let document = json::read(text).expect("JSON");
    let findings = check::run(&document, Options::new(PolicyType::Identity));
    findings.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn a_huge_policy_is_read_and_checked() {
    let statement =
        r#"{"Effect":"Allow","Action":["s3:GetObject","s3:Lst*"],"Resource":"arn:aws:s3:::b/*"},"#;
    let statements = statement.repeat(20_000);
    let text =
        format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.trim_end_matches(','));
    let policy: Policy = Policy::from_json(&text).expect("a policy");
    assert_eq!(policy.statements().len(), 20_000);
    assert_eq!(codes(&text).iter().filter(|code| **code == "invalid-action").count(), 20_000);
}

#[test]
fn one_statement_with_a_hundred_thousand_entries_takes_linear_time() {
    let actions = r#""s3:GetObject","#.repeat(100_000);
    let resources = r#""arn:aws:s3:::b/*","#.repeat(100_000);
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{}],"Resource":[{}]}}]}}"#,
        actions.trim_end_matches(','),
        resources.trim_end_matches(',')
    );
    assert_eq!(
        codes(&text),
        ["policy-size-exceeds-identity-policy-quota", "redundant-action", "redundant-resource"]
    );
}

#[test]
fn long_texts_take_linear_time() {
    let long = "a*".repeat(20_000);
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{long}","Action":["s3:{long}","{long}:x"],"Resource":"arn:aws:s3:::{long}","Condition":{{"{long}":{{"aws:{long}":"{long}"}}}}}}]}}"#
    );
    assert!(codes(&text).contains(&"invalid-effect"));
}

#[test]
fn odd_names_are_quoted_not_interpreted() {
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:\u202eGet\u0000","Resource":"*"}]}"#;
    assert_eq!(codes(text), ["invalid-action"]);
    let error = Policy::<iam_core::policy::Identity>::from_json("{\"\u{202e}\": 1}").unwrap_err();
    assert!(error.to_string().contains("no element `\\u{202e}`"), "{error}");
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(document) = json::read_bytes(&bytes) {
            let _ = check::run(&document, Options::new(PolicyType::Identity));
        }
    }

    #[test]
    fn any_text_in_any_place_gets_an_answer(
        text in "\\PC{0,20}|[a-z]{2}[0-9]:[A-Z][a-z]{3,9}|arn:[a-z]*:[a-z0-9]*:[a-z-]*:[0-9]*:[a-z/*?${}:]*",
        name in "\\PC{0,20}|[a-z]{2}[0-9]:[A-Za-z/]{1,9}",
    ) {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let (text, name) = (quoted(&text), quoted(&name));
        let policy = format!(
            r#"{{"Version":{text},"Id":{text},"Statement":[{{"Sid":{text},"Effect":"Allow","Principal":{{{name}:{text}}},"Action":{text},"Resource":[{text}],"Condition":{{"StringLike":{{{name}:{text}}},{name}:{{}}}}}}]}}"#
        );
        let document = json::read(&policy).expect("JSON");
        for policy_type in PolicyType::ALL {
            let _ = check::run(&document, Options::new(policy_type));
            let _ = check::run(&document, Options::new(policy_type).template());
        }
    }
}
