//! Access to items and attributes of DynamoDB.

pub(super) mod attributes_without_limit;
pub(super) mod replace_operation_with_attributes;
pub(super) mod scan_bypasses_leading_keys;
pub(super) mod value;
pub(super) mod wrong_condition_for_action;

/// What `dynamodb:ReturnValues` can be.
const RETURN_VALUES: [&str; 5] = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"];

/// What `dynamodb:Select` can be.
const SELECT: [&str; 4] =
    ["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"];

const READS: [&str; 4] =
    ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"];
