//! Two statements, element by element.

use super::list::{self, Entries, Sort};
use super::{condition, principal};
use crate::compare::budget::Budget;
use crate::compare::change::{Element, ElementChange};
use crate::compare::form::StatementForm;
use crate::compare::verdict::Verdict;
use iam_core::policy::{ActionElement, Effect, ResourceElement, Statement};

/// What differs between two statements, element by element, and what it does to access.
pub(in crate::compare) fn compare(
    before: &StatementForm,
    after: &StatementForm,
    budget: &Budget,
) -> (Verdict, Vec<ElementChange>) {
    let (old, new) = (&before.statement, &after.statement);
    let mut changes = Vec::new();
    if before.variables != after.variables && (before.has_names() || after.has_names()) {
        changes.push(version(before.variables));
    }
    let variables = before.variables && after.variables;
    changes.extend(principal::compare(old.principal.as_ref(), new.principal.as_ref()));
    let lists = [
        (actions(old), actions(new), Element::Action, Element::NotAction),
        (resources(old), resources(new), Element::Resource, Element::NotResource),
    ];
    for (old, new, plain, negated) in lists {
        changes.extend(list::compare(&old, &new, [plain, negated], variables, budget));
    }
    changes.extend(condition::compare(&old.conditions, &new.conditions, variables, budget));
    let scope = Verdict::all(changes.iter().map(|change| change.verdict));
    let verdict = match (old.effect, new.effect) {
        (Effect::Allow, Effect::Allow) => scope,
        (Effect::Deny, Effect::Deny) => {
            for change in &mut changes {
                change.verdict = change.verdict.inverse();
            }
            scope.inverse()
        }
        // Whatever the rest says: what one allowed or denied is no more, and the other comes on top.
        (Effect::Allow, Effect::Deny) => Verdict::Narrower,
        (Effect::Deny, Effect::Allow) => Verdict::Wider,
    };
    if old.effect != new.effect {
        // The rest describes two statements that do not compare.
        for change in &mut changes {
            change.verdict = verdict;
        }
        changes.insert(0, effect(old, new, verdict));
    }
    let sid = |statement: &Statement| statement.sid.iter().map(ToString::to_string).collect();
    if old.sid != new.sid {
        let reason = "a `Sid` is only a name";
        let sid = ElementChange::whole(Element::Sid, Verdict::Same, sid(old), sid(new), reason);
        changes.push(sid);
    }
    let purpose = |statement: &Statement| statement.purpose.as_str().to_owned();
    let (was, is) = (purpose(old), purpose(new));
    if was != is && !was.is_empty() && !is.is_empty() {
        let reason = "the purpose is only told to people";
        let same = Verdict::Same;
        changes.push(ElementChange::whole(Element::Purpose, same, vec![was], vec![is], reason));
    }
    (verdict, changes)
}

fn effect(old: &Statement, new: &Statement, verdict: Verdict) -> ElementChange {
    let text = |statement: &Statement| vec![statement.effect.as_str().to_owned()];
    let reason = match verdict {
        Verdict::Narrower => "what was allowed is denied now",
        _ => "what was denied is allowed now",
    };
    ElementChange::whole(Element::Effect, verdict, text(old), text(new), reason)
}

fn version(before_has_variables: bool) -> ElementChange {
    let text = |variables| vec![if variables { "2012-10-17" } else { "2008-10-17" }.to_owned()];
    let reason = "policy variables mean something in the newer version only";
    let (was, is) = (text(before_has_variables), text(!before_has_variables));
    ElementChange::whole(Element::Version, Verdict::Other, was, is, reason)
}

fn actions(statement: &Statement) -> Entries<'_> {
    let patterns = statement.action.patterns().iter();
    Entries {
        texts: patterns.map(iam_core::policy::ActionPattern::as_str).collect(),
        is_negated: matches!(statement.action, ActionElement::NotAction(_)),
        sort: Sort::Action,
    }
}

/// A statement without one hangs on a resource and means it, whatever it is.
fn resources(statement: &Statement) -> Entries<'_> {
    let Some(element) = &statement.resource else {
        return Entries { texts: vec!["*"], is_negated: false, sort: Sort::Resource };
    };
    let patterns = element.patterns().iter();
    Entries {
        texts: patterns.map(iam_core::policy::ResourcePattern::as_str).collect(),
        is_negated: matches!(element, ResourceElement::NotResource(_)),
        sort: Sort::Resource,
    }
}
