//! The blocks, keys and values of `Condition`.

pub(super) mod duplicate_keys_with_different_case;
pub(super) mod forallvalues_with_single_valued_key;
pub(super) mod forallvalues_without_null;
pub(super) mod invalid_condition_data_type;
pub(super) mod invalid_condition_key_format;
pub(super) mod invalid_condition_multiple_boolean;
pub(super) mod invalid_condition_operator;
pub(super) mod invalid_global_condition_key;
pub(super) mod invalid_service_condition_key;
pub(super) mod missing_qualifier;
pub(super) mod missing_tag_key_in_condition;
pub(super) mod null_with_if_exists;
pub(super) mod null_with_qualifier;
