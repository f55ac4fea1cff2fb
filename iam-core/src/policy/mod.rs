//! Typed policies: no places, no duplicates, no unknown elements.
//!
//! A [`Policy`] is a constant of a macro or was read from JSON; the type is the same. Lists and
//! texts are [`Cow`](std::borrow::Cow)s, so that a constant borrows and a parsed policy owns.

mod kind;
mod read;
mod template;
mod typed;

#[doc(hidden)]
pub use iam_language::policy::Slot;
pub use iam_language::policy::{
    Comparison, ComparisonFamily, ConditionOperator, ConditionOperatorError, Effect, Element,
    ParameterLength, PolicyType, PrincipalType, SetQualifier, Version, look_alike, quota,
};
pub use iam_model::{
    ActionElement, ActionPattern, ActionPatternError, ConditionBlock, ConditionKeyName,
    ConditionTest, ConditionValue, List, ParameterProblem, Parameters, Principal, PrincipalElement,
    PrincipalGroup, Purpose, ResolveError, ResourceElement, ResourcePattern, Statement,
    StatementMismatch, Text,
};
#[doc(hidden)]
pub use iam_model::{constant_actions, constant_resources, constant_texts, constant_values};
pub use kind::{
    Identity, Kind, PermissionsBoundary, Resource, ResourceControl, ServiceControl, Session, Trust,
    VpcEndpoint,
};
#[doc(hidden)]
pub use read::{is_policy, read};
pub use template::PolicyTemplate;
pub use typed::{
    IdentityPolicy, PermissionsBoundaryPolicy, Policy, ResourceControlPolicy, ResourcePolicy,
    ServiceControlPolicy, SessionPolicy, TrustPolicy, VpcEndpointPolicy,
};
