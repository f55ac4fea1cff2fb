//! Words for classes and attributes.

use crate::review::level::Level;
use crate::review::policy::PolicyRole;
use iam_core::finding::FindingType;

impl Level {
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Read => "read",
            Self::Tagging => "tagging",
            Self::Write => "write",
            Self::Permissions => "permissions",
            Self::Unknown => "unknown",
        }
    }
}

impl PolicyRole {
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Trust => "trust",
            Self::Inline => "inline",
            Self::Managed => "managed",
            Self::Topic => "topic",
        }
    }
}

pub(super) fn of_finding(finding_type: FindingType) -> &'static str {
    match finding_type {
        FindingType::Error => "error",
        FindingType::SecurityWarning => "security-warning",
        FindingType::Warning => "warning",
        _ => "suggestion",
    }
}
