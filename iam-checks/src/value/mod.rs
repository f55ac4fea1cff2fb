//! The values of `Condition`: their types, their shapes, and patterns that decide nothing.

pub(super) mod improve_ip_range;
pub(super) mod invalid_date_value;
pub(super) mod invalid_kms_key_value;
pub(super) mod invalid_region;
pub(super) mod invalid_service_principal_format;
pub(super) mod invalid_vpc_format;
pub(super) mod lone_star;
pub(super) mod private_ip_address;
pub(super) mod redundant_condition_value_num;
pub(super) mod string_like_operator_with_arn_condition_keys;
pub(super) mod type_mismatch;
pub(super) mod type_mismatch_boolean;
pub(super) mod type_mismatch_date;
pub(super) mod type_mismatch_ip_range;
pub(super) mod type_mismatch_number;
pub(super) mod type_mismatch_string;
pub(super) mod wildcard_without_like_operator;
