//! The entries of `Resource`.

pub(super) mod action_without_resource;
pub(super) mod arn_account_not_allowed;
pub(super) mod arn_region_not_allowed;
pub(super) mod invalid_arn_account;
pub(super) mod invalid_arn_prefix;
pub(super) mod invalid_arn_region;
pub(super) mod invalid_arn_resource;
pub(super) mod invalid_arn_service_case;
pub(super) mod invalid_partition;
pub(super) mod invalid_service;
pub(super) mod missing_arn_account;
pub(super) mod missing_arn_field;
pub(super) mod missing_arn_region;
pub(super) mod resource_without_action;
pub(super) mod wildcard_in_service_name;
