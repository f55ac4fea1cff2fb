//! Findings as SARIF 2.1.0, for code scanning.
//!
//! Source: [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)

use super::aws::learn_more;
use super::sentence::{details, why};
use crate::report::Report;
use iam_core::check::{About, CATALOGUE};
use iam_core::document::ByteSpan;
use iam_core::finding::{Finding, FindingType};
use iam_core::json::{self, LineIndex};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

/// A path as the URI reference that SARIF wants.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = String::new();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The results of one file, which is at `uri`.
pub(crate) fn results(uri: &str, report: &Report<'_>) -> Vec<Value> {
    let lines = LineIndex::new(report.text);
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let result = |finding: &Finding<ByteSpan>| {
        let fingerprint = fingerprint(report, finding);
        let count = seen.entry(fingerprint).or_default();
        *count += 1;
        // Like ones are told apart by their order.
        let fingerprint = format!("{fingerprint:016x}:{count}");
        let related = finding.related.iter().enumerate();
        let related: Vec<_> = related
            .map(|(id, span)| {
                let mut place = location(uri, report, &lines, *span);
                if let Some(place) = place.as_object_mut() {
                    place.insert("id".to_owned(), json!(id));
                }
                place
            })
            .collect();
        let mut result = json!({
            "ruleId": finding.code,
            "level": level(finding.finding_type),
            "message": { "text": details(finding) },
            "locations": [location(uri, report, &lines, finding.span)],
            "partialFingerprints": { "iamFinding/v1": fingerprint },
        });
        if let (false, Some(members)) = (related.is_empty(), result.as_object_mut()) {
            members.insert("relatedLocations".to_owned(), Value::Array(related));
        }
        result
    };
    report.findings.iter().map(result).collect()
}

/// The whole log. `problems` are the files that could not be read.
pub(crate) fn log(results: &[Value], problems: &[String]) -> Value {
    let fired: HashSet<_> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    let rules = CATALOGUE.iter().filter(|about| fired.contains(about.code));
    let rules: Vec<_> = rules.map(|about| rule(about)).collect();
    let notifications: Vec<_> = problems
        .iter()
        .map(|problem| json!({ "level": "error", "message": { "text": problem } }))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "iam",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "invocations": [{
                "executionSuccessful": problems.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(about: &About) -> Value {
    let mut paragraphs = about.explain.split("\n\n");
    let mut paragraph =
        || paragraphs.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let (what, why) = (paragraph(), paragraph());
    json!({
        "id": about.code,
        "shortDescription": { "text": what },
        "fullDescription": { "text": why },
        "helpUri": learn_more(about.code, about.finding_type),
        "defaultConfiguration": { "level": level(about.finding_type) },
        "properties": { "findingType": about.finding_type.as_str() },
    })
}

fn level(finding_type: FindingType) -> &'static str {
    match finding_type {
        FindingType::Error | FindingType::SecurityWarning => "error",
        FindingType::Suggestion => "note",
        _ => "warning",
    }
}

/// SARIF counts lines and columns from 1, and the end column is the first after the region.
fn location(uri: &str, report: &Report<'_>, lines: &LineIndex<'_>, span: ByteSpan) -> Value {
    let (start, end) = (lines.position(span.start as usize), lines.position(span.end as usize));
    let document = report.document.as_ref();
    let path = document.map(|document| json::path(document, span)).unwrap_or_default();
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": {
                "startLine": start.line,
                "startColumn": start.column + 1,
                "endLine": end.line,
                "endColumn": end.column + 1,
                "byteOffset": start.offset,
                "byteLength": end.offset - start.offset,
            },
        },
        "logicalLocations": [{ "fullyQualifiedName": json::pointer(&path), "kind": "member" }],
    })
}

/// The same for the same finding after an edit elsewhere: of the check, what it says and the path
/// without the places in arrays.
fn fingerprint(report: &Report<'_>, finding: &Finding<ByteSpan>) -> u64 {
    let path = report.document.as_ref().map(|document| json::path(document, finding.span));
    let names = path.unwrap_or_default().into_iter().filter_map(|element| match element {
        json::PathElement::Value(name) | json::PathElement::Key(name) => Some(name.to_owned()),
        json::PathElement::Index(_) => None,
    });
    let parts = [finding.code.to_owned(), finding.message.clone(), why(finding)];
    fnv1a(parts.into_iter().chain(names))
}

/// FNV-1a: short, and the same on every machine and in every version.
fn fnv1a(parts: impl Iterator<Item = String>) -> u64 {
    let bytes = parts.flat_map(|part| part.into_bytes().into_iter().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
