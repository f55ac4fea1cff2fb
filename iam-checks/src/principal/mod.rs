//! Who a statement is about, and what that forbids it to say.

pub(crate) mod address;
pub(crate) mod identifier;
pub(crate) mod service_name;
