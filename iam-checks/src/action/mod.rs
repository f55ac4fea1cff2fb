//! What the entries of `Action` name.

pub(crate) mod mended;
pub(crate) mod verb;
