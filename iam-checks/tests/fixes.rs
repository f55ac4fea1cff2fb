//! Fixes do what they say: the finding goes, and nothing new comes.

mod example;

use example::Example;
use iam_checks::{self as check, Options, Selection, Subject};
use iam_language::finding::Applicability;
use iam_language::json;
use iam_language::policy::PolicyType;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many flagged examples have a fix, and how many one that may be done unasked.
const ANY: usize = 71;
const SURE: usize = 19;

#[test]
fn every_fix_of_every_flagged_example_mends_it() {
    let (mut any, mut sure) = (BTreeSet::new(), BTreeSet::new());
    let mut flagged = 0;
    for about in check::CATALOGUE {
        for (number, example) in example::of(about, true).into_iter().enumerate() {
            flagged += 1;
            let Example { text, mut options } = example;
            // What is off unless asked for has much to say of what an error hid.
            options.selection = if about.optional { Selection::all() } else { Selection::new() };
            let Ok(document) = json::read(&text) else { continue };
            let findings = check::run(&Subject::as_written(&document, &text), options);
            let before: Vec<_> = findings.iter().map(|finding| finding.code).collect();
            let own = findings.iter().filter(|finding| finding.code == about.code);
            for fix in own.flat_map(|finding| &finding.fixes) {
                any.insert((about.code, number));
                let fixed = json::apply(&text, &document, [(fix, &[][..])]);
                let context = format!("{}: {}\n{text}\n{}", about.code, fix.title, fixed.text);
                assert_eq!(fixed.applied, 1, "cannot be done: {context}");
                let after = example::codes(&fixed.text, options);
                if fix.applicability == Applicability::HasPlaceholders {
                    continue;
                }
                let count =
                    |codes: &[&str]| codes.iter().filter(|code| **code == about.code).count();
                assert!(count(&after) < count(&before), "still there: {context}");
                if fix.is_sure() {
                    sure.insert((about.code, number));
                    let new = after.iter().find(|code| !before.contains(code));
                    assert_eq!(new, None, "new: {context}");
                }
            }
        }
    }
    let (any, sure) = (any.len(), sure.len());
    let told = format!("of {flagged} flagged examples {any} have a fix, {sure} a sure one");
    assert!(any >= ANY && sure >= SURE, "{told}");
}

/// All at once, as `iam validate --fix` does it, again and again until none is left.
#[test]
fn sure_fixes_together_come_to_an_end_and_bring_nothing_new() {
    for line in include_str!("cases.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let mut options = Options::new(match case["as"].as_str().unwrap() {
            "scp" => PolicyType::ServiceControl,
            "rcp" => PolicyType::ResourceControl,
            other => PolicyType::from_text(other).unwrap(),
        });
        if let Some(on) = case["on"].as_str() {
            options = options.resource_type(on.parse().unwrap());
        }
        let mut text = format!("{:#}", case["fail"]);
        let before = example::codes(&text, options);
        for pass in 0.. {
            assert!(pass < 10, "no end: {text}");
            let Ok(document) = json::read(&text) else { break };
            let findings = check::run(&Subject::as_written(&document, &text), options);
            let sure = findings.iter().filter_map(|it| Some((it.sure_fix()?, &it.related[..])));
            let fixed = json::apply(&text, &document, sure);
            if fixed.applied == 0 {
                break;
            }
            json::read(&fixed.text).unwrap();
            text = fixed.text;
        }
        let after = example::codes(&text, options);
        let new = after.iter().find(|code| !before.contains(code));
        assert_eq!(new, None, "{line}\n{text}");
    }
}

/// The applicability of each fix that a check has for an identity-based policy.
fn applicabilities(code: &str, text: &str) -> Vec<Applicability> {
    let Ok(document) = json::read(text) else { return Vec::new() };
    let findings = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
    let own = findings.iter().filter(|finding| finding.code == code);
    own.flat_map(|finding| &finding.fixes).map(|fix| fix.applicability).collect()
}

#[test]
fn what_would_mean_something_else_is_not_sure() {
    use Applicability::{MachineApplicable as Sure, MaybeIncorrect as Maybe};
    let statement = |members: &str| {
        format!(
            r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Deny", {members} }}] }}"#
        )
    };
    let of_actions = |actions: &str| statement(&format!(r#""Action": {actions}, "Resource": "*""#));
    let allowed = |list: &str| of_actions(list).replace("Deny", "Allow");
    let of_resources =
        |resources: &str| statement(&format!(r#""Action": "sqs:*", "Resource": {resources}"#));
    let in_2008 = r#"{ "Version": "2008-10-17", "Statement": [{ "Effect": "Deny", "Action": "sqs:*", "Resource": "*" }] }"#;
    let retired = "elastic-inference:DescribeAccelerators";
    for (code, text, wanted) in [
        ("x-old-version", in_2008.to_owned(), &[Sure][..]),
        // A variable that was plain text.
        ("x-old-version", in_2008.replace("\"*\"", "\"arn:aws:s3:::${aws:username}\""), &[Maybe]),
        (
            "x-old-version",
            in_2008.replace("Statement", "statement").replace("sqs:*", "$"),
            &[Maybe],
        ),
        ("missing-version", r#"{ "Statement": [] }"#.to_owned(), &[Sure]),
        // There is one, and it is misspelt.
        ("missing-version", r#"{ "version": "2012-10-17", "Statement": [] }"#.to_owned(), &[]),
        ("invalid-effect", of_actions("\"*\"").replace("Deny", "DENY"), &[Sure]),
        ("invalid-effect", of_actions("\"*\"").replace("Deny", "Dney"), &[Maybe]),
        ("invalid-policy-element", statement(r#""action": "*""#), &[Sure]),
        ("invalid-policy-element", statement(r#""Actoin": "*""#), &[Maybe]),
        // The only entry stays.
        ("x-deprecated-service-or-action", of_actions(&format!("[\"{retired}\"]")), &[]),
        (
            "x-deprecated-service-or-action",
            allowed(&format!("[\"{retired}\", \"sqs:*\"]")),
            &[Maybe],
        ),
        // Of the service no action is known.
        ("x-deprecated-service-or-action", allowed(r#"["zocalo:*", "sqs:*"]"#), &[Sure]),
        ("redundant-action", of_actions(r#"["sqs:*", "sqs:SendMessage"]"#), &[Sure]),
        (
            "redundant-resource",
            of_resources(r#"["arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:a"]"#),
            &[Sure],
        ),
        // Covered as text, and not field by field: nothing is found.
        (
            "redundant-resource",
            of_resources(r#"["arn:aws:sqs:e*3:a", "arn:aws:sqs:eu-west-1:111122223333:a"]"#),
            &[],
        ),
        // Several values never pass without a qualifier, and would be there.
        (
            "equivalent-to-null-false",
            of_actions("\"*\"").replace(
                "\"Resource\"",
                r#""Condition": { "StringLike": { "aws:TagKeys": "*" } }, "Resource""#,
            ),
            &[Maybe],
        ),
        (
            "equivalent-to-null-false",
            of_actions("\"*\"").replace(
                "\"Resource\"",
                r#""Condition": { "StringLike": { "aws:SourceVpc": "*" } }, "Resource""#,
            ),
            &[Sure],
        ),
        // More would be allowed.
        (
            "x-deprecated-service-or-action",
            of_actions(&format!("[\"{retired}\", \"sqs:*\"]"))
                .replace("\"Action\"", "\"NotAction\""),
            &[Maybe],
        ),
        // Which of several texts was meant is not known.
        (
            "missing-quote-in-variable",
            of_resources(r#""arn:aws:s3:::b/${aws:PrincipalTag/team, shared}""#),
            &[Sure],
        ),
        (
            "missing-quote-in-variable",
            of_resources(r#""arn:aws:s3:::b/${aws:PrincipalTag/team, it's}""#),
            &[Maybe],
        ),
        ("invalid-arn-prefix", of_resources(r#""urn:aws:sqs:eu-west-1:111122223333:a""#), &[Maybe]),
        // What matched nothing would match something.
        (
            "invalid-arn-service-case",
            of_resources(r#""arn:aws:SQS:eu-west-1:111122223333:a""#),
            &[Maybe],
        ),
        ("invalid-arn-prefix", of_resources(r#""ARN:aws:sqs:eu-west-1:111122223333:a""#), &[Sure]),
        (
            "invalid-arn-prefix",
            of_resources(r#""queue:aws:sqs:eu-west-1:111122223333:a""#),
            &[Maybe],
        ),
        // Both would be called the same.
        (
            "unsupported-sid",
            r#"{ "Version": "2012-10-17", "Statement": [
                { "Sid": "a-b", "Effect": "Deny", "Action": "sqs:*", "Resource": "*" },
                { "Sid": "ab", "Effect": "Deny", "Action": "sns:*", "Resource": "*" }] }"#
                .to_owned(),
            &[Maybe],
        ),
    ] {
        assert_eq!(applicabilities(code, &text), wanted, "{code}: {text}");
    }
}

/// Each would be a copy of the text: of many in one text, the first is enough.
#[test]
fn fixes_do_not_outgrow_the_text() {
    let variables = ["${aws:usrname}", "${aws:PrincipalTag/team, shared}"];
    for variable in variables {
        let resource = variable.repeat(20_000);
        let text = format!(
            r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/{resource}" }}] }}"#
        );
        let document = json::read(&text).unwrap_or_else(|error| panic!("{error}"));
        let findings = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
        let fixes = findings.iter().flat_map(|finding| &finding.fixes).count();
        assert!(findings.len() >= 20_000 && fixes <= 2, "{} {fixes}", findings.len());
    }
}
