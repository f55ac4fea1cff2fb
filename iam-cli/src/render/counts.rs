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
    policies: usize,
    /// Files that hold policies, and are none.
    holders: usize,
    /// Policies of which something is not known.
    holed: usize,
    unchecked: usize,
}

impl Counts {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let mut counts = Self { files: 1, ..Self::default() };
        counts.policies = report.policies().len();
        counts.holders = usize::from(!report.is_policy());
        counts.holed = report.policies().iter().filter(|it| it.unknown().next().is_some()).count();
        counts.unchecked = report.unchecked.len();
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
        self.policies += other.policies;
        self.holders += other.holders;
        self.holed += other.holed;
        self.unchecked += other.unchecked;
    }

    /// Whether something in a file could not be read.
    pub(crate) fn has_unchecked(&self) -> bool {
        self.unchecked > 0
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
        write!(f, "{found} in {}", counted(self.files, "file"))?;
        // Where each file is a policy, there is no more to say.
        if self.holders == 0 {
            return Ok(());
        }
        let policies = if self.policies == 1 { "policy" } else { "policies" };
        write!(f, ": {} {policies} checked", self.policies)?;
        if self.holed > 0 {
            write!(f, ", {} with holes", self.holed)?;
        }
        if self.unchecked > 0 {
            write!(f, ", {} not checked", self.unchecked)?;
        }
        Ok(())
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
