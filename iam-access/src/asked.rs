//! What a witness is: a request that can be made, or one that may be some day.

use iam_evaluate::{
    Context, Decision, Evaluator, HypotheticalRequest, PolicyRole, Request, ResourceGrant,
};

pub(crate) trait Asked: Clone {
    /// Whether the registry has the action, and the action such a resource.
    const CAN_BE_MADE: bool;

    fn asked(principal: &str, action: &str, resource: &str) -> Option<Self>;
    fn of_account(self, account: &str) -> Option<Self>;
    fn with_keys(self, context: Context) -> Self;
    fn filled_in(self) -> Self;
    fn keys(&self) -> &Context;
    /// Whether a key of the context does not come with the action.
    fn ignores_keys(&self) -> bool;
    fn decided_by(&self, evaluator: &Evaluator) -> Decision;
    fn granted_by(&self, evaluator: &Evaluator) -> ResourceGrant;
    fn is_allowed_by(&self, evaluator: &Evaluator, role: PolicyRole, at: (usize, usize)) -> bool;
    /// The account whose own policies decide where the policy of a key or role leaves it to them, and the
    /// action: of other resources none.
    fn delegated(&self) -> Option<(&str, String)>;
}

impl Asked for Request {
    const CAN_BE_MADE: bool = true;

    fn asked(principal: &str, action: &str, resource: &str) -> Option<Self> {
        Self::new(principal, action, resource).ok()
    }

    fn of_account(self, account: &str) -> Option<Self> {
        self.with_resource_account(account).ok()
    }

    fn with_keys(self, context: Context) -> Self {
        self.with_context(context)
    }

    fn filled_in(self) -> Self {
        self.fill_in()
    }

    fn keys(&self) -> &Context {
        self.context()
    }

    fn ignores_keys(&self) -> bool {
        !self.ignored_keys().is_empty()
    }

    fn decided_by(&self, evaluator: &Evaluator) -> Decision {
        evaluator.decide(self)
    }

    fn granted_by(&self, evaluator: &Evaluator) -> ResourceGrant {
        evaluator.resource_grant(self)
    }

    fn is_allowed_by(&self, evaluator: &Evaluator, role: PolicyRole, at: (usize, usize)) -> bool {
        evaluator.is_allowed_by(self, role, at)
    }

    fn delegated(&self) -> Option<(&str, String)> {
        let action = self.action();
        let is_delegated = matches!(action.service().prefix(), "kms" | "sts");
        is_delegated.then(|| (self.resource_account().unwrap_or_default(), action.to_string()))
    }
}

impl Asked for HypotheticalRequest {
    const CAN_BE_MADE: bool = false;

    fn asked(principal: &str, action: &str, resource: &str) -> Option<Self> {
        Self::new(principal, action, resource).ok()
    }

    fn of_account(self, account: &str) -> Option<Self> {
        self.with_resource_account(account).ok()
    }

    fn with_keys(self, context: Context) -> Self {
        self.with_context(context)
    }

    fn filled_in(self) -> Self {
        self.fill_in()
    }

    fn keys(&self) -> &Context {
        self.context()
    }

    fn ignores_keys(&self) -> bool {
        false
    }

    fn decided_by(&self, evaluator: &Evaluator) -> Decision {
        Self::decided_by(self, evaluator)
    }

    fn granted_by(&self, evaluator: &Evaluator) -> ResourceGrant {
        Self::granted_by(self, evaluator)
    }

    fn is_allowed_by(&self, evaluator: &Evaluator, role: PolicyRole, at: (usize, usize)) -> bool {
        Self::is_allowed_by(self, evaluator, role, at)
    }

    fn delegated(&self) -> Option<(&str, String)> {
        None
    }
}
