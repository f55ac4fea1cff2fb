//! Every check of IAM Access Analyzer beside a policy that it must flag, and where, and one that it
//! must not.
//!
//! `cases.jsonl` holds one check a line: what to check the policies `as` (and attached `on`), the
//! JSON pointers `at` which the finding belongs, and the codes that may come `also`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod checked;

use checked::checked;
use iam_checks::{Options, Selection};
use iam_language::document::{ByteSpan, Node};
use iam_language::finding::{Finding, FindingType};
use iam_language::json;
use iam_language::policy::PolicyType;
use serde_json::Value;
use std::fmt::Write as _;

#[test]
fn every_check_of_aws_fires_where_it_should_and_only_there() {
    let mut problems = String::new();
    let mut count = 0;
    for line in include_str!("cases.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let code = case["code"].as_str().unwrap();
        count += 1;
        if let Err(problem) = flagged(code, &case).and_then(|()| clean(&case)) {
            let _ = writeln!(problems, "{code}: {problem}");
        }
    }
    assert_eq!(count, 160, "AWS lists 160 checks");
    assert!(problems.is_empty(), "{problems}");
}

/// The failing policy draws the code at its places, and nothing that is not named beside it.
fn flagged(code: &str, case: &Value) -> Result<(), String> {
    let text = text(&case["fail"]);
    let findings = findings(case, &text);
    let found: Vec<_> = findings.iter().filter(|finding| finding.code == code).collect();
    let Some(first) = found.first() else { return Err(format!("silent on {text}")) };
    let wanted = match case["type"].as_str().unwrap() {
        "error" => FindingType::Error,
        "security-warning" => FindingType::SecurityWarning,
        "warning" => FindingType::Warning,
        _ => FindingType::Suggestion,
    };
    if first.finding_type != wanted {
        return Err(format!("is of type {}", first.finding_type));
    }
    if let Ok(document) = json::read(&text) {
        for pointer in case["at"].as_array().unwrap() {
            let range = place(&document, pointer.as_str().unwrap());
            let mut places =
                found.iter().flat_map(|it| it.related.iter().chain(std::iter::once(&it.span)));
            if !places.any(|span| range.start <= span.start && span.end <= range.end) {
                return Err(format!("is not at {pointer} but at {:?}", first.span));
            }
        }
    }
    let allowed = codes(&case["also"]);
    no_others(&findings, |it| it == code || allowed.contains(&it))
}

/// The passing policy draws nothing but what is named.
fn clean(case: &Value) -> Result<(), String> {
    let text = text(&case["pass"]);
    let allowed = codes(&case["pass_also"]);
    no_others(&findings(case, &text), |it| allowed.contains(&it))
        .map_err(|problem| format!("on the passing policy, {problem}"))
}

/// Checks of our own may add what is no mistake.
fn no_others(findings: &[Finding], allowed: impl Fn(&str) -> bool) -> Result<(), String> {
    let other = findings.iter().find(|it| !allowed(it.code) && !it.code.starts_with("x-"));
    other.map_or(Ok(()), |it| Err(format!("also {}: {}", it.code, it.message)))
}

fn findings(case: &Value, text: &str) -> Vec<Finding> {
    let options = Options::new(match case["as"].as_str().unwrap() {
        "identity" => PolicyType::Identity,
        "resource" => PolicyType::Resource,
        "trust" => PolicyType::Trust,
        "scp" => PolicyType::ServiceControl,
        "rcp" => PolicyType::ResourceControl,
        other => panic!("unknown policy type {other}"),
    });
    let options = match case["on"].as_str() {
        Some(on) => options.resource_type(on.parse().unwrap()),
        None => options,
    };
    checked(text, options.select(Selection::all()))
}

fn text(policy: &Value) -> String {
    policy.as_str().map_or_else(|| policy.to_string(), str::to_owned)
}

fn codes(list: &Value) -> Vec<&str> {
    list.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// The bytes of what a JSON pointer names: a member with its name, an item, or the document.
fn place(document: &Node<'_>, pointer: &str) -> ByteSpan {
    let (mut node, mut range) = (document, document.span);
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        if let Ok(index) = step.parse::<usize>() {
            node = &node.items()[index];
            range = node.span;
        } else {
            let member = node.member(&step).unwrap();
            node = &member.node;
            range = ByteSpan { start: member.key_span.start, end: node.span.end };
        }
    }
    range
}
