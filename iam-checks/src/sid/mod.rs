//! The names of statements.

pub(super) mod empty_sid_value;
pub(super) mod unique_sids_recommended;
pub(super) mod unique_sids_required;
pub(super) mod unsupported_sid;
