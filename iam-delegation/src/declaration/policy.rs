//! The identity-based policies of roles.

use super::{Gate, NamePattern, Part};

/// A policy that is written into a role and lives and dies with it.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct InlinePolicy<A: 'static> {
    /// What the vendor calls it: letters and digits, and no other entity of the product has the name.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What it is for.
    pub description: &'static str,
    /// When the role has it.
    pub gate: Gate<A>,
    /// Its statements.
    pub parts: &'static [Part<A>],
}

/// A policy that stands on its own and is attached to a role.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct ManagedPolicy<A: 'static> {
    /// What the vendor calls it: letters and digits, and no other entity of the product has the name.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What it is for.
    pub description: &'static str,
    /// When the role has it.
    pub gate: Gate<A>,
    /// Its statements.
    pub parts: &'static [Part<A>],
}
