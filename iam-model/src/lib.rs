//! The typed model of policies: what a program that holds policies is made of.
//!
//! The facade `typed-iam` is what applications depend on; this crate's interface may change between minor
//! versions. It knows no check and not what AWS has, and is a crate of its own for that: a program built for
//! debugging is linked with all that the objects of a crate refer to, called or not.

mod action;
mod condition;
mod constant;
mod fill;
mod mismatch;
mod parameters;
mod policy_document;
mod principal;
mod read;
mod resource;
mod serde;
mod size;
mod statement;
mod text;
mod tree;
mod write;

pub use action::{ActionElement, ActionPattern, ActionPatternError};
pub use condition::{ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue};
pub use constant::{constant_actions, constant_resources, constant_texts, constant_values};
pub use mismatch::StatementMismatch;
pub use parameters::{ParameterProblem, Parameters, ResolveError};
pub use policy_document::PolicyDocument;
pub use principal::{Principal, PrincipalElement, PrincipalGroup};
pub use read::read;
pub use resource::{ResourceElement, ResourcePattern};
pub use statement::{Purpose, Statement};
pub use text::{List, Text};
