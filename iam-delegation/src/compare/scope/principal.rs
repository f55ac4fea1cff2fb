//! `Principal` and `NotPrincipal`: who asks.

use super::super::change::{Element, ElementChange};
use super::super::verdict::Verdict;
use iam_core::arn::account_of_root;
use iam_core::policy::{Principal, PrincipalElement, PrincipalType};
use std::collections::HashSet;

/// One principal that a statement names. `"*"` and `{"AWS": "*"}` are told apart: services differ in
/// how they take them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Named<'s> {
    /// None for `"*"` in the place of a list.
    principal_type: Option<PrincipalType>,
    /// An account by its number, however it is written.
    text: &'s str,
    written: &'s str,
}

impl Named<'_> {
    fn shown(&self) -> String {
        match self.principal_type {
            None => self.written.to_owned(),
            Some(principal_type) => format!("{principal_type}: {}", self.written),
        }
    }

    fn key(&self) -> (Option<PrincipalType>, &str) {
        (self.principal_type, self.text)
    }
}

fn named(element: &PrincipalElement) -> Vec<Named<'_>> {
    let Principal::Listed(groups) = element.principal() else {
        return vec![Named { principal_type: None, text: "*", written: "*" }];
    };
    let each = groups.iter().flat_map(|group| {
        group.identifiers.iter().map(|text| Named {
            principal_type: Some(group.principal_type),
            text: match group.principal_type {
                PrincipalType::Aws => account_of_root(text).unwrap_or(text),
                _ => text,
            },
            written: text,
        })
    });
    each.collect()
}

/// What differs, and whether the later element matches fewer or more.
pub(super) fn compare(
    old: Option<&PrincipalElement>,
    new: Option<&PrincipalElement>,
) -> Option<ElementChange> {
    let (before, after) = (old.map(named).unwrap_or_default(), new.map(named).unwrap_or_default());
    let is_negated = |it: Option<&PrincipalElement>| {
        it.map(|element| matches!(element, PrincipalElement::NotPrincipal(_)))
    };
    let shown = |all: &[Named<'_>]| all.iter().map(Named::shown).collect::<Vec<_>>();
    let negated = is_negated(new);
    if is_negated(old) != negated {
        let reason = "`Principal` and `NotPrincipal` do not compare";
        let (before, after) = (shown(&before), shown(&after));
        return Some(ElementChange::whole(
            Element::Principal,
            Verdict::Other,
            before,
            after,
            reason,
        ));
    }
    let appear = beyond(&after, &before);
    let disappear = beyond(&before, &after);
    let texts =
        |all: &[Named<'_>]| all.iter().map(|it| it.written.to_owned()).collect::<HashSet<_>>();
    if appear.is_empty() && disappear.is_empty() {
        if texts(&before) == texts(&after) {
            return None;
        }
        let reason = "an account and the ARN of its root are the same principal";
        let (before, after) = (shown(&before), shown(&after));
        return Some(ElementChange::whole(
            Element::Principal,
            Verdict::Same,
            before,
            after,
            reason,
        ));
    }
    let (was, is) = (everyone(&before), everyone(&after));
    let is_respelt = !was.is_empty() && !is.is_empty() && was != is;
    let list = if is_respelt {
        Verdict::Other
    } else {
        Verdict::of(is_within(&appear, &before), is_within(&disappear, &after))
    };
    let is_negated = negated == Some(true);
    let reason = match list {
        Verdict::Same => "what is named was covered already",
        Verdict::Narrower => "fewer are named",
        Verdict::Wider => "more are named",
        Verdict::Other if is_respelt => {
            "`\"*\"` and `{\"AWS\": \"*\"}` are not the same to every service"
        }
        Verdict::Other => "some appear and some disappear",
    };
    Some(ElementChange {
        element: if is_negated { Element::NotPrincipal } else { Element::Principal },
        verdict: if is_negated { list.inverse() } else { list },
        before: shown(&before),
        after: shown(&after),
        appear: shown(&appear),
        disappear: shown(&disappear),
        reason: reason.to_owned(),
    })
}

/// In which ways all principals are named, if they are.
fn everyone(all: &[Named<'_>]) -> HashSet<Option<PrincipalType>> {
    let stars = all.iter().filter(|it| it.text == "*");
    let types = stars.map(|it| it.principal_type);
    types.filter(|it| matches!(it, None | Some(PrincipalType::Aws))).collect()
}

/// Those of `all` that `others` does not have, each once.
fn beyond<'s>(all: &[Named<'s>], others: &[Named<'_>]) -> Vec<Named<'s>> {
    let others: HashSet<_> = others.iter().map(Named::key).collect();
    let mut seen = HashSet::new();
    let is_new =
        |it: &&Named<'s>| !others.contains(&it.key()) && seen.insert((it.principal_type, it.text));
    all.iter().filter(is_new).cloned().collect()
}

fn is_within(inner: &[Named<'_>], outer: &[Named<'_>]) -> bool {
    let everyone = outer.iter().any(|it| it.principal_type.is_none());
    let every_aws =
        outer.iter().any(|it| it.principal_type == Some(PrincipalType::Aws) && it.text == "*");
    let is_covered =
        |it: &Named<'_>| everyone || (every_aws && it.principal_type == Some(PrincipalType::Aws));
    inner.iter().all(is_covered)
}
