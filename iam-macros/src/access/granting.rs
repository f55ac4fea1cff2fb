//! Policies by what can be asked about them.

use iam_access::{Access, Answer, PublicResourceType};
use iam_core::document::Node;
use iam_core::policy::{self, Kind, Policy, PolicyType, ResourcePolicy, TrustPolicy};

/// A policy that grants.
pub(super) enum Granting {
    Identity(Policy),
    Resource(ResourcePolicy),
    Trust(TrustPolicy),
}

impl Granting {
    /// The policy; what it is instead if it only limits what others grant; none if there is no policy.
    ///
    /// Boundaries and session policies are asked what they let through: they have the form of
    /// identity-based policies, and whatever they do not allow is not allowed. Of the others that limit,
    /// it counts what stands beside them.
    pub(super) fn read(
        policy_type: PolicyType,
        document: &Node<'_>,
    ) -> Option<Result<Self, &'static str>> {
        Some(Ok(match policy_type {
            PolicyType::Identity | PolicyType::PermissionsBoundary | PolicyType::Session => {
                Self::Identity(policy::read(document)?)
            }
            PolicyType::Resource => Self::Resource(policy::read(document)?),
            PolicyType::Trust => Self::Trust(policy::read(document)?),
            PolicyType::ServiceControl => return Some(Err("a service control policy")),
            PolicyType::ResourceControl => return Some(Err("a resource control policy")),
            PolicyType::VpcEndpoint => return Some(Err("the policy of a VPC endpoint")),
            _ => return Some(Err("a policy of this type")),
        }))
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

    /// Whether it grants no more than the policy in `document`; none if that is no policy.
    pub(super) fn no_new_access(&self, existing: &Node<'_>) -> Option<Answer> {
        Some(match self {
            Self::Identity(new) => iam_access::no_new_access(&policy::read(existing)?, new),
            Self::Resource(new) => {
                iam_access::no_new_access_to_resource(&policy::read(existing)?, new)
            }
            Self::Trust(new) => {
                iam_access::no_new_access_to_resource(&policy::read(existing)?, new)
            }
        })
    }

    /// As it is written into a file.
    pub(super) fn to_json_pretty(&self) -> String {
        match self {
            Self::Identity(policy) => json(policy),
            Self::Resource(policy) => json(policy),
            Self::Trust(policy) => json(policy),
        }
    }
}

fn json<K: Kind>(policy: &Policy<K>) -> String {
    policy.to_json_pretty()
}
