//! Policies together with what limits them.

use crate::granted::{Granted, sealed};
use iam_core::policy::{Identity, Policy, ResourceControl, ServiceControl};
use iam_evaluate::{Boundary, ResourceBased};

/// What a user or role may do in all: its identity-based policies, within its permissions boundary and what
/// the organization above its account leaves of them.
///
/// Identity-based policies add up. A boundary, and each level of the organization, has to allow a request,
/// too; and what one statement of any of them denies is denied. Where an organization limits one of the sides of
/// a question, roles that services made for themselves are not asked about: limits of organizations do not hold
/// for them, and nobody else attaches policies to them. Reasons name statements of the identity-based policies,
/// be it a limit that has changed.
///
/// # Examples
///
/// ```
/// use iam_access::{EffectivePermissions, Verdict, no_new_access};
/// use iam_core::policy::Policy;
/// let allow = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let (narrow, wide, boundary) = (allow("s3:Get*"), allow("s3:*"), allow("s3:GetObject"));
/// let new = EffectivePermissions::new().identity(&wide);
/// assert_eq!(no_new_access(&narrow, &new).verdict(), Verdict::Fail);
/// let limited = new.permissions_boundary(&boundary);
/// assert_eq!(no_new_access(&narrow, &limited).verdict(), Verdict::Pass);
/// ```
///
/// Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
#[derive(Clone, Debug)]
pub struct EffectivePermissions<'p>(Granted<'p>);

impl Default for EffectivePermissions<'_> {
    fn default() -> Self {
        Self(Granted::to_principal())
    }
}

impl<'p> EffectivePermissions<'p> {
    /// No policy at all: nothing is allowed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an identity-based policy.
    #[must_use]
    pub fn identity(self, policy: &'p Policy<Identity>) -> Self {
        Self(self.0.identity(policy))
    }

    /// Adds the permissions boundary. A principal has one: several are asked together, as the simulator does.
    #[must_use]
    pub fn permissions_boundary<K: Boundary>(self, policy: &'p Policy<K>) -> Self {
        Self(self.0.permissions_boundary(policy))
    }

    /// Adds a level of the organization, root first: the service control policies attached there. A level
    /// without any denies everything.
    #[must_use]
    pub fn service_control_level(
        self,
        policies: impl IntoIterator<Item = &'p Policy<ServiceControl>>,
    ) -> Self {
        Self(self.0.service_control_level(policies))
    }

    /// Adds a level of the organization: the resource control policies attached there, beside AWS's own that
    /// allows everything. They are about the resources of the principal's own account.
    #[must_use]
    pub fn resource_control_level(
        self,
        policies: impl IntoIterator<Item = &'p Policy<ResourceControl>>,
    ) -> Self {
        Self(self.0.resource_control_level(policies))
    }
}

impl sealed::Grants for EffectivePermissions<'_> {
    fn granted(&self) -> Granted<'_> {
        self.0.clone()
    }
}

/// The policy of a resource, within what the organization above its account leaves of it.
///
/// # Examples
///
/// ```
/// use iam_access::{LimitedResource, Verdict, no_new_access};
/// use iam_core::policy::{ResourceControlPolicy, ResourcePolicy};
/// let queue: ResourcePolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*" }] }"#.parse()?;
/// let ours: ResourceControlPolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny",
///     "Principal": "*", "Action": "sqs:*", "Resource": "*",
///     "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-exampleorg" } } }] }"#.parse()?;
/// let limited = LimitedResource::new(&queue).resource_control_level([&ours]);
/// assert_eq!(no_new_access(&queue, &limited).verdict(), Verdict::Pass);
/// assert_eq!(no_new_access(&limited, &queue).verdict(), Verdict::Fail);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
#[derive(Clone, Debug)]
pub struct LimitedResource<'p>(Granted<'p>);

impl<'p> LimitedResource<'p> {
    /// A resource with this policy, and no limit yet.
    #[must_use]
    pub fn new<K: ResourceBased>(policy: &'p Policy<K>) -> Self {
        Self(Granted::to_resource(policy))
    }

    /// Adds a level of the organization: the resource control policies attached there, beside AWS's own that
    /// allows everything.
    #[must_use]
    pub fn resource_control_level(
        self,
        policies: impl IntoIterator<Item = &'p Policy<ResourceControl>>,
    ) -> Self {
        Self(self.0.resource_control_level(policies))
    }
}

impl sealed::Grants for LimitedResource<'_> {
    fn granted(&self) -> Granted<'_> {
        self.0.clone()
    }
}
