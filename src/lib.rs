#![doc = include_str!("../README.md")]
#![doc = include_str!("../docs/for/rust.md")]

mod assertion;
mod build;
mod include;
mod interpolate;
mod macros;
#[cfg(feature = "access")]
mod proof;
mod stand_in;

pub use iam_core::from_json::PolicyError;
pub use iam_core::policy::{
    ActionElement, ActionPattern, ActionPatternError, Comparison, ComparisonFamily, ConditionBlock,
    ConditionKeyName, ConditionOperator, ConditionOperatorError, ConditionTest, ConditionValue,
    Effect, Identity, IdentityPolicy, Kind, List, ParameterLength, ParameterProblem, Parameters,
    PermissionsBoundary, PermissionsBoundaryPolicy, Policy, PolicyTemplate, PolicyType, Principal,
    PrincipalElement, PrincipalGroup, PrincipalType, Purpose, ResolveError, Resource,
    ResourceControl, ResourceControlPolicy, ResourceElement, ResourcePattern, ResourcePolicy,
    ServiceControl, ServiceControlPolicy, Session, SessionPolicy, SetQualifier, Statement, Text,
    Trust, TrustPolicy, Version, VpcEndpoint, VpcEndpointPolicy,
};
pub use iam_core::problem::{Problem, Problems};
pub use interpolate::Interpolate;

/// What a policy grants, proved: no new access, access not granted, no public access. With the feature
/// `access`.
#[cfg(feature = "access")]
pub mod access {
    pub use iam_access::{
        Access, AccessError, Answer, AnyPolicy, Comparison, EffectivePermissions, Grants,
        HypotheticalReason, HypotheticalWitness, LimitedResource, PublicResourceType,
        PublicResourceTypeError, Reason, Relation, StandIns, StrictAnswer, Unknown, Verdict, Why,
        Witness, access_not_granted, access_not_granted_strictly, compare, equivalent,
        grants_access_strictly, grants_more_strictly, no_new_access, no_new_access_strictly,
        no_public_access,
    };
}

/// The checks, on any JSON: what `iam validate` says.
///
/// # Examples
///
/// ```
/// use typed_iam::check::{self, Options, Subject};
/// use typed_iam::{PolicyType, json};
/// let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObjct","Resource":"*"}}"#;
/// let document = json::read(text)?;
/// let findings = check::run(&Subject::as_written(&document, text), Options::new(PolicyType::Identity));
/// assert_eq!(findings[0].code, "invalid-action");
/// # Ok::<(), json::SyntaxError>(())
/// ```
pub mod check {
    pub use iam_core::check::{
        About, CATALOGUE, Options, PolicyResourceType, PolicyResourceTypeError, Selection, Subject,
        UnknownCode, about, run, syntax_finding,
    };
}

/// The tree that JSON text becomes.
pub mod document {
    pub use iam_core::document::{ByteSpan, Member, Node, Value};
}

/// Would this request be allowed? IAM's evaluation logic.
pub mod evaluate {
    pub use iam_evaluate::{
        Boundary, Context, ContextValue, Decision, Evaluator, Explanation, HypotheticalRequest,
        Mismatch, MissingPolicy, NearMiss, OfSession, Policies, PolicyRole, PrincipalKind, Reason,
        Request, RequestError, RequestPrincipal, RequestProblem, ResourceBased, StatementAt,
    };
}

/// What a check says, and where.
pub mod finding {
    pub use iam_core::finding::{Applicability, Edit, Finding, FindingType, Fix};
}

/// JSON text to a tree, and places in it.
pub mod json {
    pub use iam_core::json::{
        Fixed, LineIndex, MAX_DEPTH, PathElement, Position, SyntaxError, apply, edits, path,
        pointer, read, read_bytes,
    };
}

/// Every service, action, resource type and condition key of AWS.
pub mod registry {
    pub use iam_core::registry::{
        AccessLevel, Action, ActionResourceType, ArnFormat, ConditionKey, Operation, Partition,
        ResourceType, Service, Source, Status, ValueType, action, actions_matching, condition_key,
        global_condition_key, global_condition_keys, nearest_actions, nearest_condition_keys,
        nearest_services, operation, partitions, regions, service, services, sources,
    };
}

/// What the macros expand to. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::assertion::assert_decision;
    pub use crate::build::a_policy_with_rust_values_cannot_be_a_constant_build_it_in_a_function;
    pub use crate::interpolate::append;
    #[cfg(feature = "access")]
    pub use crate::proof::{
        assert_equivalent, assert_never_grants, assert_no_new_access, assert_not_public,
    };
    pub use crate::stand_in::{stand_in, template_stand_in};
    pub use iam_core::policy::{
        ActionElement, ActionPattern, Comparison, ConditionBlock, ConditionKeyName,
        ConditionOperator, ConditionTest, ConditionValue, Effect, Identity, Kind,
        PermissionsBoundary, Policy, PolicyTemplate, Principal, PrincipalElement, PrincipalGroup,
        PrincipalType, Purpose, Resource, ResourceControl, ResourceElement, ResourcePattern,
        ServiceControl, Session, SetQualifier, Statement, Text, Trust, Version, VpcEndpoint,
        constant_actions, constant_resources, constant_texts, constant_values,
    };
    #[cfg(feature = "access")]
    pub use iam_macros::demanded;
    pub use iam_macros::{checked, included};
    pub use std::borrow::Cow;
    pub use std::vec;
    pub use std::vec::Vec;
}
