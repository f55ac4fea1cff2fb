//! The policies that a question is about.

use super::args::Type;
use iam_access::{Access, Answer, Comparison, PublicResourceType};
use iam_core::document::Node;
use iam_core::from_json::PolicyError;
use iam_core::json;
use iam_core::policy::{Policy, PolicyType, ResourcePolicy, TrustPolicy};

/// A policy of one of the kinds that the questions tell apart.
#[derive(Debug)]
pub(super) enum Document {
    Identity(Policy),
    Resource(ResourcePolicy),
    Trust(TrustPolicy),
}

/// The policies of a pair, which are of one kind.
#[derive(Debug)]
pub(crate) enum Pair {
    Identity(Policy, Policy),
    Resource(ResourcePolicy, ResourcePolicy),
    Trust(TrustPolicy, TrustPolicy),
}

/// Why a text is no policy of the type asked for.
pub(crate) type Unread = Box<PolicyError>;

impl Type {
    /// That of a policy of this kind, which has principals or not.
    pub(crate) fn of_policy_type(policy_type: PolicyType) -> Self {
        if policy_type.has_principal() { Self::Resource } else { Self::Identity }
    }

    /// The one given, or what the texts look like.
    pub(crate) fn of(given: Option<Self>, texts: &[&str]) -> Self {
        given.unwrap_or_else(|| {
            let has = texts.iter().any(|text| has_principal(text));
            if has { Self::Resource } else { Self::Identity }
        })
    }
}

/// Whether some statement says whom it is about.
fn has_principal(text: &str) -> bool {
    let Ok(document) = json::read(text) else { return false };
    let is_about = |statement: &Node<'_>| {
        statement.member("Principal").is_some() || statement.member("NotPrincipal").is_some()
    };
    document.member("Statement").is_some_and(|member| member.node.items().iter().any(is_about))
}

impl Document {
    pub(super) fn read(text: &str, kind: Type) -> Result<Self, Unread> {
        match kind {
            Type::Identity => Ok(Self::Identity(Policy::from_json(text)?)),
            Type::Resource => match ResourcePolicy::from_json(text) {
                Ok(policy) => Ok(Self::Resource(policy)),
                // Statements that name no resource are those of a role's trust policy.
                Err(error) => match TrustPolicy::from_json(text) {
                    Ok(policy) => Ok(Self::Trust(policy)),
                    Err(_) => Err(error.into()),
                },
            },
        }
    }

    pub(super) fn access_not_granted(&self, access: &Access) -> Answer {
        match self {
            Self::Identity(policy) => iam_access::access_not_granted(policy, access),
            Self::Resource(policy) => iam_access::access_not_granted_to_resource(policy, access),
            Self::Trust(policy) => iam_access::access_not_granted_to_resource(policy, access),
        }
    }

    /// None of a policy that no resource has.
    pub(super) fn no_public_access(&self, resource_type: PublicResourceType) -> Option<Answer> {
        match self {
            Self::Identity(_) => None,
            Self::Resource(policy) => Some(iam_access::no_public_access(policy, resource_type)),
            Self::Trust(policy) => Some(iam_access::no_public_access(policy, resource_type)),
        }
    }
}

impl Pair {
    /// The existing and the new policy; otherwise what is wrong with each.
    pub(crate) fn read(
        [existing, new]: [&str; 2],
        kind: Type,
    ) -> Result<Self, [Option<Unread>; 2]> {
        let read = (Document::read(existing, kind), Document::read(new, kind));
        match read {
            (Ok(Document::Identity(a)), Ok(Document::Identity(b))) => Ok(Self::Identity(a, b)),
            (Ok(Document::Resource(a)), Ok(Document::Resource(b))) => Ok(Self::Resource(a, b)),
            (Ok(Document::Trust(a)), Ok(Document::Trust(b))) => Ok(Self::Trust(a, b)),
            (Ok(a), Ok(b)) => match (a.on_any_resource(), b.on_any_resource()) {
                (Ok(a), Ok(b)) => Ok(Self::Resource(a, b)),
                (a, b) => Err([a.err(), b.err()]),
            },
            (a, b) => Err([a.err(), b.err()]),
        }
    }

    pub(crate) fn compare(&self) -> Comparison {
        match self {
            Self::Identity(existing, new) => iam_access::compare(existing, new),
            Self::Resource(existing, new) => iam_access::compare_of_resource(existing, new),
            Self::Trust(existing, new) => iam_access::compare_of_resource(existing, new),
        }
    }
}

impl Document {
    /// The same policy, with statements that name no resource about whichever it is attached to: so that
    /// it can be compared with one that names some.
    fn on_any_resource(self) -> Result<ResourcePolicy, Unread> {
        let text = match self {
            Self::Resource(policy) => return Ok(policy),
            Self::Trust(policy) => policy.to_json(),
            Self::Identity(policy) => policy.to_json(),
        };
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let statements = value.get_mut("Statement").and_then(|it| it.as_array_mut());
        for statement in statements.into_iter().flatten().filter_map(|it| it.as_object_mut()) {
            statement.entry("Resource").or_insert_with(|| "*".into());
        }
        Ok(ResourcePolicy::from_json(&value.to_string())?)
    }
}
