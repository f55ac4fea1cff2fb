//! What both evaluators are asked.

use iam_core::policy::{Identity, Policy};
use iam_evaluate::{Context, ContextValue, Decision, Evaluator, Policies, Request};
use iam_generate::{Dice, Given, Question, Vocabulary};
use std::ops::{Deref, DerefMut};

/// A request and every policy that has a say in it.
pub(crate) struct Case {
    pub(crate) principal: &'static str,
    pub(crate) action: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) resource_account: Option<&'static str>,
    pub(crate) context: Vec<(&'static str, ContextValue)>,
    policies: iam_generate::Case,
}

impl Deref for Case {
    type Target = iam_generate::Case;

    fn deref(&self) -> &Self::Target {
        &self.policies
    }
}

impl DerefMut for Case {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.policies
    }
}

impl Case {
    pub(crate) fn new(dice: &mut Dice<'_>) -> Self {
        let policies = iam_generate::case(dice, &Vocabulary::ODD);
        let Question { principal, action, resource, resource_account, context } =
            policies.question.clone();
        let value = |given| match given {
            Given::One(value) => ContextValue::from(value),
            Given::Many(values) => ContextValue::from(values.as_slice()),
        };
        let context = context.into_iter().map(|(key, given)| (key, value(given))).collect();
        Self { principal, action, resource, resource_account, context, policies }
    }

    pub(crate) fn request(&self) -> Request {
        let request = Request::new(self.principal, self.action, self.resource).unwrap();
        let request = match self.resource_account {
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
        let json = |policies: &[Policy<Identity>]| -> Vec<_> {
            policies.iter().map(Policy::to_json).collect()
        };
        let on_resource = self.on_resource.as_ref().map(Policy::to_json);
        let limits: Vec<_> =
            self.service_control.iter().flatten().flatten().map(Policy::to_json).collect();
        let guards: Vec<_> = self.resource_control.iter().flatten().map(Policy::to_json).collect();
        let endpoint: Vec<_> = self.endpoint.iter().map(Policy::to_json).collect();
        format!(
            "{:?}\nidentity {:?}\nresource {on_resource:?}\nboundaries {:?}\nsessions {:?}\n\
             service control {limits:?}\nresource control {guards:?}\nendpoint {endpoint:?}",
            self.question,
            json(&self.identity),
            json(&self.boundaries),
            json(&self.sessions),
        )
    }

    pub(crate) fn decide(&self) -> Decision {
        self.evaluator().decide(&self.request())
    }
}
