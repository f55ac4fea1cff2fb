//! Which data this is.

use crate::generated::{DATE, NEWEST, RELEASE};
use std::fmt;

/// The state of AWS that the registry describes. Shown as the day: `2026-09-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(());

/// The state of AWS that the registry describes.
///
/// # Examples
///
/// ```
/// let day = iam_registry::version().to_string();
/// assert_eq!(day.split('-').count(), 3);
/// ```
#[must_use]
pub const fn version() -> Version {
    Version(())
}

impl Version {
    /// The day of what is known of services and actions, as `YYYY-MM-DD`: access levels, resource
    /// types, condition keys.
    #[must_use]
    pub const fn date(self) -> &'static str {
        DATE
    }

    /// The day of the newest source, as `YYYY-MM-DD`: names come before anything else is known.
    ///
    /// # Examples
    ///
    /// ```
    /// let version = iam_registry::version();
    /// assert!(version.newest() >= version.date());
    /// ```
    #[must_use]
    pub const fn newest(self) -> &'static str {
        NEWEST
    }

    /// The release of the package that the services come from.
    #[must_use]
    pub const fn release(self) -> &'static str {
        RELEASE
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(DATE)
    }
}
