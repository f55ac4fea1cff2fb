//! What a document is checked as, and by which checks.

use super::attached::PolicyResourceType;
use super::selection::Selection;
use iam_language::policy::PolicyType;

/// What a document is checked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The kind of policy it is meant to be.
    pub policy_type: PolicyType,
    /// Whether `${Name}` is a parameter to be filled later, not a mistake.
    pub template: bool,
    /// Whether the policy will be written by the `to_json` of a policy,
    /// with lists of one written bare; that is the length that the quotas then count.
    pub canonical: bool,
    /// What a resource-based policy is attached to, if that is known.
    pub resource_type: Option<PolicyResourceType>,
    /// Which of the checks run that are off unless asked for: [`About::optional`](super::About::optional).
    pub selection: Selection,
}

impl Options {
    /// To be checked as a finished policy of this type.
    #[must_use]
    pub const fn new(policy_type: PolicyType) -> Self {
        Self {
            policy_type,
            template: false,
            canonical: false,
            resource_type: None,
            selection: Selection::new(),
        }
    }

    /// To be checked as the policy of such a resource; a role's makes it a trust policy, a VPC endpoint's
    /// a VPC endpoint policy.
    #[must_use]
    pub const fn resource_type(self, resource_type: PolicyResourceType) -> Self {
        let policy_type = match resource_type {
            PolicyResourceType::AssumeRolePolicyDocument => PolicyType::Trust,
            PolicyResourceType::VpcEndpoint => PolicyType::VpcEndpoint,
            _ => self.policy_type,
        };
        Self { policy_type, resource_type: Some(resource_type), ..self }
    }

    /// To be checked by these of the optional checks.
    #[must_use]
    pub const fn select(self, selection: Selection) -> Self {
        Self { selection, ..self }
    }

    /// To be checked as a template: parameters are allowed.
    #[must_use]
    pub const fn template(self) -> Self {
        Self { template: true, ..self }
    }

    /// To be measured as its canonical JSON, whatever the brackets in the source.
    #[must_use]
    pub const fn canonical(self) -> Self {
        Self { canonical: true, ..self }
    }
}
