//! What grants, together with what limits it: one side of a question.

use crate::fact::Facts;
use crate::rule::{About, Document, Rules};
use crate::setting::Side;
use crate::sieve::Sieve;
use crate::simulator::Simulator;
use iam_core::policy::{
    Identity, Policy, Resource, ResourceControl, ServiceControl, Statement, Trust,
};
use iam_evaluate::{Boundary, Policies, ResourceBased};

/// Policies that have a say together.
#[derive(Clone, Debug)]
pub struct Granted<'p> {
    side: Side,
    /// As the simulator takes them.
    policies: Policies<'p>,
    own: Vec<Document<'p>>,
    boundaries: Vec<Document<'p>>,
    service_control: Vec<Vec<Document<'p>>>,
    resource_control: Vec<Document<'p>>,
}

/// What can be asked about: an identity-based policy, the policy of a resource, the trust policy of a role, or
/// either [within its limits](crate::EffectivePermissions).
///
/// A principal's policies and a resource's grant nothing on each other's side: beside the policy of a resource
/// an identity-based one counts as nothing.
pub trait Grants: sealed::Grants {}

impl<G: sealed::Grants + ?Sized> Grants for G {}

pub(crate) mod sealed {
    /// Nobody else can tell what grants.
    pub trait Grants {
        #[doc(hidden)]
        fn granted(&self) -> super::Granted<'_>;
    }
}

impl sealed::Grants for Policy<Identity> {
    fn granted(&self) -> Granted<'_> {
        Granted::to_principal().identity(self)
    }
}

impl sealed::Grants for Policy<Resource> {
    fn granted(&self) -> Granted<'_> {
        Granted::to_resource(self)
    }
}

impl sealed::Grants for Policy<Trust> {
    fn granted(&self) -> Granted<'_> {
        Granted::to_resource(self)
    }
}

impl<'p> Granted<'p> {
    /// No policy of a principal.
    pub(crate) fn to_principal() -> Self {
        Self {
            side: Side::Identity,
            policies: Policies::new(),
            own: Vec::new(),
            boundaries: Vec::new(),
            service_control: Vec::new(),
            resource_control: Vec::new(),
        }
    }

    /// The policy of a resource.
    pub(crate) fn to_resource<K: ResourceBased>(policy: &'p Policy<K>) -> Self {
        Self {
            side: Side::Resource,
            policies: Policies::new().resource(policy),
            own: vec![Document::of(policy)],
            ..Self::to_principal()
        }
    }

    pub(crate) fn identity(mut self, policy: &'p Policy<Identity>) -> Self {
        self.policies = self.policies.identity(policy);
        self.own.push(Document::of(policy));
        self
    }

    pub(crate) fn permissions_boundary<K: Boundary>(mut self, policy: &'p Policy<K>) -> Self {
        self.policies = self.policies.permissions_boundary(policy);
        self.boundaries.push(Document::of(policy));
        self
    }

    pub(crate) fn service_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ServiceControl>>,
    ) -> Self {
        let level: Vec<_> = policies.into_iter().collect();
        self.policies = self.policies.service_control_level(level.iter().copied());
        self.service_control.push(level.into_iter().map(Document::of).collect());
        self
    }

    pub(crate) fn resource_control_level(
        mut self,
        policies: impl IntoIterator<Item = &'p Policy<ResourceControl>>,
    ) -> Self {
        let level: Vec<_> = policies.into_iter().collect();
        self.policies = self.policies.resource_control_level(level.iter().copied());
        self.resource_control.extend(level.into_iter().map(Document::of));
        self
    }

    pub(crate) fn side(&self) -> Side {
        self.side
    }

    /// The statements that grant, and those beside them.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &'p Statement> {
        self.own.iter().flat_map(|document| document.statements)
    }

    /// The statements that decide about the root user of an account: to it no policy of a principal is attached.
    pub(crate) fn about_root(&self) -> impl Iterator<Item = &'p Statement> {
        let own = if self.side == Side::Resource { self.own.as_slice() } else { &[] };
        let all = own.iter().chain(self.service_control.iter().flatten());
        all.chain(&self.resource_control).flat_map(|document| document.statements)
    }

    /// What may decide what this grants and that does not: none if everything may.
    pub(crate) fn sieve(&self, existing: &Self) -> Option<Sieve> {
        let is_plain = |it: &Self| {
            it.side == Side::Identity && it.boundaries.is_empty() && !it.is_in_organization()
        };
        (is_plain(self) && is_plain(existing)).then(|| Sieve::of(&existing.own, &self.own))?
    }

    /// The rules of the statements that are kept, and of what limits them.
    pub(crate) fn rules(
        &self,
        keeps: &dyn Fn(&Statement) -> bool,
        about: About,
        facts: &mut Facts,
    ) -> Rules<'p> {
        let mut rules = Rules::of(&self.own, keeps, about, facts);
        if !self.boundaries.is_empty() {
            rules = rules.within(&self.boundaries, facts);
        }
        for level in &self.service_control {
            rules = rules.within(level, facts);
        }
        rules.but_for(&self.resource_control, facts)
    }

    /// Whether an organization limits it: not for roles that services made for themselves.
    pub(crate) fn is_in_organization(&self) -> bool {
        !self.service_control.is_empty() || !self.resource_control.is_empty()
    }

    pub(crate) fn simulator(&self) -> Simulator<'p> {
        match self.side {
            Side::Identity => Simulator::of_principal(self.policies.clone()),
            Side::Resource => Simulator::of_resource(&self.policies),
        }
    }
}
