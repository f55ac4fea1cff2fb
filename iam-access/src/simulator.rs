//! The simulator, asked about a policy beside the others that a request needs.

use crate::asked::Asked;
use crate::witness::Accounts;
use iam_core::policy::{Identity, Policy, ResourcePolicy};
use iam_evaluate::{Decision, Evaluator, Policies, PolicyRole, ResourceGrant};
use std::cell::{OnceCell, RefCell};

/// One side of a question.
pub(crate) struct Simulator<'p>(On<'p>);

enum On<'p> {
    Identity(OnIdentity<'p>),
    Resource(OnResource),
}

impl<'p> Simulator<'p> {
    pub(crate) fn of_principal(policies: Policies<'p>) -> Self {
        Self(On::Identity(OnIdentity::new(policies)))
    }

    pub(crate) fn of_resource(policies: &Policies<'p>) -> Self {
        Self(On::Resource(OnResource::new(policies)))
    }

    /// Whether it grants what the other does not, or more directly. One of the other sort grants nothing here.
    pub(crate) fn grants_more(
        &self,
        other: Option<&Self>,
        request: &impl Asked,
        accounts: &Accounts,
    ) -> bool {
        let other = other.map(|it| &it.0);
        match &self.0 {
            On::Identity(own) => {
                let other = other.and_then(On::identity);
                own.allows(request) && !other.is_some_and(|it| it.allows(request))
            }
            On::Resource(own) => {
                let other = other.and_then(On::resource);
                match accounts {
                    Accounts::Both(_) => {
                        let before = other.map_or(ResourceGrant::None, |it| it.grant(request));
                        own.grant(request) > before
                    }
                    Accounts::Own | Accounts::Other => {
                        own.allows(request) && !other.is_some_and(|it| it.allows(request))
                    }
                }
            }
        }
    }

    /// Whether the statement at this place, of its policy, grants it.
    pub(crate) fn grants_by(&self, request: &impl Asked, at: (usize, usize)) -> bool {
        match &self.0 {
            On::Identity(own) => request.is_allowed_by(own.evaluator(), PolicyRole::Identity, at),
            On::Resource(own) => request.is_allowed_by(&own.alone, PolicyRole::Resource, at),
        }
    }
}

impl<'p> On<'p> {
    fn identity(&self) -> Option<&OnIdentity<'p>> {
        match self {
            Self::Identity(own) => Some(own),
            Self::Resource(_) => None,
        }
    }

    fn resource(&self) -> Option<&OnResource> {
        match self {
            Self::Identity(_) => None,
            Self::Resource(own) => Some(own),
        }
    }
}

/// Identity-based policies, and what limits them.
struct OnIdentity<'p> {
    policies: Policies<'p>,
    alone: OnceCell<Evaluator>,
    /// Beside the last policy of a key or role: many requests in turn differ in their keys alone.
    delegated: RefCell<Option<(String, Evaluator)>>,
}

impl<'p> OnIdentity<'p> {
    fn new(policies: Policies<'p>) -> Self {
        Self { policies, alone: OnceCell::new(), delegated: RefCell::new(None) }
    }

    /// Whether they allow the request. Keys and roles leave it to the account.
    fn allows(&self, request: &impl Asked) -> bool {
        let decision = match request.delegated() {
            Some((account, action)) => self.decide_delegated(request, account, &action),
            None => request.decided_by(self.evaluator()),
        };
        decision == Decision::Allow
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
struct OnResource {
    alone: Evaluator,
    /// With an identity-based policy of whoever asks that allows everything.
    beside_everything: Evaluator,
}

impl OnResource {
    fn new(alone: &Policies<'_>) -> Self {
        let everything = Policy::<Identity>::from_json(
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        );
        let beside = match &everything {
            Ok(everything) => Evaluator::new(&alone.clone().identity(everything)),
            Err(_) => Evaluator::new(alone),
        };
        Self { alone: Evaluator::new(alone), beside_everything: beside }
    }

    /// Whether somebody of another account may make the request.
    fn allows(&self, request: &impl Asked) -> bool {
        request.decided_by(&self.beside_everything) == Decision::Allow
    }

    fn grant(&self, request: &impl Asked) -> ResourceGrant {
        // What a resource control policy denies is granted to nobody, however directly.
        if request.decided_by(&self.beside_everything) == Decision::ExplicitDeny {
            return ResourceGrant::None;
        }
        request.granted_by(&self.alone)
    }
}
