//! Parameters that a template engine fills before IAM sees the policy.

pub(super) mod invalid_parameter_name;
pub(super) mod misplaced_parameter;
pub(super) mod unfilled_parameter;
