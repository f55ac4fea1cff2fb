//! Role trust policies and the identity providers they trust.

pub(super) mod account_without_condition;
pub(super) mod audience;
pub(super) mod claims;
pub(super) mod github_repository;
pub(super) mod invalid_federated_principal;
pub(super) mod mismatched_action;
pub(super) mod missing_companion_action;
pub(super) mod missing_provider_key;
pub(super) mod provider;
pub(super) mod redundant_session;
pub(super) mod roles_anywhere;
