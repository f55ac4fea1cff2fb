//! What becomes of a policy: its source, or why it has none.

use super::{literal, source};
use crate::input;
use crate::policy_type::Wanted;
use crate::report::Report;
use iam_core::check::Options;
use iam_core::finding::FindingType;
use iam_core::policy::PolicyType;
use iam_project::foreign::Foreign;
use iam_project::project::Project;
use iam_project::reading::Reading;
use std::cell::Cell;
use std::path::Path;

/// The source of a policy, and the checks that it silences.
pub(super) struct Imported {
    pub(super) source: String,
    pub(super) silenced: Vec<&'static str>,
}

/// Why a policy has no source.
pub(super) enum Refusal<'t> {
    /// It has errors.
    Findings(Box<Report<'t>>),
    /// It is something else.
    Foreign(Foreign),
    /// The macros cannot hold it.
    Text(String),
}

pub(super) fn import<'t>(
    reading: Reading<'t>,
    wanted: Wanted,
    name: Option<&str>,
    origin: &str,
) -> Result<Imported, Refusal<'t>> {
    if let Some(foreign) = reading.foreign() {
        return Err(Refusal::Foreign(foreign));
    }
    let meant = Cell::new(Options::new(PolicyType::Identity));
    // What a project silences needs an `#[allow]` wherever the source will stand.
    let (project, path) = (Project::default(), Path::new(input::STDIN));
    let mut report = Report::new(reading, &project, path, |document| {
        let options = wanted.options(None, document);
        // As the macros check.
        let checked = Options::new(options.policy_type).canonical();
        meant.set(if options.template { checked.template() } else { checked });
        meant.get()
    });
    let is_error = |finding_type| finding_type == FindingType::Error;
    let erroneous = report.findings.iter().any(|finding| is_error(finding.finding_type));
    let Some(document) = report.document().filter(|_| !erroneous) else {
        report.findings.retain(|finding| is_error(finding.finding_type));
        return Err(Refusal::Findings(Box::new(report)));
    };
    if literal::has_reserved_text(document) {
        let why = "a text starts with U+FFFC, which the macros keep for themselves";
        return Err(Refusal::Text(why.to_owned()));
    }
    let refused = |it: FindingType| it == FindingType::SecurityWarning;
    let refused = report.findings.iter().filter(|finding| refused(finding.finding_type));
    let refused: Vec<_> = refused.map(|finding| (finding.statement, finding.code)).collect();
    let reason = format!("imported from {origin} as it was; review it");
    let source = source::of(document, meant.get(), name, &refused, &reason);
    let mut silenced: Vec<_> = refused.into_iter().map(|(_, code)| code).collect();
    silenced.sort_unstable();
    silenced.dedup();
    Ok(Imported { source, silenced })
}
