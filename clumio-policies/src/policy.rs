//! The identity-based policies of roles.

use crate::{Gate, NamePattern, Part};

/// A policy that is written into a role and lives and dies with it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct InlinePolicy {
    /// What the vendor's document calls it: `ClumioKMSPolicy`.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What it is for, in our words.
    pub description: &'static str,
    /// When the role has it.
    pub gate: Gate,
    /// Its statements.
    pub parts: &'static [Part],
}

/// A policy that stands on its own and is attached to a role.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ManagedPolicy {
    /// What the vendor's document calls it: `ClumioS3BackupPolicy`.
    pub name: &'static str,
    /// What it is called in an account, below `${Path}`.
    pub name_pattern: NamePattern,
    /// What it is for, in our words.
    pub description: &'static str,
    /// When the role has it.
    pub gate: Gate,
    /// Its statements.
    pub parts: &'static [Part],
}
