//! Statements that give away more than they look, or nothing at all.

pub(super) mod allow_not_element;
pub(super) mod condition_contradiction;
pub(super) mod credentials_exposure;
pub(super) mod data_exfiltration;
pub(super) mod full_admin;
pub(super) mod mfa_bool_pattern;
pub(super) mod public_resource_policy;
pub(super) mod trust_any_aws_principal;
