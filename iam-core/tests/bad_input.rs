//! Whatever comes in, an answer comes out: a policy, findings or a clear error.

#![expect(clippy::expect_used, reason = "a test may panic")]

use iam_core::check::{self, Options, Subject};
use iam_core::json;
use iam_core::policy::{Policy, PolicyType};
use proptest::prelude::*;

fn codes(text: &str) -> Vec<&'static str> {
    let document = json::read(text).expect("JSON");
    let findings = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
    findings.into_iter().map(|finding| finding.code).collect()
}

/// The findings in a JSON text.
fn checked(text: &str, options: Options) -> Vec<iam_core::finding::Finding> {
    let document = json::read(text).expect("JSON");
    check::run(&Subject::as_written(&document, text), options)
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

/// However many names are wrong, each is a finding; only so many are compared with the right ones, and the rest are
/// told so.
#[test]
fn of_many_wrong_names_some_get_the_nearest_and_none_is_lost() {
    const MANY: usize = 1_500;
    let list = |form: &dyn Fn(usize) -> String| {
        let names: Vec<_> = (0..MANY).map(form).collect();
        names.join(",")
    };
    let texts = |head: &str| list(&|at| format!(r#""{head}{at}""#));
    let members = |head: &str, rest: &str| list(&|at| format!(r#""{head}{at}{rest}"#));
    let reports = r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#;
    let read = r#""Action":"s3:GetObject""#;
    let conditions = |block: String| format!(r#"{reports},"Condition":{block}"#);
    let equals = |keys: String| conditions(format!(r#"{{"StringEquals":{{{keys}}}}}"#));
    for (code, statement) in [
        (
            "invalid-action",
            format!(r#""Resource":"*","Action":[{}]"#, texts("ec2:DescribeInstnces")),
        ),
        ("invalid-action", format!(r#""Resource":"*","Action":[{}]"#, texts("GetObject"))),
        (
            "invalid-service-in-action",
            format!(
                r#""Resource":"*","Action":[{}]"#,
                list(&|at| format!(r#""s3{at}:GetObject""#))
            ),
        ),
        ("invalid-global-condition-key", equals(members("aws:SourceIp", r#"":"x""#))),
        ("invalid-service-condition-key", equals(members("s3:prefix", r#"":"x""#))),
        ("invalid-service", equals(members("sqss", r#":a":"x""#))),
        (
            "invalid-condition-operator",
            conditions(format!("{{{}}}", members("StringEquals", r#"":{"aws:SourceArn":"x"}"#))),
        ),
        ("invalid-policy-element", format!("{reports},{}", members("Resorce", r#"":"*""#))),
        ("invalid-region", equals(format!(r#""aws:RequestedRegion":[{}]"#, texts("eu-wst-")))),
        (
            "invalid-arn-region",
            format!(
                r#"{read},"Resource":[{}]"#,
                list(&|at| format!(r#""arn:aws:sqs:eu-wst-{at}:111122223333:q""#))
            ),
        ),
        (
            "invalid-partition",
            format!(r#"{read},"Resource":[{}]"#, list(&|at| format!(r#""arn:aws{at}:s3:::b/*""#))),
        ),
        (
            "x-unknown-variable",
            format!(
                r#"{read},"Resource":[{}]"#,
                list(&|at| format!(r#""arn:aws:s3:::b/${{aws:usrname{at}}}""#))
            ),
        ),
        (
            "x-unfilled-parameter",
            format!(
                r#"{read},"Resource":[{}]"#,
                list(&|at| format!(r#""arn:aws:s3:::b/${{Name{at}}}""#))
            ),
        ),
    ] {
        let text =
            format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{statement}}}]}}"#);
        let mut found = checked(&text, Options::new(PolicyType::Identity));
        found.retain(|finding| finding.code == code);
        assert_eq!(found.len(), MANY, "{code}");
        let fixes: Vec<_> = found.iter().map(|it| it.fix.as_deref().unwrap_or_default()).collect();
        let told = fixes.iter().filter(|fix| fix.contains("only the first 1,000 are compared"));
        assert_eq!(told.count(), MANY - 1_000, "{code}: {:?}", fixes.last());
    }
}

#[test]
fn many_patterns_over_several_services_are_looked_up_for_a_while() {
    let actions: Vec<_> = (0..2_000).map(|at| format!(r#""s3*:*zzz*{at}*""#)).collect();
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{}],"Resource":"*"}}]}}"#,
        actions.join(",")
    );
    let mut found = checked(&text, Options::new(PolicyType::Identity));
    found.retain(|finding| finding.code == "invalid-action");
    assert_eq!(found.len(), 1_001);
    let unknown = found.last().map(|finding| finding.message.as_str()).unwrap_or_default();
    assert!(unknown.contains("only the first 1000 are looked up"), "{unknown}");
}

#[test]
fn a_wrong_name_gets_the_same_advice_wherever_it_stands() {
    let statement = r#"{"Effect":"Allow","Action":["s3:GetObjct"],"Resource":"arn:aws:s3:::b/*"},"#;
    let others: Vec<_> = (0..1_500).map(|at| format!(r#""s3:GetObjct{at}""#)).collect();
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{statement}{{"Effect":"Allow","Action":[{}],"Resource":"*"}},{}]}}"#,
        others.join(","),
        statement.trim_end_matches(',')
    );
    let found = checked(&text, Options::new(PolicyType::Identity));
    let same = found.iter().filter(|it| it.fix.as_deref() == Some("write `s3:GetObject`"));
    assert!(same.filter(|it| it.message.contains("`GetObjct`")).count() == 2);
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
            let _ = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
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
            let _ = check::run(&Subject::of_tree(&document), Options::new(policy_type));
            let _ = check::run(&Subject::of_tree(&document), Options::new(policy_type).template());
        }
    }
}
