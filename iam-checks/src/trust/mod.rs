//! Who is let in: role trust policies, the identity providers that they trust, resources open to others.

pub(crate) mod claims;
pub(crate) mod letting_in;
pub(crate) mod provider;
