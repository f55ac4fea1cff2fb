//! Canonical users, identities of CloudFront and unique ids: no request of the simulator is theirs, so nothing is proved of them.
//!
//! What they get is taken for known where an old statement says the same or more, pattern by pattern.

use crate::principal::Named;
use crate::rule::{Index, Rule, Rules};
use iam_core::pattern::{matches, matches_ignoring_case};
use iam_core::policy::{
    ActionElement, ConditionBlock, PrincipalElement, ResourceElement, Statement,
};
use std::collections::BTreeSet;

/// What old rules said of them.
pub(crate) struct Unasked<'r, 'p> {
    old: &'r Rules<'p>,
    /// Denials that name some, or all but some, and that are no more.
    undone: Vec<&'r Rule<'p>>,
    /// Whether all that the old rules denied, and all that limited them, is there still.
    is_kept: bool,
}

impl<'r, 'p> Unasked<'r, 'p> {
    pub(crate) fn of(old: &'r Rules<'p>, new: &Rules<'_>, is_kept: bool) -> Self {
        let named = old.denies.iter().filter(|it| !users(it.statement).is_empty());
        let mut undone: Vec<_> = named.collect();
        if !undone.is_empty() {
            let denied = Index::of(&new.denies);
            undone.retain(|it| !denied.has(it));
        }
        Self { old, undone, is_kept }
    }

    /// Whether a new rule may give one of them what the old ones did not.
    pub(crate) fn may_gain(&self, rule: &Rule<'_>) -> bool {
        if self.undone.iter().any(|it| !it.actions.common(&rule.actions).is_empty()) {
            return true;
        }
        let users = users(rule.statement);
        if users.is_empty() {
            return false;
        }
        let allows = || self.old.allows.iter().map(|it| it.statement);
        let is_given = |user: &Named| {
            let fits = |it: &&Statement| gives(it, user) && asks_no_more(it, rule.statement);
            is_covered(rule.statement, &allows().filter(fits).collect::<Vec<_>>())
        };
        !self.is_kept || !users.iter().all(is_given)
    }
}

/// Whom a statement names of them.
fn users(statement: &Statement) -> BTreeSet<Named> {
    let named = statement.principal.as_ref().map(Named::of).unwrap_or_default();
    named.into_iter().filter(|it| matches!(it, Named::Canonical(_))).collect()
}

/// Whether the statement is about this user.
fn gives(statement: &Statement, user: &Named) -> bool {
    let Some(element @ PrincipalElement::Principal(_)) = &statement.principal else { return false };
    let named = Named::of(element);
    named.contains(user) || named.contains(&Named::Everyone)
}

/// Whether each of its conditions is one of the other, too.
fn asks_no_more(old: &Statement, new: &Statement) -> bool {
    let asked = |block: &ConditionBlock| {
        let same = new.conditions.iter().filter(|it| it.operator == block.operator);
        block.tests.iter().all(|test| same.clone().any(|it| it.tests.contains(test)))
    };
    old.conditions.iter().all(asked)
}

/// Whether each action on each resource of the statement is one of an old statement.
fn is_covered(new: &Statement, old: &[&Statement]) -> bool {
    let ActionElement::Action(actions) = &new.action else {
        return old.iter().any(|it| is_whole(it, new));
    };
    let resources = match &new.resource {
        Some(ResourceElement::Resource(patterns)) => &**patterns,
        // A role's trust policy is about that role.
        None => &[],
        Some(ResourceElement::NotResource(_)) => return old.iter().any(|it| is_whole(it, new)),
    };
    actions.iter().all(|action| {
        let about = || old.iter().filter(|it| has_action(it, action.as_str()));
        about().next().is_some()
            && resources.iter().all(|one| about().any(|it| has_resource(it, one.as_str())))
    })
}

/// Whether both are about the same actions and resources, word by word.
fn is_whole(old: &Statement, new: &Statement) -> bool {
    old.action == new.action && old.resource == new.resource
}

fn has_action(old: &Statement, action: &str) -> bool {
    let ActionElement::Action(patterns) = &old.action else { return false };
    patterns.iter().any(|it| covers(it.as_str(), action, matches_ignoring_case))
}

fn has_resource(old: &Statement, resource: &str) -> bool {
    let Some(ResourceElement::Resource(patterns)) = &old.resource else { return false };
    patterns.iter().any(|it| covers(it.as_str(), resource, matches))
}

/// Whether all that the pattern `new` matches is matched by `old`. A `*` of the old one stands for any text, so for
/// any pattern, too; what a `?` or a variable stands for is less.
fn covers(old: &str, new: &str, matches: fn(&str, &str) -> bool) -> bool {
    let is_plain = !old.contains('?') && !old.contains("${");
    old == new && !old.contains("${") || is_plain && matches(old, new)
}

#[cfg(test)]
mod tests {
    use super::covers;
    use iam_core::pattern::matches;

    #[test]
    fn a_pattern_covers_what_it_matches_letter_by_letter() {
        for (old, new, is_covered) in [
            ("a*", "a*", true),
            ("a*", "ab*", true),
            ("a*", "a?c*", true),
            ("a?", "a?", true),
            ("a?", "a*", false),
            ("ab*", "a*", false),
            ("a*", "${b}", false),
            ("${b}", "${b}", false),
            ("*", "${b}", true),
        ] {
            assert_eq!(covers(old, new, matches), is_covered, "{old} {new}");
        }
    }
}
