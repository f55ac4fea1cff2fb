//! How an action or a service stands with AWS.

/// Whether AWS documents an action or a service, and whether it still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// The Service Authorization Reference lists it.
    Documented,
    /// The reference does not list it, but AWS itself uses it.
    #[non_exhaustive]
    Undocumented {
        /// Where, such as `managed policy SecurityAudit`.
        seen_in: &'static str,
    },
    /// AWS has shut it down: allowing it grants nothing any more.
    #[non_exhaustive]
    Retired {
        /// The year of the shutdown.
        year: u16,
    },
}

impl Status {
    /// Reads what the tables write: nothing, `undocumented WHERE`, or `retired YEAR`.
    pub(super) fn from_table(text: &'static str) -> Self {
        match text.split_once(' ') {
            Some(("undocumented", seen_in)) => Self::Undocumented { seen_in },
            Some(("retired", year)) => Self::Retired { year: year.parse().unwrap_or_default() },
            _ => Self::Documented,
        }
    }
}
