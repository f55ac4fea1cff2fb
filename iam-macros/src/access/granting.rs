//! Policies by what can be asked about them.

use iam_access::AnyPolicy;
use iam_core::document::Node;
use iam_core::policy::{self, PolicyType};

/// The policy; what it is instead if it only limits what others grant; none if there is no policy.
///
/// Boundaries and session policies are asked what they let through: they have the form of identity-based
/// policies, and whatever they do not allow is not allowed. Of the others that limit, it counts what stands
/// beside them.
pub(super) fn granting(
    policy_type: PolicyType,
    document: &Node<'_>,
) -> Option<Result<AnyPolicy, &'static str>> {
    Some(Ok(match policy_type {
        PolicyType::Identity | PolicyType::PermissionsBoundary | PolicyType::Session => {
            AnyPolicy::Identity(policy::read(document)?)
        }
        PolicyType::Resource => AnyPolicy::Resource(policy::read(document)?),
        PolicyType::Trust => AnyPolicy::Trust(policy::read(document)?),
        PolicyType::ServiceControl => return Some(Err("a service control policy")),
        PolicyType::ResourceControl => return Some(Err("a resource control policy")),
        PolicyType::VpcEndpoint => return Some(Err("the policy of a VPC endpoint")),
        _ => return Some(Err("a policy of this type")),
    }))
}
