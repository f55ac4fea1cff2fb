//! What is filled in before IAM sees the policy: parameters of templates, and placeholders.

pub(crate) mod uses;
