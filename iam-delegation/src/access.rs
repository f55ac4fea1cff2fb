//! What a role of a resolved set may do.

use crate::declaration::Product;
use crate::set::{PolicySet, Resolved, RoleEntry};
use iam_evaluate::{Context, Decision, Evaluator, Explanation, Policies, Request, RequestError};

/// A role of a set, ready to be asked.
///
/// The role's own policies decide, as if nobody else had a say: no boundary, no organization, no
/// policy of a resource. Keys of KMS and other roles need their own policies; ask about them with
/// [`RoleEntry::policies`].
#[derive(Clone, Debug)]
pub struct RoleAccess {
    arn: String,
    session: String,
    policies: Evaluator,
    trust: Evaluator,
}

impl RoleAccess {
    fn new(role: &RoleEntry<Resolved>) -> Self {
        // Somebody who has taken it on: a session's ARN names neither path nor `role/`.
        let before = role.arn.split(":role/").next().unwrap_or_default().replace(":iam:", ":sts:");
        Self {
            arn: role.arn.clone(),
            session: format!("{before}:assumed-role/{}/session", role.name),
            policies: Evaluator::new(&role.policies()),
            trust: Evaluator::new(&Policies::new().resource(&role.trust_policy)),
        }
    }

    /// The ARN of the role.
    #[must_use]
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// Whether the role may do `action` on `resource`, with no condition keys but those that follow
    /// from the two.
    ///
    /// # Errors
    ///
    /// No such action, or a resource that it does not take.
    pub fn can(&self, action: &str, resource: &str) -> Result<bool, RequestError> {
        self.can_with(action, resource, Context::new())
    }

    /// Whether the role may do `action` on `resource` in this context.
    ///
    /// # Errors
    ///
    /// As [`can`](Self::can).
    pub fn can_with(
        &self,
        action: &str,
        resource: &str,
        context: Context,
    ) -> Result<bool, RequestError> {
        let request = self.request(action, resource, context)?;
        Ok(self.policies.decide(&request) == Decision::Allow)
    }

    /// The same, with the reasons.
    ///
    /// # Errors
    ///
    /// As [`can`](Self::can).
    pub fn explain(
        &self,
        action: &str,
        resource: &str,
        context: Context,
    ) -> Result<Explanation, RequestError> {
        Ok(self.policies.explain(&self.request(action, resource, context)?))
    }

    /// Whether the role's trust policy lets `principal` take it on, by itself or through the policies
    /// of its own account.
    ///
    /// # Errors
    ///
    /// A principal that is none.
    pub fn trusts(&self, principal: &str, context: Context) -> Result<bool, RequestError> {
        let request = Request::new(principal, "sts:AssumeRole", &self.arn)?;
        let request = request.with_context(context).fill_in();
        let explanation = self.trust.explain(&request);
        let by_trust =
            explanation.matched().iter().any(|at| at.effect == iam_core::policy::Effect::Allow);
        Ok(by_trust && explanation.decision() != Decision::ExplicitDeny)
    }

    fn request(
        &self,
        action: &str,
        resource: &str,
        context: Context,
    ) -> Result<Request, RequestError> {
        let request = Request::new(&self.session, action, resource)?;
        Ok(request.with_context(context).fill_in())
    }
}

impl<P: Product> PolicySet<P, Resolved> {
    /// The role that the vendor calls `entity`, such as `ClumioIAMRole`, ready to be
    /// asked; none if the set does not have it.
    #[must_use]
    pub fn role(&self, entity: &str) -> Option<RoleAccess> {
        self.roles().iter().find(|role| role.entity == entity).map(RoleAccess::new)
    }
}

impl RoleEntry<Resolved> {
    /// The policies of the role, inline and managed, to be asked together with others.
    #[must_use]
    pub fn policies(&self) -> Policies<'_> {
        let all = self.inline_policies.iter().chain(&self.managed_policies);
        all.fold(Policies::new(), |policies, entry| policies.identity(&entry.document))
    }
}
