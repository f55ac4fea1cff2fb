//! Entries and statements that change nothing.

mod cover;
pub(super) mod entries;
pub(super) mod redundant_statement;
