//! Whether a condition key fits the policy and its actions, and is wise to use.

pub(super) mod deprecated_arn_key;
pub(super) mod key_not_for_action;
pub(super) mod missing_paired_condition_keys;
pub(super) mod unsupported_action_for_condition_key;
pub(super) mod untrustworthy_condition_key;
pub(super) mod use_condition_key_only_with_supported_services;
