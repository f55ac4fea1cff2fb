//! A project: what has been decided about the policies in it, and what a text is that may be one.
//!
//! The command `iam` and the macros of `typed-iam` ask the same questions here, and so agree. Rooms, each
//! of which uses only those before it:
//!
//! - [`foreign`]: what a text is that is no policy, such as a template
//! - [`policy_type`]: what a policy is checked as when nobody says
//! - [`config`]: what an `iam.toml` says

pub mod config;
pub mod foreign;
pub mod policy_type;
