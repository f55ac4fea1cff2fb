//! What plainly covers what, for all texts that there may be.
//!
//! These rules propose; the proof of the whole is made elsewhere, with other means.

use super::dimension::{groups, principals};
use iam_core::pattern::{covers, covers_ignoring_case, has_reference};
use iam_core::policy::{
    ActionElement, ActionPattern, Comparison, ConditionBlock, ConditionTest, PrincipalElement,
    ResourceElement, Statement,
};

/// Whether an entry may cover another one by what comes before its wildcards: most do not.
fn starts_alike(outer: &str, inner: &str) -> bool {
    for (outer, inner) in outer.bytes().zip(inner.bytes()) {
        if matches!(outer, b'*' | b'?') {
            return true;
        }
        if !outer.eq_ignore_ascii_case(&inner) {
            return false;
        }
    }
    true
}

/// Whether an entry of `Action` matches all that another one does.
pub(super) fn action(outer: &ActionPattern, inner: &ActionPattern) -> bool {
    if !starts_alike(outer.as_str(), inner.as_str()) {
        return false;
    }
    let (Some((outer_prefix, outer_name)), Some((prefix, name))) = (outer.split(), inner.split())
    else {
        return outer.as_str() == "*";
    };
    if !outer_prefix.eq_ignore_ascii_case(prefix) && !covers_ignoring_case(outer_prefix, prefix) {
        return false;
    }
    let has_reference = |it: &ActionPattern| it.as_str().contains("${");
    outer == inner
        || covers_ignoring_case(outer_name, name) && !has_reference(outer) && !has_reference(inner)
}

/// Whether an entry of `Resource` matches all that another one does.
///
/// A field covers the same field, and if it ends in `*` all that start as it does, be it read field by field
/// or as a whole, where such a `*` goes on beyond its colon. Everything else is left alone: `**` is not `*`.
pub(super) fn resource(outer: &str, inner: &str) -> bool {
    let is_all = !outer.is_empty() && outer.bytes().all(|byte| byte == b'*');
    if outer == inner || is_all {
        return true;
    }
    if has_reference(outer) || has_reference(inner) {
        return covers_by_start(outer, inner);
    }
    let (Some(outer), Some(inner)) = (fields(outer), fields(inner)) else { return false };
    let [outer @ .., outer_name] = outer;
    let [inner @ .., inner_name] = inner;
    let mut pairs = outer.into_iter().zip(inner);
    let by_start = |outer: &str, inner: &str| {
        outer == inner || outer.strip_suffix('*').is_some_and(|start| inner.starts_with(start))
    };
    if !pairs.all(|(outer, inner)| by_start(outer, inner)) {
        return false;
    }
    let may_span = outer.iter().chain(&inner).any(|field| field.ends_with('*'));
    by_start(outer_name, inner_name) || (!may_span && covers(outer_name, inner_name))
}

/// `start*` covers `start` and whatever is behind, if the start has all colons that part fields.
fn covers_by_start(outer: &str, inner: &str) -> bool {
    let Some(start) = outer.strip_suffix('*').filter(|start| inner.starts_with(start)) else {
        return false;
    };
    let first = start.split("${").next().unwrap_or_default();
    let is_closed =
        start.rsplit("${").next().is_none_or(|tail| !start.contains("${") || tail.contains('}'));
    first.bytes().filter(|byte| *byte == b':').count() >= 5 && is_closed && !start.ends_with('$')
}

fn fields(text: &str) -> Option<[&str; 6]> {
    text.splitn(6, ':').collect::<Vec<_>>().try_into().ok()
}

/// Whether a value of an operator is one of those that another value stands for.
pub(super) fn value(comparison: Comparison, outer: &str, inner: &str) -> bool {
    if outer == inner {
        return true;
    }
    if !matches!(comparison, Comparison::StringLike | Comparison::StringNotLike) {
        return false;
    }
    if !has_reference(outer) && !has_reference(inner) {
        return covers(outer, inner);
    }
    let starts = outer.strip_suffix('*').filter(|start| inner.starts_with(start));
    starts.is_some_and(|start| !start.contains('$'))
}

/// Whether one list of actions has all that another one has.
pub(super) fn actions(outer: &ActionElement, inner: &ActionElement) -> bool {
    let each = |of: &ActionElement, by: &ActionElement| {
        of.patterns().iter().all(|it| by.patterns().iter().any(|other| action(other, it)))
    };
    match (outer, inner) {
        (ActionElement::Action(_), ActionElement::Action(_)) => each(inner, outer),
        (ActionElement::NotAction(_), ActionElement::NotAction(_)) => each(outer, inner),
        (ActionElement::Action(all), ActionElement::NotAction(_)) => {
            all.iter().any(|it| it.as_str() == "*")
        }
        (ActionElement::NotAction(_), ActionElement::Action(_)) => false,
    }
}

/// Whether one list of resources has all that another one has.
pub(super) fn resources(outer: Option<&ResourceElement>, inner: Option<&ResourceElement>) -> bool {
    let each = |of: &ResourceElement, by: &ResourceElement| {
        let covered = |it: &str| by.patterns().iter().any(|other| resource(other.as_str(), it));
        of.patterns().iter().all(|it| covered(it.as_str()))
    };
    match (outer, inner) {
        (None, None) => true,
        (Some(outer), Some(inner)) => match (outer, inner) {
            (ResourceElement::Resource(_), ResourceElement::Resource(_)) => each(inner, outer),
            (ResourceElement::NotResource(_), ResourceElement::NotResource(_)) => {
                each(outer, inner)
            }
            (ResourceElement::Resource(all), ResourceElement::NotResource(_)) => {
                all.iter().any(|it| it.as_str() == "*")
            }
            (ResourceElement::NotResource(_), ResourceElement::Resource(_)) => false,
        },
        _ => false,
    }
}

/// Whether one list of principals has all that another one has. An account does not cover its roles, nor
/// `*` an account: what is granted to a role by its name is granted more directly.
pub(super) fn principal(outer: &Statement, inner: &Statement) -> bool {
    let (outer_element, inner_element) = (&outer.principal, &inner.principal);
    match (outer_element, inner_element) {
        (None, None) => true,
        (Some(a), Some(b)) if principals(a) == principals(b) => true,
        (Some(PrincipalElement::Principal(_)), Some(PrincipalElement::Principal(_))) => {
            let has = |group: &iam_core::policy::PrincipalGroup, text: &str| {
                groups(outer).iter().any(|it| {
                    it.principal_type == group.principal_type
                        && it.identifiers.iter().any(|own| own == text)
                })
            };
            let inner = groups(inner);
            !inner.is_empty()
                && inner.iter().all(|group| group.identifiers.iter().all(|it| has(group, it)))
        }
        _ => false,
    }
}

/// Whether whatever passes all tests of one statement passes those of another one.
pub(super) fn conditions(outer: &Statement, inner: &Statement) -> bool {
    outer.conditions.iter().all(|block| {
        block.tests.iter().all(|test| {
            inner.conditions.iter().any(|other| {
                other.operator == block.operator
                    && other.tests.iter().any(|it| is_weaker(block, test, it))
            })
        })
    })
}

/// Whether a test passes whenever another one of the same operator does.
fn is_weaker(block: &ConditionBlock, outer: &ConditionTest, inner: &ConditionTest) -> bool {
    let comparison = block.operator.comparison;
    let each = |of: &ConditionTest, by: &ConditionTest| {
        let covered =
            |it: &str| by.values.iter().any(|other| value(comparison, other.as_str(), it));
        of.values.iter().all(|it| covered(it.as_str()))
    };
    outer.key == inner.key
        && if comparison.is_negated() { each(outer, inner) } else { each(inner, outer) }
}
