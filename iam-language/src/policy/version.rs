//! The `Version` element.

use crate::pattern::Grammar;
use std::fmt;

/// The version of the policy language.
///
/// Source: [`Version` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "there has been no third version since 2012")]
pub enum Version {
    /// `2008-10-17`, without policy variables; what a policy without `Version` means.
    V2008_10_17,
    /// `2012-10-17`, the current one.
    V2012_10_17,
}

impl Version {
    /// As a policy spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2008_10_17 => "2008-10-17",
            Self::V2012_10_17 => "2012-10-17",
        }
    }

    /// The version that `text` spells.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "2008-10-17" => Some(Self::V2008_10_17),
            "2012-10-17" => Some(Self::V2012_10_17),
            _ => None,
        }
    }
}

impl Grammar {
    /// What patterns of a policy of this version may have.
    ///
    /// Source: [`Version`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html):
    /// version 2008-10-17, and a policy without a version, takes variables as literal text.
    #[must_use]
    pub fn of(version: Option<Version>, wildcards: bool) -> Self {
        Self { wildcards, variables: version == Some(Version::V2012_10_17) }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
