//! Entries and statements that change nothing.

pub(crate) mod across;
pub(crate) mod cover;
