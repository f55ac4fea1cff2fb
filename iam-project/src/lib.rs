//! A project: what has been decided about the policies in it, and the way from a text to its findings.
//!
//! The command `iam` and the macros of `typed-iam` ask the same questions here, and so agree. Rooms, each
//! of which uses only those before it:
//!
//! - [`baseline`]: what the macros hand to `cargo iam baseline`
//! - [`path`]: paths from the root, and as they are shown
//! - [`foreign`]: what a text is that is no policy, such as a template
//! - [`policy_type`]: what a policy is checked as when nobody says
//! - [`config`]: what an `iam.toml` says
//! - [`find`]: which `iam.toml` is in force for a file
//! - [`project`]: an `iam.toml` that was found, and the policies below its folder
//! - [`reading`]: a text that is meant to be a policy

pub mod baseline;
pub mod config;
pub mod find;
pub mod foreign;
pub mod path;
pub mod policy_type;
pub mod project;
pub mod reading;
