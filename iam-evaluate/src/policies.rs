//! All policies that have a say in a request.

use crate::rules::Document;
use iam_core::policy::{
    Identity, Kind, PermissionsBoundary, Policy, Resource, ResourceControl, ServiceControl,
    Session, Trust,
};

/// The policies of an account, by the part they play.
///
/// # Examples
///
/// ```
/// use iam_evaluate::{Decision, Evaluator, Policies, Request};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*" }]
/// }"#.parse()?;
/// let evaluator = Evaluator::new(&Policies::new().identity(&policy));
/// let ann = "arn:aws:iam::111122223333:user/ann";
/// let request = Request::new(ann, "s3:GetObject", "arn:aws:s3:::reports/2026.pdf")?;
/// assert_eq!(evaluator.decide(&request), Decision::Allow);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [policy types](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types)
#[derive(Clone, Debug, Default)]
pub struct Policies<'p> {
    pub(crate) identity: Vec<Document<'p>>,
    pub(crate) resource: Option<Document<'p>>,
    pub(crate) boundaries: Vec<Document<'p>>,
    pub(crate) sessions: Vec<Document<'p>>,
    pub(crate) service_control: Option<Vec<Vec<Document<'p>>>>,
    pub(crate) resource_control: Vec<Vec<Document<'p>>>,
    pub(crate) endpoint: Vec<Document<'p>>,
}

/// The kinds of policy that a resource may carry.
pub trait ResourceBased: Kind {}

impl ResourceBased for Resource {}
impl ResourceBased for Trust {}

/// The kinds of policy that may be set as a permissions boundary: one written as such, or any
/// identity-based policy.
pub trait Boundary: Kind {}

impl Boundary for PermissionsBoundary {}
impl Boundary for Identity {}

/// The kinds of policy that a session may be given: one written as such, or any identity-based policy.
pub trait OfSession: Kind {}

impl OfSession for Session {}
impl OfSession for Identity {}

impl<'p> Policies<'p> {
    /// No policy at all.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an identity-based policy of the principal.
    #[must_use]
    pub fn identity(mut self, policy: &'p Policy<Identity>) -> Self {
        self.identity.push(Document::of(policy));
        self
    }

    /// Sets the policy of the resource: a resource-based policy, or the trust policy of a role.
    #[must_use]
    pub fn resource<K: ResourceBased>(mut self, policy: &'p Policy<K>) -> Self {
        self.resource = Some(Document::of(policy));
        self
    }

    /// Adds a permissions boundary of the principal.
    #[must_use]
    pub fn permissions_boundary<K: Boundary>(mut self, policy: &'p Policy<K>) -> Self {
        self.boundaries.push(Document::of(policy));
        self
    }

    /// Adds a session policy.
    #[must_use]
    pub fn session<K: OfSession>(mut self, policy: &'p Policy<K>) -> Self {
        self.sessions.push(Document::of(policy));
        self
    }

    /// Adds a level of the organization above the principal's account, root first: the service
    /// control policies attached there. A level without any denies everything.
    #[must_use]
    pub fn service_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ServiceControl>>,
    ) -> Self {
        let level = policies.into_iter().map(Document::of).collect();
        self.service_control.get_or_insert_default().push(level);
        self
    }

    /// Adds a level of the organization above the resource's account: the resource control policies
    /// attached there, beside AWS's own that allows everything.
    #[must_use]
    pub fn resource_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ResourceControl>>,
    ) -> Self {
        self.resource_control.push(policies.into_iter().map(Document::of).collect());
        self
    }

    /// Adds a policy of the VPC endpoint that the request comes through. One without principals
    /// speaks of everybody.
    #[must_use]
    pub fn endpoint<K: Kind>(mut self, policy: &'p Policy<K>) -> Self {
        self.endpoint.push(Document::of(policy));
        self
    }
}

impl<'p> Document<'p> {
    fn of<K: Kind>(policy: &'p Policy<K>) -> Self {
        Self { version: policy.version(), statements: policy.statements() }
    }
}
