//! Which findings count.

use crate::args::Validate;
use crate::report::Report;
use iam_core::finding::FindingType;
use iam_project::project::Project;
use std::result::Result;

/// What a run has decided about findings.
#[derive(Clone, Copy)]
pub(super) struct Severities {
    /// `--fail-on`; otherwise each project says.
    fail_on: Option<FindingType>,
    /// Findings below are neither shown nor counted.
    min: FindingType,
}

impl Severities {
    pub(super) fn new(args: &Validate) -> Result<Self, String> {
        let fail_on = args.fail_on.map(FindingType::from);
        let min = args.min_severity.map_or(FindingType::Suggestion, FindingType::from);
        if fail_on.is_some_and(|fail_on| fail_on < min) {
            return Err(
                "--min-severity hides what --fail-on is to fail on: raise --fail-on, or leave \
                        --min-severity out"
                    .to_owned(),
            );
        }
        Ok(Self { fail_on, min })
    }

    /// Takes out what is not to be shown; whether any of the rest fails the run.
    pub(super) fn apply(self, project: &Project, report: &mut Report<'_>) -> bool {
        report.findings.retain(|finding| finding.finding_type >= self.min);
        let fail_on = self.fail_on.or(project.config().fail_on()).unwrap_or(FindingType::Warning);
        report.findings.iter().any(|finding| finding.finding_type >= fail_on)
    }
}
