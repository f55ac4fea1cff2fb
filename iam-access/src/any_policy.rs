//! A policy that grants, of whichever kind.

use crate::granted::{Granted, sealed};
use iam_core::policy::{Policy, ResourcePolicy, Statement, TrustPolicy};

/// A policy that grants, of a kind that only running tells.
///
/// # Examples
///
/// ```
/// use iam_access::{AnyPolicy, Verdict, no_new_access};
/// use iam_core::policy::{ResourcePolicy, TrustPolicy};
/// let trust: TrustPolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole" }] }"#.parse()?;
/// let role: ResourcePolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole", "Resource": "*" }] }"#.parse()?;
/// let answer = no_new_access(&AnyPolicy::from(trust), &AnyPolicy::from(role));
/// assert_eq!(answer.verdict(), Verdict::Pass);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "the kinds of policy that grant")]
pub enum AnyPolicy {
    /// An identity-based policy.
    Identity(Policy),
    /// The policy of a resource.
    Resource(ResourcePolicy),
    /// The trust policy of a role.
    Trust(TrustPolicy),
}

impl AnyPolicy {
    /// Whether it is the policy of a resource; a role is one.
    #[must_use]
    pub fn is_of_resource(&self) -> bool {
        !matches!(self, Self::Identity(_))
    }

    /// Its statements.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        match self {
            Self::Identity(policy) => policy.statements(),
            Self::Resource(policy) => policy.statements(),
            Self::Trust(policy) => policy.statements(),
        }
    }

    /// As it is written into a file.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        match self {
            Self::Identity(policy) => policy.to_json_pretty(),
            Self::Resource(policy) => policy.to_json_pretty(),
            Self::Trust(policy) => policy.to_json_pretty(),
        }
    }
}

impl sealed::Grants for AnyPolicy {
    fn granted(&self) -> Granted<'_> {
        match self {
            Self::Identity(policy) => policy.granted(),
            Self::Resource(policy) => policy.granted(),
            Self::Trust(policy) => policy.granted(),
        }
    }
}

impl From<Policy> for AnyPolicy {
    fn from(policy: Policy) -> Self {
        Self::Identity(policy)
    }
}

impl From<ResourcePolicy> for AnyPolicy {
    fn from(policy: ResourcePolicy) -> Self {
        Self::Resource(policy)
    }
}

impl From<TrustPolicy> for AnyPolicy {
    fn from(policy: TrustPolicy) -> Self {
        Self::Trust(policy)
    }
}
