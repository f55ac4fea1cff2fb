//! A policy of another kind than its macro.

use crate::Call;
use iam_core::document::Node;
use iam_core::finding::Finding;
use iam_core::policy::{
    self, Identity, Kind, Policy, PolicyType, Resource, ResourceControl, ServiceControl, Trust,
};

/// The checks whose advice is to change a policy until it is of the kind that the macro wants.
const CODES: [&str; 6] = [
    "unsupported-principal",
    "missing-principal",
    "missing-resource",
    "scp-syntax-error-principal",
    "rcp-syntax-error-principal",
    "role-trust-policy-syntax-error-resource",
];

impl Call {
    /// Where `document` is a policy, though none of kind `K`, the findings that say so advise the macro
    /// of its own kind. VPC endpoint policies look like too many others.
    pub(crate) fn advise_other_kind<K: Kind>(
        &self,
        document: &Node<'_>,
        findings: &mut Vec<Finding>,
        file: bool,
    ) {
        if matches!(K::TYPE, PolicyType::Resource | PolicyType::VpcEndpoint)
            && is_trust_policy(document)
            && let Some(first) = findings.iter().position(|it| it.code == "missing-resource")
        {
            // All else was held against the kind that it is not.
            let mut finding = findings.swap_remove(first);
            let name = self.name(PolicyType::Trust, file);
            finding.fix = Some(format!("write `{name}!`: this is a role trust policy"));
            *findings = vec![finding];
            return;
        }
        if K::TYPE == PolicyType::VpcEndpoint || policy::read::<K>(document).is_some() {
            return;
        }
        let has = |code| findings.iter().any(|finding| finding.code == code);
        if !CODES.into_iter().any(has) {
            return;
        }
        let Some(kind) = kind_of(document, K::TYPE) else { return };
        // They say of each action that the policy is of another kind.
        findings.retain(|finding| finding.code != "x-trust-policy-action");
        let name = self.name(kind, file);
        let article = if kind == PolicyType::Identity { "an" } else { "a" };
        for finding in findings.iter_mut().filter(|finding| CODES.contains(&finding.code)) {
            // A principal may have been forgotten, or be left over from another policy.
            let element = match finding.code {
                "missing-principal" if K::TYPE == PolicyType::Resource => finding.fix.take(),
                "scp-syntax-error-principal" | "rcp-syntax-error-principal" => finding.fix.take(),
                _ => None,
            };
            finding.fix = Some(match element {
                Some(other) => format!("{other}; or write `{name}!`, if this is {article} {kind}"),
                None => format!("write `{name}!`: this is {article} {kind}"),
            });
        }
    }

    /// The macro for policies of this type, of the same form as this one.
    fn name(&self, kind: PolicyType, file: bool) -> String {
        name(kind, self.template, file)
    }

    /// The macro for templates of policies of this type.
    pub(crate) fn template_of(kind: PolicyType, file: bool) -> String {
        name(kind, true, file)
    }
}

fn name(kind: PolicyType, template: bool, file: bool) -> String {
    let name = match kind {
        PolicyType::Resource => "resource_policy",
        PolicyType::Trust => "trust_policy",
        PolicyType::ServiceControl => "service_control_policy",
        PolicyType::ResourceControl => "resource_control_policy",
        PolicyType::PermissionsBoundary => "permissions_boundary",
        PolicyType::Session => "session_policy",
        PolicyType::VpcEndpoint => "vpc_endpoint_policy",
        _ => "policy",
    };
    let before = if file { "include_" } else { "" };
    let after = if template { "_template" } else { "" };
    format!("{before}{name}{after}")
}

/// Whether `document` is a role trust policy, and names no resource.
fn is_trust_policy(document: &Node<'_>) -> bool {
    policy::read::<Trust>(document).is_some_and(|policy| {
        let statements = policy.statements();
        !statements.is_empty()
            && statements.iter().all(|one| one.resource.is_none() && one.principal.is_some())
            && assumes_roles(&policy)
    })
}

/// The type of policy that `document` is, if not `meant`. Those of an organization are taken for one
/// another only.
fn kind_of(document: &Node<'_>, meant: PolicyType) -> Option<PolicyType> {
    let reads = |kind| match kind {
        PolicyType::Trust => {
            policy::read::<Trust>(document).is_some_and(|policy| assumes_roles(&policy))
        }
        PolicyType::Resource => policy::read::<Resource>(document).is_some(),
        PolicyType::ServiceControl => policy::read::<ServiceControl>(document).is_some(),
        PolicyType::ResourceControl => policy::read::<ResourceControl>(document).is_some(),
        _ => policy::read::<Identity>(document).is_some(),
    };
    let sts = policy::read::<Resource>(document).is_some_and(|policy| assumes_roles(&policy));
    let others: &[PolicyType] = match meant {
        // With a resource too many.
        PolicyType::Trust if sts => &[],
        PolicyType::ServiceControl => &[PolicyType::ResourceControl],
        PolicyType::ResourceControl => &[PolicyType::ServiceControl],
        _ => &[PolicyType::Trust, PolicyType::Resource, PolicyType::Identity],
    };
    others.iter().copied().find(|kind| reads(*kind))
}

/// Whether each action is one of the security token service, as those of a trust policy are.
fn assumes_roles<K: Kind>(policy: &Policy<K>) -> bool {
    let mut actions = policy.statements().iter().flat_map(|one| one.action.patterns());
    actions.all(|action| {
        action.as_str().get(..4).is_some_and(|service| service.eq_ignore_ascii_case("sts:"))
    })
}
