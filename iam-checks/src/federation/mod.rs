//! Role trust policies and the identity providers they trust.

pub(crate) mod claims;
pub(crate) mod provider;
