//! What grants more than it should: too many actions, too many resources, rights that lead to more rights.

pub(crate) mod giving;
pub(crate) mod granted;
pub(crate) mod open_entries;
pub(crate) mod paths;
