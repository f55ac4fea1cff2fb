//! Entries and statements that change nothing.

mod across;
mod cover;
pub(super) mod deny_shadows_allow;
pub(super) mod entries;
pub(super) mod redundant_across;
pub(super) mod redundant_statement;
