//! Typed policies: no places, no duplicates, no unknown elements.
//!
//! A [`Policy`] is a constant of a macro or was read from JSON; the type is the same. Lists and
//! texts are [`Cow`](std::borrow::Cow)s, so that a constant borrows and a parsed policy owns.

mod action;
mod condition;
mod constant;
pub(crate) mod document;
mod kind;
mod mismatch;
mod parameters;
mod principal;
mod read;
mod resource;
mod size;
mod statement;
mod template;
mod text;
mod typed;
mod write;

pub use action::{ActionElement, ActionPattern, ActionPatternError};
pub use condition::{ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue};
#[doc(hidden)]
pub use constant::{constant_actions, constant_resources, constant_texts, constant_values};
#[doc(hidden)]
pub use iam_language::policy::Slot;
pub(crate) use iam_language::policy::longest_text_len;
pub use iam_language::policy::{
    Comparison, ComparisonFamily, ConditionOperator, ConditionOperatorError, Effect, Element,
    ParameterLength, PolicyType, PrincipalType, SetQualifier, Version, quota,
};
pub use kind::{
    Identity, Kind, PermissionsBoundary, Resource, ResourceControl, ServiceControl, Session, Trust,
    VpcEndpoint,
};
pub use mismatch::StatementMismatch;
pub use parameters::{ParameterProblem, Parameters, ResolveError};
pub use principal::{Principal, PrincipalElement, PrincipalGroup};
#[doc(hidden)]
pub use read::{is_policy, read};
pub use resource::{ResourceElement, ResourcePattern};
pub use statement::{Purpose, Statement};
pub use template::PolicyTemplate;
pub use text::{List, Text};
pub use typed::{
    IdentityPolicy, PermissionsBoundaryPolicy, Policy, ResourceControlPolicy, ResourcePolicy,
    ServiceControlPolicy, SessionPolicy, TrustPolicy, VpcEndpointPolicy,
};
