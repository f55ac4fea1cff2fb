//! What the entries of `Action` name.

pub(super) mod deprecated_service_or_action;
pub(super) mod invalid_action;
pub(super) mod invalid_service_in_action;
mod mended;
pub(super) mod undocumented_action;
mod verb;
