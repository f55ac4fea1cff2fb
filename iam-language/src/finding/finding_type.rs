//! How much a finding matters.

use std::fmt;

/// How much a finding matters, in the words of IAM Access Analyzer.
///
/// Source: [policy check reference](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FindingType {
    /// A shorter or clearer way to say the same.
    Suggestion,
    /// Legal, and probably not meant.
    Warning,
    /// Legal, and gives away more than it should. The macros refuse it.
    SecurityWarning,
    /// Cannot work as written. The macros refuse it.
    Error,
}

impl FindingType {
    /// The name in AWS's own output: `ERROR`, `SECURITY_WARNING`, `WARNING` or `SUGGESTION`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suggestion => "SUGGESTION",
            Self::Warning => "WARNING",
            Self::SecurityWarning => "SECURITY_WARNING",
            Self::Error => "ERROR",
        }
    }
}

impl fmt::Display for FindingType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::SecurityWarning => "security warning",
            Self::Error => "error",
        })
    }
}
