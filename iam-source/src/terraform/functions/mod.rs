//! Functions of Terraform, those that meet policies.

mod call;
mod collections;
mod documents;
mod parts;
mod strings;
mod trimmed;
