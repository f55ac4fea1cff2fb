//! What is filled in before IAM sees the policy: parameters of templates, and placeholders.

pub(super) mod invalid_parameter_name;
pub(super) mod misplaced_parameter;
pub(super) mod placeholder;
pub(super) mod unfilled_parameter;
mod uses;
