//! Lists and objects without entries.

pub(super) mod elements;
pub(super) mod values;
