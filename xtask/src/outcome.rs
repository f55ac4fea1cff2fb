//! What a chore gives.

/// What a chore gives: nothing, or why it failed.
pub(crate) type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;
