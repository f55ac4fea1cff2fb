//! What IAM policies are written in: the tree, its JSON, patterns, ARNs, operators.
//!
//! Registry, checks, model and evaluator stand on this crate; its interface may change between minor versions.
//! Rooms, each of which uses only those before it:
//!
//! - [`visible`]: text of others, made safe to show
//! - [`document`]: the tree that JSON text and macro tokens both become
//! - [`finding`]: what a check says, and where
//! - [`json`]: text to tree, and back
//! - [`pattern`], [`arn`]: wildcards, variables, parameters; the fields of an ARN
//! - [`spelling`]: the name that a misspelt one was meant to be
//! - [`policy`]: the words of a policy: its types, elements and operators
//! - [`literal`]: the numbers, moments and networks that conditions compare

pub mod arn;
pub mod document;
pub mod finding;
pub mod json;
pub mod literal;
pub mod pattern;
pub mod policy;
pub mod problem;
pub mod spelling;
pub mod visible;
