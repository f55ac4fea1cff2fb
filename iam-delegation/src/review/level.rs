//! What actions let one do.

use iam_core::registry::AccessLevel;

/// An access level, or that AWS does not document the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    List,
    Read,
    Tagging,
    Write,
    Permissions,
    Unknown,
}

impl Level {
    /// From the least power to the most.
    pub(crate) const ALL: [Self; 6] =
        [Self::List, Self::Read, Self::Tagging, Self::Write, Self::Permissions, Self::Unknown];

    pub(super) fn of(access_level: AccessLevel) -> Self {
        match access_level {
            AccessLevel::List => Self::List,
            AccessLevel::Read => Self::Read,
            AccessLevel::Tagging => Self::Tagging,
            AccessLevel::Write => Self::Write,
            AccessLevel::PermissionsManagement => Self::Permissions,
            // A level that AWS adds one day.
            _ => Self::Unknown,
        }
    }

    /// As AWS writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Tagging => "Tagging",
            Self::Write => "Write",
            Self::Permissions => "Permissions management",
            Self::Unknown => "Not documented",
        }
    }
}
