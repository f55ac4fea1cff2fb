//! Systems Manager documents.

use super::{Gate, NamePattern};

/// A Systems Manager document that the vendor runs on instances.
///
/// Its body is no part of the declaration: it comes from the vendor.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct SsmDocument<A: 'static> {
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What it does.
    pub description: &'static str,
    /// When it is there.
    pub gate: Gate<A>,
}
