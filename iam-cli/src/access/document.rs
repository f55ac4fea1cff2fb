//! The policies that a question is about.

use super::args::Type;
use crate::input;
use iam_access::AnyPolicy;
use iam_core::check::Options;
use iam_core::document::Node;
use iam_core::finding::FindingType;
use iam_core::from_json::PolicyError;
use iam_core::json;
use iam_core::policy::{Policy, PolicyType, ResourcePolicy, TrustPolicy};
use iam_project::project::Project;
use iam_project::reading::Reading;
use std::path::Path;

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
    json::read(text).is_ok_and(|document| has(&document, &["Principal", "NotPrincipal"]))
}

/// Whether some statement has one of these elements.
fn has(document: &Node<'_>, elements: &[&str]) -> bool {
    let has = |statement: &Node<'_>| elements.iter().any(|it| statement.member(it).is_some());
    document.member("Statement").is_some_and(|member| member.node.items().iter().any(has))
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

/// The codes of the mistakes in a policy that `iam validate` calls errors, each once: IAM takes some of them, and
/// does something else than was meant.
pub(crate) fn errors(text: &str, kind: Type) -> Vec<&'static str> {
    let Ok(document) = json::read(text) else { return Vec::new() };
    let has_resource = has(&document, &["Resource", "NotResource"]);
    let policy_type = match kind {
        Type::Identity => PolicyType::Identity,
        Type::Resource if has_resource => PolicyType::Resource,
        // Statements that name no resource are those of a role's trust policy.
        Type::Resource => PolicyType::Trust,
    };
    // What a project silences is a mistake all the same.
    let (project, path) = (Project::default(), Path::new(input::STDIN));
    let reading = Reading::parsed(text, document);
    let findings = reading.check(&project, path, Options::new(policy_type)).findings;
    let errors = findings.iter().filter(|it| it.finding_type == FindingType::Error);
    let mut codes: Vec<_> = errors.map(|it| it.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
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
