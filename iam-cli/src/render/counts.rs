//! How much was found.

use crate::report::Report;
use iam_core::finding::FindingType;
use std::fmt;

/// How many findings of each type there are, and in how many files they were looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    files: usize,
    errors: usize,
    security_warnings: usize,
    warnings: usize,
    suggestions: usize,
}

impl Counts {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let mut counts = Self { files: 1, ..Self::default() };
        for finding in &report.findings {
            match finding.finding_type {
                FindingType::Error => counts.errors += 1,
                FindingType::SecurityWarning => counts.security_warnings += 1,
                FindingType::Suggestion => counts.suggestions += 1,
                _ => counts.warnings += 1,
            }
        }
        counts
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.errors += other.errors;
        self.security_warnings += other.security_warnings;
        self.warnings += other.warnings;
        self.suggestions += other.suggestions;
    }

    /// Whether no file was checked.
    pub(crate) fn is_empty(&self) -> bool {
        self.files == 0
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.errors, "error"),
            (self.security_warnings, "security warning"),
            (self.warnings, "warning"),
            (self.suggestions, "suggestion"),
        ];
        let found = counts.into_iter().filter(|(count, _)| *count > 0);
        let found: Vec<_> = found.map(|(count, noun)| counted(count, noun)).collect();
        let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
        write!(f, "{found} in {}", counted(self.files, "file"))
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
