//! Policies together with what limits them.

use crate::fact::Facts;
use crate::rule::{About, Document, Rules};
use crate::simulator::{OnIdentity, OnResource};
use iam_core::policy::{Identity, Policy, ResourceControl, ServiceControl};
use iam_evaluate::{Boundary, Policies, ResourceBased};

/// What a user or role may do in all: its identity-based policies, within its permissions boundary and what
/// the organization above its account leaves of them.
///
/// Identity-based policies add up. A boundary, and each level of the organization, has to allow a request,
/// too; and what one statement of any of them denies is denied.
///
/// # Examples
///
/// ```
/// use iam_access::EffectivePermissions;
/// use iam_core::policy::Policy;
/// let allow = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let (storage, queues, boundary) = (allow("s3:*"), allow("sqs:*"), allow("s3:*"));
/// let permissions = EffectivePermissions::new()
///     .identity(&storage)
///     .identity(&queues)
///     .permissions_boundary(&boundary);
/// # let _ = permissions;
/// ```
///
/// Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
#[derive(Clone, Debug, Default)]
pub struct EffectivePermissions<'p> {
    /// As the simulator takes them.
    policies: Policies<'p>,
    identity: Vec<Document<'p>>,
    boundaries: Vec<Document<'p>>,
    service_control: Vec<Vec<Document<'p>>>,
    resource_control: Vec<Document<'p>>,
}

impl<'p> EffectivePermissions<'p> {
    /// No policy at all: nothing is allowed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an identity-based policy.
    #[must_use]
    pub fn identity(mut self, policy: &'p Policy<Identity>) -> Self {
        self.policies = self.policies.identity(policy);
        self.identity.push(Document::of(policy));
        self
    }

    /// Adds the permissions boundary. A principal has one: several are asked together, as the simulator does.
    #[must_use]
    pub fn permissions_boundary<K: Boundary>(mut self, policy: &'p Policy<K>) -> Self {
        self.policies = self.policies.permissions_boundary(policy);
        self.boundaries.push(Document::of(policy));
        self
    }

    /// Adds a level of the organization, root first: the service control policies attached there. A level
    /// without any denies everything.
    #[must_use]
    pub fn service_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ServiceControl>>,
    ) -> Self {
        let level: Vec<_> = policies.into_iter().collect();
        self.policies = self.policies.service_control_level(level.iter().copied());
        self.service_control.push(level.into_iter().map(Document::of).collect());
        self
    }

    /// Adds a level of the organization: the resource control policies attached there, beside AWS's own that
    /// allows everything. They are about the resources of the principal's own account.
    #[must_use]
    pub fn resource_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ResourceControl>>,
    ) -> Self {
        let level: Vec<_> = policies.into_iter().collect();
        self.policies = self.policies.resource_control_level(level.iter().copied());
        self.resource_control.extend(level.into_iter().map(Document::of));
        self
    }

    pub(crate) fn rules(&self, about: About, facts: &mut Facts) -> Rules<'p> {
        let mut rules = Rules::of(&self.identity, about, facts);
        if !self.boundaries.is_empty() {
            rules = rules.within(&self.boundaries, facts);
        }
        for level in &self.service_control {
            rules = rules.within(level, facts);
        }
        rules.but_for(&self.resource_control, facts)
    }

    /// Whether an organization limits them: not roles that services made for themselves.
    pub(crate) fn is_in_organization(&self) -> bool {
        !self.service_control.is_empty() || !self.resource_control.is_empty()
    }

    pub(crate) fn simulator(&self) -> OnIdentity<'p> {
        OnIdentity::new(self.policies.clone())
    }
}

/// The policy of a resource, within what the organization above its account leaves of it.
///
/// # Examples
///
/// ```
/// use iam_access::LimitedResource;
/// use iam_core::policy::{ResourceControlPolicy, ResourcePolicy};
/// let queue: ResourcePolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*" }] }"#.parse()?;
/// let ours: ResourceControlPolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny",
///     "Principal": "*", "Action": "sqs:*", "Resource": "*",
///     "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-exampleorg" } } }] }"#.parse()?;
/// let resource = LimitedResource::new(&queue).resource_control_level([&ours]);
/// # let _ = resource;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
#[derive(Clone, Debug)]
pub struct LimitedResource<'p, K: ResourceBased> {
    policy: &'p Policy<K>,
    limits: Policies<'p>,
    resource_control: Vec<Document<'p>>,
}

impl<'p, K: ResourceBased> LimitedResource<'p, K> {
    /// A resource with this policy, and no limit yet.
    #[must_use]
    pub fn new(policy: &'p Policy<K>) -> Self {
        Self { policy, limits: Policies::new(), resource_control: Vec::new() }
    }

    /// Adds a level of the organization: the resource control policies attached there, beside AWS's own that
    /// allows everything.
    #[must_use]
    pub fn resource_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ResourceControl>>,
    ) -> Self {
        let level: Vec<_> = policies.into_iter().collect();
        self.limits = self.limits.resource_control_level(level.iter().copied());
        self.resource_control.extend(level.into_iter().map(Document::of));
        self
    }

    pub(crate) fn rules(&self, about: About, facts: &mut Facts) -> Rules<'p> {
        let rules = Rules::of(&[Document::of(self.policy)], about, facts);
        rules.but_for(&self.resource_control, facts)
    }

    /// Whether an organization limits it: not for roles that services made for themselves.
    pub(crate) fn is_in_organization(&self) -> bool {
        !self.resource_control.is_empty()
    }

    pub(crate) fn simulator(&self) -> OnResource {
        OnResource::within(self.policy, &self.limits)
    }
}
