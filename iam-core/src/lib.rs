//! Policies of a kind, with the language they are written in and the checks.
//!
//! The facade `typed-iam` is what applications depend on; this crate's interface may change
//! between minor versions. What stands beneath it is in crates of their own, so that they compile side by side
//! with what does not need them, and so that a program that only holds policies links no check and no table of
//! AWS: `iam-language`, `iam-registry`, `iam-model` and `iam-checks`, all re-exported here. Rooms, each of which
//! uses only those before it:
//!
//! - [`policy`]: policies of each kind, on the model of `iam-model`
//! - [`from_json`]: text to policy, or everything that stands in its way
//! - `findings`: what the checks say of a policy that exists at run time
//! - `serde`: the same reading and writing for its formats

mod findings;
pub mod from_json;
pub mod policy;
mod serde;

pub use iam_checks as check;
pub use iam_language::{
    arn, document, finding, json, literal, pattern, problem, spelling, visible,
};
pub use iam_registry as registry;
