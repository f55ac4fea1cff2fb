//! How an action or a service stands with AWS.

/// Whether AWS documents an action or a service, and whether it still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// The Service Authorization Reference lists it.
    Documented,
    /// AWS lists it, and nothing else is known of it yet: not its access level, not its condition
    /// keys, not whether it needs a resource. Nothing may be concluded from what is not there.
    #[non_exhaustive]
    ByName {
        /// The source that lists it; see [`sources`](super::sources).
        listed_in: &'static str,
    },
    /// An operation of the API that is newer than AWS's list of actions. Most likely the action has
    /// the same name, but no list says so, and nothing else is known of it.
    #[non_exhaustive]
    NewOperation {
        /// The source that describes it; see [`sources`](super::sources).
        seen_in: &'static str,
    },
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
    /// Whether only the name is known. Access level, resource types and condition keys are then
    /// left open, not empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::action;
    /// assert!(action("s3:GetObject").is_some_and(|it| !it.status().is_by_name_only()));
    /// ```
    #[must_use]
    pub const fn is_by_name_only(self) -> bool {
        matches!(self, Self::ByName { .. } | Self::NewOperation { .. })
    }

    /// Reads what the tables write: nothing, `named WHERE`, `operation WHERE`, `undocumented WHERE`,
    /// or `retired YEAR`.
    pub(crate) fn from_table(text: &'static str) -> Self {
        match text.split_once(' ') {
            Some(("named", listed_in)) => Self::ByName { listed_in },
            Some(("operation", seen_in)) => Self::NewOperation { seen_in },
            Some(("undocumented", seen_in)) => Self::Undocumented { seen_in },
            Some(("retired", year)) => Self::Retired { year: year.parse().unwrap_or_default() },
            _ => Self::Documented,
        }
    }
}
