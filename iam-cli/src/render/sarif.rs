//! Findings as SARIF 2.1.0, for code scanning.
//!
//! Source: [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)

use super::aws::learn_more;
use super::fingerprint::fingerprints;
use super::region::{ArtifactLocation, Message, Region};
use super::sarif_fix::{SarifFix, fixes};
use super::sentence::details;
use crate::mender::Mender;
use crate::report::{Report, Told};
use crate::visible::visible_json;
use iam_core::check::{About, CATALOGUE};
use iam_core::document::ByteSpan;
use iam_core::finding::FindingType;
use iam_core::json::{self, LineIndex};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// What stands before the results of a log.
pub(crate) const BEFORE_RESULTS: &str = r#"{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "results": ["#;

/// What a run has to say beside its results.
pub(crate) struct Notification<'n> {
    /// Whether it kept a file from being checked that should have been.
    pub(crate) is_error: bool,
    pub(crate) text: String,
    /// The file or folder that it is about.
    pub(crate) path: &'n Path,
    /// Where in it.
    pub(crate) region: Option<Region>,
}

/// What stands after them: the rules that `fired`, and the files that were not checked.
pub(crate) fn after_results(fired: &BTreeSet<&str>, notifications: &[Notification<'_>]) -> String {
    let rules = CATALOGUE.iter().filter(|about| fired.contains(about.code));
    let rules: Vec<_> = rules.map(|about| rule(about)).collect();
    let driver = json!({
        "name": "iam",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    });
    let succeeded = !notifications.iter().any(|it| it.is_error);
    let notification = |it: &Notification<'_>| {
        let mut place = json!({ "artifactLocation": { "uri": uri(it.path) } });
        if let (Some(region), Some(place)) = (&it.region, place.as_object_mut()) {
            place.insert("region".to_owned(), json!(region));
        }
        json!({
            "level": if it.is_error { "error" } else { "note" },
            "message": { "text": it.text },
            "locations": [{ "physicalLocation": place }],
        })
    };
    let notifications: Vec<_> = notifications.iter().map(notification).collect();
    let invocations = json!([{
        "executionSuccessful": succeeded,
        "toolExecutionNotifications": notifications,
    }]);
    let indented = |value: &Value| {
        let text = format!("{value:#}");
        visible_json(&text).replace('\n', "\n      ")
    };
    let tool = indented(&json!({ "driver": driver }));
    let invocations = indented(&invocations);
    format!("],\n      \"tool\": {tool},\n      \"invocations\": {invocations}\n    }}\n  ]\n}}\n")
}

/// What it takes to tell the results of one file.
pub(crate) struct SarifForm<'r, 't> {
    uri: String,
    report: &'r Report<'t>,
    lines: LineIndex<'r>,
    mender: Mender<'r, 't>,
    /// Of each finding.
    fingerprints: Vec<String>,
}

impl<'r, 't> SarifForm<'r, 't> {
    /// For the file at `path`.
    pub(crate) fn new(path: &Path, report: &'r Report<'t>) -> Self {
        let fingerprints = fingerprints(report);
        let lines = LineIndex::new(report.text());
        Self { uri: uri(path), report, lines, mender: Mender::new(report), fingerprints }
    }

    /// The result of the finding at `index`.
    pub(crate) fn result(&self, index: usize, finding: &Told) -> impl Serialize {
        let place = |span: ByteSpan, id| Place::new(self, finding, span, id);
        let related = finding.related.iter().enumerate();
        Outcome {
            rule_id: finding.code,
            level: level(finding.finding_type),
            message: Message { text: details(finding) },
            locations: [place(finding.span, None)],
            related_locations: related.map(|(id, span)| place(*span, Some(id))).collect(),
            fixes: fixes(&self.uri, &self.lines, finding, &self.mender),
            partial_fingerprints: Fingerprints {
                finding: self.fingerprints.get(index).cloned().unwrap_or_default(),
            },
        }
    }
}

/// What SARIF calls a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'u> {
    rule_id: &'static str,
    level: &'static str,
    message: Message,
    locations: [Place<'u>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'u>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'u>>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "iamFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'u> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation<'u>,
    logical_locations: [LogicalLocation; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'u> {
    artifact_location: ArtifactLocation<'u>,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
    kind: &'static str,
}

impl<'u> Place<'u> {
    fn new(form: &'u SarifForm<'_, '_>, told: &Told, span: ByteSpan, id: Option<usize>) -> Self {
        let found = form.report.policy_of(told);
        let path = found.map(|found| json::path(&found.document, span)).unwrap_or_default();
        let held = found.map(|found| [found.holder.as_str(), found.path.as_str()]);
        let held = held.into_iter().flatten().filter(|it| !it.is_empty());
        let held = held.fold(String::new(), |held, step| held + "/" + step);
        let fully_qualified_name = held + &json::pointer(&path);
        Self {
            id,
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: &form.uri },
                region: Region::new(&form.lines, span),
            },
            logical_locations: [LogicalLocation { fully_qualified_name, kind: "member" }],
        }
    }
}

/// A path as the URI reference that SARIF wants: another for each path, whatever its bytes.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
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
        "helpUri": learn_more(about.code),
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
