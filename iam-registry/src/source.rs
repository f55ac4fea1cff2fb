//! Where the registry comes from.

use crate::table::column;
use std::fmt;

/// A package that the registry was made from. Shown as `cfn-lint 1.58.0 of 2026-10-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name, version, day, what it is the source of, digest.
    columns: &'static str,
}

/// The packages that the registry was made from. Of one package there may be two releases, the
/// newer one first.
///
/// # Examples
///
/// ```
/// use iam_registry::sources;
/// assert!(sources().any(|source| source.is_for().contains("condition keys")));
/// assert!(sources().all(|source| source.date().split('-').count() == 3));
/// ```
pub fn sources() -> impl Iterator<Item = Source> + Clone {
    let lines = include_str!("../tables/SOURCE.tsv").split_terminator('\n');
    lines.filter_map(|line| line.strip_prefix("package\t").map(|columns| Source { columns }))
}

/// The newest release of the package of this name, as [`Status`](super::Status) names it.
///
/// # Examples
///
/// ```
/// use iam_registry::source;
/// assert!(source("cfn-lint").is_some());
/// assert!(source("left-pad").is_none());
/// ```
#[must_use]
pub fn source(name: &str) -> Option<Source> {
    sources().find(|source| source.name() == name)
}

impl Source {
    /// The name of the package.
    #[must_use]
    pub fn name(self) -> &'static str {
        column(self.columns, 0)
    }

    /// Its version.
    #[must_use]
    pub fn version(self) -> &'static str {
        column(self.columns, 1)
    }

    /// The day of the release, as `YYYY-MM-DD`.
    #[must_use]
    pub fn date(self) -> &'static str {
        column(self.columns, 2)
    }

    /// What it is the source of.
    #[must_use]
    pub fn is_for(self) -> &'static str {
        column(self.columns, 3)
    }

    /// The digest that the package was verified against, as lock files write it: `sha512-…` in base
    /// 64, or `sha256:…` in hexadecimal.
    #[must_use]
    pub fn digest(self) -> &'static str {
        column(self.columns, 4)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} of {}", self.name(), self.version(), self.date())
    }
}
