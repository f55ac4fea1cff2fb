//! The simulator, asked about a policy beside the others that a request needs.

use crate::asked::Asked;
use crate::witness::Accounts;
use iam_core::policy::{Identity, Policy, ResourcePolicy};
use iam_evaluate::{Decision, Evaluator, Policies, PolicyRole, ResourceBased, ResourceGrant};
use std::cell::{OnceCell, RefCell};

/// Identity-based policies, and what limits them.
pub(crate) struct OnIdentity<'p> {
    policies: Policies<'p>,
    alone: OnceCell<Evaluator>,
    /// Beside the last policy of a key or role: many requests in turn differ in their keys alone.
    delegated: RefCell<Option<(String, Evaluator)>>,
}

impl<'p> OnIdentity<'p> {
    pub(crate) fn new(policies: Policies<'p>) -> Self {
        Self { policies, alone: OnceCell::new(), delegated: RefCell::new(None) }
    }

    /// Whether they allow the request. Keys and roles leave it to the account.
    pub(crate) fn allows(&self, request: &impl Asked) -> bool {
        let decision = match request.delegated() {
            Some((account, action)) => self.decide_delegated(request, account, &action),
            None => request.decided_by(self.evaluator()),
        };
        decision == Decision::Allow
    }

    /// Whether the statement at this place, of its policy, does.
    pub(crate) fn allows_by(&self, request: &impl Asked, at: (usize, usize)) -> bool {
        request.is_allowed_by(self.evaluator(), PolicyRole::Identity, at)
    }

    fn evaluator(&self) -> &Evaluator {
        self.alone.get_or_init(|| Evaluator::new(&self.policies))
    }

    fn decide_delegated(&self, request: &impl Asked, account: &str, action: &str) -> Decision {
        let own = delegating(account, action);
        let mut last = self.delegated.borrow_mut();
        let kept = last.take().filter(|(text, _)| *text == own);
        let (_, evaluator) = last.insert(kept.unwrap_or_else(|| {
            let policies = self.policies.clone();
            let evaluator = match ResourcePolicy::from_json(&own) {
                Ok(policy) => Evaluator::new(&policies.resource(&policy)),
                Err(_) => Evaluator::new(&policies),
            };
            (own, evaluator)
        }));
        request.decided_by(evaluator)
    }
}

/// The policy of a key or role that leaves it to the account's own policies.
fn delegating(account: &str, action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"{action}","Resource":"*"}}]}}"#
    )
}

/// A policy of a resource, and what limits it.
pub(crate) struct OnResource {
    alone: Evaluator,
    /// With an identity-based policy of whoever asks that allows everything.
    beside_everything: Evaluator,
}

impl OnResource {
    pub(crate) fn new<K: ResourceBased>(policy: &Policy<K>) -> Self {
        Self::within(policy, &Policies::new())
    }

    /// The policy within what these others leave of it.
    pub(crate) fn within<'p, K: ResourceBased>(
        policy: &'p Policy<K>,
        limits: &Policies<'p>,
    ) -> Self {
        let everything = Policy::<Identity>::from_json(
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        );
        let alone = limits.clone().resource(policy);
        let beside = match &everything {
            Ok(everything) => Evaluator::new(&alone.clone().identity(everything)),
            Err(_) => Evaluator::new(&alone),
        };
        Self { alone: Evaluator::new(&alone), beside_everything: beside }
    }

    /// No policy at all.
    pub(crate) fn nothing() -> Self {
        let nothing = || Evaluator::new(&Policies::new());
        Self { alone: nothing(), beside_everything: nothing() }
    }

    /// Whether somebody of another account may make the request.
    pub(crate) fn allows(&self, request: &impl Asked) -> bool {
        request.decided_by(&self.beside_everything) == Decision::Allow
    }

    pub(crate) fn grant(&self, request: &impl Asked) -> ResourceGrant {
        // What a resource control policy denies is granted to nobody, however directly.
        if request.decided_by(&self.beside_everything) == Decision::ExplicitDeny {
            return ResourceGrant::None;
        }
        request.granted_by(&self.alone)
    }

    /// Whether the statement at this place, of its policy, grants it.
    pub(crate) fn grants_by(&self, request: &impl Asked, at: (usize, usize)) -> bool {
        request.is_allowed_by(&self.alone, PolicyRole::Resource, at)
    }

    /// Whether it grants what the other does not, or more directly.
    pub(crate) fn grants_more(
        &self,
        other: &Self,
        request: &impl Asked,
        accounts: &Accounts,
    ) -> bool {
        match accounts {
            Accounts::Both(_) => self.grant(request) > other.grant(request),
            Accounts::Own | Accounts::Other => self.allows(request) && !other.allows(request),
        }
    }
}
