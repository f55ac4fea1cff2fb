//! How long a policy may be.

pub(crate) mod length;
