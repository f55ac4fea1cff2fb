//! What both evaluators are asked.

use iam_core::policy::{Identity, Policy, Resource, ResourceControl, ServiceControl};
use iam_evaluate::{Context, ContextValue, Decision, Evaluator, Policies, Request};

/// A request and every policy that has a say in it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) principal: String,
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) resource_account: Option<String>,
    pub(crate) context: Vec<(String, ContextValue)>,
    pub(crate) identity: Vec<Policy<Identity>>,
    pub(crate) on_resource: Option<Policy<Resource>>,
    pub(crate) boundaries: Vec<Policy<Identity>>,
    pub(crate) sessions: Vec<Policy<Identity>>,
    pub(crate) service_control: Option<Vec<Vec<Policy<ServiceControl>>>>,
    pub(crate) resource_control: Vec<Vec<Policy<ResourceControl>>>,
    pub(crate) endpoint: Vec<Policy<Resource>>,
}

impl Case {
    pub(crate) fn request(&self) -> Request {
        let request = Request::new(&self.principal, &self.action, &self.resource).unwrap();
        let request = match &self.resource_account {
            Some(account) => request.with_resource_account(account).unwrap(),
            None => request,
        };
        let context: Context = self.context.iter().cloned().collect();
        let request = request.with_context(context);
        assert!(request.ignored_keys().is_empty(), "{:?}", request.ignored_keys());
        request
    }

    pub(crate) fn evaluator(&self) -> Evaluator {
        let mut policies = Policies::new();
        policies = self.identity.iter().fold(policies, Policies::identity);
        policies = self.boundaries.iter().fold(policies, Policies::permissions_boundary);
        policies = self.sessions.iter().fold(policies, Policies::session);
        if let Some(policy) = &self.on_resource {
            policies = policies.resource(policy);
        }
        for level in self.service_control.iter().flatten() {
            policies = policies.service_control_level(level);
        }
        for level in &self.resource_control {
            policies = policies.resource_control_level(level);
        }
        for policy in &self.endpoint {
            policies = policies.endpoint(policy);
        }
        Evaluator::new(&policies)
    }

    /// What it is, to be read.
    pub(crate) fn summary(&self) -> String {
        let Self { principal, action, resource, resource_account, context, .. } = self;
        let json = |policies: &[Policy<Identity>]| -> Vec<_> {
            policies.iter().map(Policy::to_json).collect()
        };
        let on_resource = self.on_resource.as_ref().map(Policy::to_json);
        let limits: Vec<_> =
            self.service_control.iter().flatten().flatten().map(Policy::to_json).collect();
        let guards: Vec<_> = self.resource_control.iter().flatten().map(Policy::to_json).collect();
        let endpoint: Vec<_> = self.endpoint.iter().map(Policy::to_json).collect();
        format!(
            "{principal} {action} {resource} {resource_account:?} {context:?}\n\
             identity {:?}\nresource {on_resource:?}\nboundaries {:?}\nsessions {:?}\n\
             service control {limits:?}\nresource control {guards:?}\nendpoint {endpoint:?}",
            json(&self.identity),
            json(&self.boundaries),
            json(&self.sessions),
        )
    }

    pub(crate) fn decide(&self) -> Decision {
        self.evaluator().decide(&self.request())
    }
}
