//! Who a statement is about, and what that forbids it to say.

mod address;
pub(super) mod allow_with_not_principal;
pub(super) mod empty_principal;
mod identifier;
pub(super) mod invalid_principal_format;
pub(super) mod invalid_principal_key;
pub(super) mod invalid_reference;
pub(super) mod rcp_action;
pub(super) mod rcp_allow;
pub(super) mod rcp_allow_action;
pub(super) mod rcp_not_action;
pub(super) mod rcp_principal;
pub(super) mod scp_principal;
pub(super) mod trust_policy_action;
pub(super) mod trust_policy_not_principal;
pub(super) mod trust_policy_resource;
pub(super) mod trust_policy_wildcard;
pub(super) mod unknown_service;
pub(super) mod unsupported_principal;
pub(super) mod unsupported_wildcard_in_principal;
