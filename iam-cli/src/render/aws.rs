//! Findings in the shape of `aws accessanalyzer validate-policy`.
//!
//! Source: [`ValidatePolicy`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html)

use super::sentence::details;
use crate::report::{Report, Told, upper_snake};
use iam_core::check::CATALOGUE;
use iam_core::document::ByteSpan;
use iam_core::finding::FindingType;
use iam_core::json::{self, LineIndex, PathElement, Position};
use serde::ser::{Serialize, SerializeMap as _, Serializer};

/// One finding, as AWS answers it.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AwsFinding<'r> {
    finding_details: String,
    finding_type: &'static str,
    issue_code: String,
    learn_more_link: String,
    locations: Vec<Location<'r>>,
    /// Ours: who holds the policy, where it is not alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<Holder<'r>>,
}

#[derive(serde::Serialize)]
struct Holder<'r> {
    holder: &'r str,
    path: &'r str,
}

#[derive(serde::Serialize)]
struct Location<'r> {
    path: Vec<Element<'r>>,
    span: Span,
}

struct Element<'r>(PathElement<'r>);

#[derive(serde::Serialize)]
struct Span {
    start: Place,
    end: Place,
}

#[derive(serde::Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

/// The findings of a report.
pub(crate) fn findings<'r>(report: &'r Report<'_>) -> impl Iterator<Item = AwsFinding<'r>> {
    let form = AwsForm::new(report);
    report.findings.iter().map(move |finding| form.finding(finding))
}

/// What it takes to tell the findings of a report.
pub(crate) struct AwsForm<'r, 't> {
    report: &'r Report<'t>,
    lines: LineIndex<'r>,
}

impl<'r, 't> AwsForm<'r, 't> {
    pub(crate) fn new(report: &'r Report<'t>) -> Self {
        Self { report, lines: LineIndex::new(report.text()) }
    }

    pub(crate) fn finding(&self, finding: &Told) -> AwsFinding<'r> {
        AwsFinding {
            finding_details: details(finding),
            finding_type: finding.finding_type.as_str(),
            issue_code: upper_snake(finding.code),
            learn_more_link: learn_more(finding.code),
            locations: locations(self.report, finding, &self.lines),
            policy: self
                .report
                .policy_of(finding)
                .filter(|_| !self.report.is_policy())
                .map(|found| Holder { holder: &found.holder, path: &found.path }),
        }
    }
}

fn locations<'r>(
    report: &'r Report<'_>,
    finding: &Told,
    lines: &LineIndex<'_>,
) -> Vec<Location<'r>> {
    let spans = std::iter::once(&finding.span).chain(&finding.related);
    let document = report.policy_of(finding).map(|found| &found.document);
    let location = |span: &ByteSpan| {
        let path = document.map(|document| json::path(document, *span));
        let path = path.unwrap_or_default().into_iter().map(Element).collect();
        let place = |offset: u32| Place::from(lines.position(offset as usize));
        Location { path, span: Span { start: place(span.start), end: place(span.end) } }
    };
    spans.map(location).collect()
}

/// Where to read more: AWS's reference, or ours for a check of our own. The check's own type says where,
/// whatever a project makes of its findings.
pub(super) fn learn_more(code: &str) -> String {
    const REFERENCE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";
    if code.starts_with("x-") {
        let repository = env!("CARGO_PKG_REPOSITORY");
        return format!("{repository}/blob/main/docs/checks.md#{code}");
    }
    let about = CATALOGUE.iter().find(|about| about.code == code);
    let family = match about.map(|about| about.finding_type) {
        Some(FindingType::Error) => "error",
        Some(FindingType::SecurityWarning) => "security-warning",
        Some(FindingType::Suggestion) => "suggestion",
        _ => "general-warning",
    };
    format!("{REFERENCE}#access-analyzer-reference-policy-checks-{family}-{code}")
}

impl Serialize for Element<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self.0 {
            PathElement::Value(name) => map.serialize_entry("value", name)?,
            PathElement::Index(index) => map.serialize_entry("index", &index)?,
            PathElement::Key(name) => map.serialize_entry("key", name)?,
        }
        map.end()
    }
}

impl From<Position> for Place {
    fn from(Position { line, column, offset }: Position) -> Self {
        Self { line, column, offset }
    }
}
