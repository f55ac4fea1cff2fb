//! A policy of any type, made smaller.

use iam_access::{Cut, MinimiseOptions, minimise};
use iam_core::from_json::PolicyError;
use iam_core::policy::{
    Identity, Kind, PermissionsBoundary, Policy, PolicyType, Resource, ResourceControl,
    ServiceControl, Session, Trust, VpcEndpoint, quota,
};

/// What came of a policy.
pub(super) struct Smaller {
    pub(super) before: usize,
    pub(super) policies: Vec<Written>,
    pub(super) at_least: usize,
    pub(super) steps: Vec<String>,
}

/// A policy as JSON.
pub(super) struct Written {
    pub(super) compact: String,
    pub(super) pretty: String,
    pub(super) characters: usize,
}

/// Why nothing came of it.
pub(super) enum Problem {
    Unread(Box<PolicyError>),
    Unfit(String),
}

impl Smaller {
    pub(super) fn of(
        text: &str,
        policy_type: PolicyType,
        options: MinimiseOptions,
    ) -> Result<Self, Problem> {
        match policy_type {
            PolicyType::Resource => Self::of_kind::<Resource>(text, options),
            PolicyType::Trust => Self::of_kind::<Trust>(text, options),
            PolicyType::ServiceControl => Self::of_kind::<ServiceControl>(text, options),
            PolicyType::ResourceControl => Self::of_kind::<ResourceControl>(text, options),
            PolicyType::PermissionsBoundary => Self::of_kind::<PermissionsBoundary>(text, options),
            PolicyType::Session => Self::of_kind::<Session>(text, options),
            PolicyType::VpcEndpoint => Self::of_kind::<VpcEndpoint>(text, options),
            _ => Self::of_kind::<Identity>(text, options),
        }
    }

    fn of_kind<K: Kind>(text: &str, options: MinimiseOptions) -> Result<Self, Problem> {
        let policy = Policy::<K>::from_json(text).map_err(|it| Problem::Unread(Box::new(it)))?;
        let made = minimise(&policy, options).map_err(|error| Problem::Unfit(error.to_string()))?;
        let written = made.policies.iter().map(|policy| Written {
            compact: policy.to_json(),
            pretty: policy.to_json_pretty(),
            characters: policy.json_len(),
        });
        Ok(Self {
            before: policy.json_len(),
            policies: written.collect(),
            at_least: made.at_least,
            steps: made.steps.iter().map(ToString::to_string).collect(),
        })
    }

    pub(super) fn bytes(&self) -> Vec<usize> {
        self.policies.iter().map(|it| it.characters).collect()
    }
}

/// How many characters a policy has, and how many it would have; none if it cannot be read.
pub(crate) fn characters(
    text: &str,
    policy_type: PolicyType,
    cut: Option<Cut>,
) -> Option<(usize, usize)> {
    let mut options = MinimiseOptions::default();
    options.compress = cut;
    let smaller = Smaller::of(text, policy_type, options).ok()?;
    Some((smaller.before, smaller.bytes().into_iter().sum()))
}

/// How many characters a policy of the type may have.
pub(super) fn quota_of(policy_type: PolicyType) -> usize {
    match policy_type {
        PolicyType::Resource => quota::RESOURCE_POLICY,
        PolicyType::Trust => quota::TRUST_POLICY,
        PolicyType::ServiceControl => quota::SERVICE_CONTROL_POLICY,
        PolicyType::ResourceControl => quota::RESOURCE_CONTROL_POLICY,
        PolicyType::Session => quota::SESSION_POLICY,
        PolicyType::VpcEndpoint => quota::VPC_ENDPOINT_POLICY,
        _ => quota::MANAGED_POLICY,
    }
}
