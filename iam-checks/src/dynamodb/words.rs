//! Names of DynamoDB: operations, and what its condition keys can be.

/// What `dynamodb:ReturnValues` can be.
pub(crate) const RETURN_VALUES: [&str; 5] =
    ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"];

/// What `dynamodb:Select` can be.
pub(crate) const SELECT: [&str; 4] =
    ["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"];

pub(crate) const READS: [&str; 4] =
    ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"];
