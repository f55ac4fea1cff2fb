//! What compile time and run time share: the policy model, the registry of AWS and the checks.
//!
//! The facade `typed-iam` is what applications depend on; this crate's interface may change
//! between minor versions. Rooms, each of which uses only those before it:
//!
//! - [`document`]: the tree that JSON text and macro tokens both become
//! - [`finding`]: what a check says, and where
//! - [`json`]: text to tree, and back
//! - [`pattern`], [`arn`]: wildcards, variables, parameters; the fields of an ARN
//! - [`spelling`]: the name that a misspelt one was meant to be
//! - [`policy`]: the typed model, free of places
//! - [`registry`]: every service, action, resource type and condition key of AWS
//! - [`literal`]: the numbers, moments and networks that conditions compare
//! - [`check`]: one file a check
//! - `config` (with the feature of that name): what a project's `iam.toml` says
//! - [`from_json`]: text to policy, or everything that stands in its way
//! - `findings`: what the checks say of a policy that exists at run time

pub mod arn;
pub mod check;
#[cfg(feature = "config")]
pub mod config;
pub mod document;
pub mod finding;
mod findings;
pub mod from_json;
pub mod json;
pub mod literal;
pub mod pattern;
pub mod policy;
pub mod registry;
mod serde;
pub mod spelling;
