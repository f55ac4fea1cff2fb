//! Service control and resource control policies.

pub(super) mod rcp_source_without_null;
pub(super) mod rcp_without_service;
pub(super) mod scp_action_wildcard;
