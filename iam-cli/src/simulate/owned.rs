//! The policies of one question, read from JSON.

use iam_core::from_json::PolicyError;
use iam_core::policy::{
    Identity, Kind, Policy, ResourceControlPolicy, ResourcePolicy, ServiceControlPolicy,
    TrustPolicy,
};
use iam_evaluate::{Evaluator, Policies, Request};

/// Policies by the part they play, as [`Policies`] borrows them.
#[derive(Debug, Default)]
pub(super) struct Owned {
    pub(super) identity: Vec<Policy>,
    pub(super) resource: Option<OnResource>,
    pub(super) boundaries: Vec<Policy>,
    pub(super) sessions: Vec<Policy>,
    /// By level; none without an organization.
    pub(super) service_control: Option<Vec<Vec<ServiceControlPolicy>>>,
    pub(super) resource_control: Vec<Vec<ResourceControlPolicy>>,
    pub(super) endpoint: Vec<OnEndpoint>,
}

/// The policy of a resource.
#[derive(Debug)]
pub(super) enum OnResource {
    Resource(ResourcePolicy),
    Trust(TrustPolicy),
}

/// The policy of a VPC endpoint. One without principals speaks of everybody.
#[derive(Debug)]
pub(super) enum OnEndpoint {
    Principals(ResourcePolicy),
    Everybody(Policy<Identity>),
}

impl Owned {
    pub(super) fn evaluator(&self) -> Evaluator {
        Evaluator::new(&self.policies())
    }

    /// For this one request: if it is about a key whose policy is not there, with AWS's default key
    /// policy if that is wanted.
    pub(super) fn evaluator_for(&self, request: &Request, default_key_policy: bool) -> Evaluator {
        let is_wanted = default_key_policy && self.resource.is_none();
        match request.default_key_policy().filter(|_| is_wanted) {
            Some(policy) => Evaluator::new(&self.policies().resource(&policy)),
            None => self.evaluator(),
        }
    }

    fn policies(&self) -> Policies<'_> {
        let mut policies = Policies::new();
        for policy in &self.identity {
            policies = policies.identity(policy);
        }
        policies = match &self.resource {
            Some(OnResource::Resource(policy)) => policies.resource(policy),
            Some(OnResource::Trust(policy)) => policies.resource(policy),
            None => policies,
        };
        for policy in &self.boundaries {
            policies = policies.permissions_boundary(policy);
        }
        for policy in &self.sessions {
            policies = policies.session(policy);
        }
        for level in self.service_control.iter().flatten() {
            policies = policies.service_control_level(level);
        }
        for level in &self.resource_control {
            policies = policies.resource_control_level(level);
        }
        for policy in &self.endpoint {
            policies = match policy {
                OnEndpoint::Principals(policy) => policies.endpoint(policy),
                OnEndpoint::Everybody(policy) => policies.endpoint(policy),
            };
        }
        policies
    }
}

/// A policy of either kind that a resource may have: one whose statements name no resource is the
/// trust policy of a role.
pub(super) fn on_resource(text: &str) -> Result<OnResource, PolicyError> {
    either(text, OnResource::Resource, OnResource::Trust)
}

pub(super) fn on_endpoint(text: &str) -> Result<OnEndpoint, PolicyError> {
    either(text, OnEndpoint::Principals, OnEndpoint::Everybody)
}

/// The first kind that the text is; the first one's error if it is neither.
fn either<A: Kind, B: Kind, T>(
    text: &str,
    first: fn(Policy<A>) -> T,
    second: fn(Policy<B>) -> T,
) -> Result<T, PolicyError> {
    Policy::from_json(text)
        .map(first)
        .or_else(|error| Policy::from_json(text).map(second).map_err(|_| error))
}
