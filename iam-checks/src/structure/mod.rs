//! Whether the document has the elements of a policy, each with a value of the right type.

pub(super) mod data_type_mismatch;
pub(super) mod duplicate_key;
pub(super) mod invalid_effect;
pub(super) mod invalid_policy_element;
pub(super) mod invalid_version;
pub(super) mod missing_action;
pub(super) mod missing_effect;
pub(super) mod missing_principal;
pub(super) mod missing_resource;
pub(super) mod missing_statement;
pub(super) mod missing_version;
pub(super) mod old_version;
pub(super) mod unsupported_element_combination;
