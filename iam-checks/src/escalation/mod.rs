//! Rights that lead to more rights.

pub(crate) mod granted;
pub(crate) mod paths;
