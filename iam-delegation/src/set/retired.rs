//! Sets without the actions of services that AWS has shut down.

use super::entry::PolicyEntry;
use super::policy_set::PolicySet;
use super::stage::Stage;
use crate::declaration::Product;
use iam_core::policy::{ActionElement, ActionPattern, Policy, PolicyTemplate, Statement};
use iam_core::registry::{self, Service, Status};
use std::borrow::Cow;
use std::collections::BTreeSet;

impl<P: Product> PolicySet<P> {
    /// The same set without the actions that no service answers any more, in the policies of its roles.
    ///
    /// They allow nothing, and make policies longer. A statement that has no other action goes with them.
    /// The description of each policy that loses some says so, in whatever form the set is written.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # fn shorter<P: iam_delegation::Product>(set: &iam_delegation::PolicySet<P>) {
    /// let without = set.without_retired_actions();
    /// println!("{}", without.left_out_actions().join(", "));
    /// # }
    /// ```
    #[must_use]
    pub fn without_retired_actions(&self) -> Self {
        let mut set = self.clone();
        let mut left_out: BTreeSet<String> = set.left_out.drain(..).collect();
        for role in &mut set.contents.roles {
            let policies = role.inline_policies.iter_mut().chain(&mut role.managed_policies);
            policies.for_each(|policy| left_out.extend(leave_out(policy)));
        }
        set.left_out = left_out.into_iter().collect();
        set
    }
}

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// The actions that were left out since no service answers them any more, sorted; none unless
    /// [asked for](PolicySet::without_retired_actions), or unless the policies would not
    /// [fit](PolicySet::resolve) otherwise.
    #[must_use]
    pub fn left_out_actions(&self) -> &[String] {
        &self.left_out
    }
}

/// Takes the retired actions out of the policy, and gives them.
fn leave_out(policy: &mut PolicyEntry) -> BTreeSet<String> {
    let mut left_out = BTreeSet::new();
    let written = policy.document.as_written();
    let kept: Vec<_> = written
        .statements()
        .iter()
        .zip(&policy.statements)
        .filter_map(|(statement, presence)| {
            Some((without_retired(statement, &mut left_out)?, presence.clone()))
        })
        .collect();
    if left_out.is_empty() {
        return left_out;
    }
    let version = written.version();
    let id = written.id().map(|id| Cow::Owned(id.to_owned()));
    let (statements, presences): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
    // They come from a policy of this kind, so there is nothing that could not fit.
    let document = Policy::already_read(version, id, Cow::Owned(statements));
    policy.document = PolicyTemplate::new(document);
    policy.statements = presences;
    let names: Vec<_> = left_out.iter().map(String::as_str).collect();
    policy.description = Cow::Owned(format!(
        "{} Without {}, which no service answers any more.",
        policy.description,
        names.join(", ")
    ));
    left_out
}

/// The statement without its retired actions; none if no action is left.
fn without_retired(statement: &Statement, left_out: &mut BTreeSet<String>) -> Option<Statement> {
    let ActionElement::Action(patterns) = &statement.action else { return Some(statement.clone()) };
    let (retired, kept): (Vec<_>, Vec<_>) = patterns.iter().cloned().partition(is_retired);
    if retired.is_empty() {
        return Some(statement.clone());
    }
    left_out.extend(retired.iter().map(|pattern| pattern.as_str().to_owned()));
    let action = ActionElement::Action(Cow::Owned(kept));
    (!action.patterns().is_empty()).then(|| Statement { action, ..statement.clone() })
}

/// Whether AWS has shut down what the pattern names.
pub(crate) fn is_retired(pattern: &ActionPattern) -> bool {
    let text = pattern.as_str();
    let (prefix, _) = text.split_once(':').unwrap_or((text, ""));
    let service = registry::service(prefix).and_then(Service::retired);
    let action = registry::action(text).map(registry::Action::status);
    service.is_some() || matches!(action, Some(Status::Retired { .. }))
}
