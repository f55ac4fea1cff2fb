//! The policies that a question is about.

use super::args::Type;
use iam_access::AnyPolicy;
use iam_core::document::Node;
use iam_core::from_json::PolicyError;
use iam_core::json;
use iam_core::policy::{Policy, PolicyType, ResourcePolicy, TrustPolicy};

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

/// The policy that a text is.
pub(crate) fn read(text: &str, kind: Type) -> Result<AnyPolicy, Unread> {
    match kind {
        Type::Identity => Ok(AnyPolicy::Identity(Policy::from_json(text)?)),
        Type::Resource => match ResourcePolicy::from_json(text) {
            Ok(policy) => Ok(AnyPolicy::Resource(policy)),
            // Statements that name no resource are those of a role's trust policy.
            Err(error) => match TrustPolicy::from_json(text) {
                Ok(policy) => Ok(AnyPolicy::Trust(policy)),
                Err(_) => Err(error.into()),
            },
        },
    }
}

/// The existing and the new policy; otherwise what is wrong with each.
pub(crate) fn read_both(
    texts: [&str; 2],
    kind: Type,
) -> Result<[AnyPolicy; 2], [Option<Unread>; 2]> {
    match texts.map(|text| read(text, kind)) {
        [Ok(existing), Ok(new)] => Ok([existing, new]),
        both => Err(both.map(Result::err)),
    }
}
