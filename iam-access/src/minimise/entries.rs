//! Entries and statements that others cover.

use super::cover;
use super::dimension::Dimension;
use super::draft::Draft;
use super::step::{Journal, Step};
use iam_core::policy::{
    ActionElement, ConditionTest, ConditionValue, List, Principal, PrincipalElement,
    ResourceElement, Statement,
};
use std::collections::{HashMap, HashSet};

/// Drops, in each list, what another entry of it covers; of equal ones the first stays.
pub(super) fn within(drafts: &mut [Draft], journal: &mut Journal) {
    for Draft { statement, place, .. } in drafts {
        let place = *place;
        match &mut statement.action {
            // Of what is left out, too, one entry says what the other does.
            ActionElement::Action(list) | ActionElement::NotAction(list) => {
                shorten(list, place, journal, cover::action, |it| it.as_str(), true);
            }
        }
        if let Some(ResourceElement::Resource(list) | ResourceElement::NotResource(list)) =
            &mut statement.resource
        {
            let covers = |a: &_, b: &_| resource(a, b);
            shorten(list, place, journal, covers, |it| it.as_str(), false);
        }
        if let Some(
            PrincipalElement::Principal(Principal::Listed(groups))
            | PrincipalElement::NotPrincipal(Principal::Listed(groups)),
        ) = &mut statement.principal
            && groups.iter().any(|group| group.identifiers.len() > 1)
        {
            for group in groups.to_mut() {
                shorten(&mut group.identifiers, place, journal, |_, _| false, |it| it, false);
            }
        }
        let is_long = |test: &ConditionTest| test.values.len() > 1;
        if statement.conditions.iter().any(|block| block.tests.iter().any(is_long)) {
            for block in statement.conditions.to_mut() {
                let comparison = block.operator.comparison;
                for test in block.tests.to_mut() {
                    let covers = |a: &ConditionValue, b: &ConditionValue| {
                        cover::value(comparison, a.as_str(), b.as_str())
                    };
                    shorten(
                        &mut test.values,
                        place,
                        journal,
                        covers,
                        ConditionValue::as_str,
                        false,
                    );
                }
            }
        }
    }
}

fn resource(
    outer: &iam_core::policy::ResourcePattern,
    inner: &iam_core::policy::ResourcePattern,
) -> bool {
    cover::resource(outer.as_str(), inner.as_str())
}

/// Drops what others cover: what is the same text, perhaps but for case, or has wildcards.
fn shorten<T: Clone>(
    list: &mut List<T>,
    place: usize,
    journal: &mut Journal,
    covers: impl Fn(&T, &T) -> bool,
    text: impl Fn(&T) -> &str,
    ignore_case: bool,
) {
    let key = |entry: &T| {
        let text = text(entry);
        if ignore_case { text.to_ascii_lowercase() } else { text.to_owned() }
    };
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut wild: Vec<usize> = Vec::new();
    for (at, entry) in list.iter().enumerate() {
        first.entry(key(entry)).or_insert(at);
        if text(entry).contains(['*', '?']) {
            wild.push(at);
        }
    }
    let is_short = wild.is_empty() && first.len() == list.len();
    if list.len() < 2 || is_short || !journal.may_compare(list.len() * wild.len()) {
        return;
    }
    let mut gone = HashSet::new();
    // From the end, so that of those that cover each other the first stays.
    for (at, entry) in list.iter().enumerate().rev() {
        let equal = first.get(&key(entry)).copied().filter(|other| *other != at);
        let by = equal.or_else(|| {
            let mut others = wild.iter().copied().filter(|it| *it != at && !gone.contains(it));
            others.find(|it| list.get(*it).is_some_and(|other| covers(other, entry)))
        });
        let Some(by) = by.and_then(|by| list.get(by)) else { continue };
        let step = || Step::Entry {
            statement: place,
            entry: text(entry).to_owned(),
            by_statement: place,
            by: text(by).to_owned(),
        };
        if !journal.take(step) {
            break;
        }
        gone.insert(at);
    }
    if !gone.is_empty() {
        let mut places = 0..;
        list.to_mut().retain(|_| places.next().is_some_and(|at| !gone.contains(&at)));
    }
}

/// How much of a statement another one has to cover, so that something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// All of it.
    Statement,
    /// An entry.
    Entry,
}

/// Drops the statements, and the entries of statements, that another statement covers.
pub(super) fn across(drafts: &mut Vec<Draft>, share: Share, journal: &mut Journal) {
    let mut at = drafts.len();
    // From the end, so that of those that cover each other the first stays.
    while let Some(next) = at.checked_sub(1) {
        at = next;
        for by in 0..drafts.len() {
            let (Some(inner), Some(outer)) = (drafts.get(at), drafts.get(by)) else { continue };
            let is_other = inner.statement.effect != outer.statement.effect;
            if by == at || inner.locked || outer.locked || is_other {
                continue;
            }
            // Each with each, too.
            if !journal.may_compare(values(&inner.statement) * values(&outer.statement)) {
                return;
            }
            if !may_cover(outer, inner) {
                continue;
            }
            let size = Dimension::Action.len(&inner.statement)
                * Dimension::Action.len(&outer.statement)
                + Dimension::Resource.len(&inner.statement)
                    * Dimension::Resource.len(&outer.statement);
            if !journal.may_compare(size) {
                return;
            }
            match covered(&outer.statement, &inner.statement) {
                Covered::Nothing => {}
                Covered::Entries(..) if share == Share::Statement => {}
                Covered::All => {
                    let (statement, by_statement) = (inner.place, outer.place);
                    if !journal.take(|| Step::Statement { statement, by_statement }) {
                        return;
                    }
                    drafts.remove(at);
                    break;
                }
                Covered::Entries(dimension, entries) => {
                    let mut gone = Vec::new();
                    let (statement, by_statement) = (inner.place, outer.place);
                    for (place, entry, by) in entries {
                        if !journal.take(|| Step::Entry { statement, entry, by_statement, by }) {
                            break;
                        }
                        gone.push(place);
                    }
                    if let Some(inner) = drafts.get_mut(at) {
                        inner.statement =
                            dimension.part(&inner.statement, |place| !gone.contains(&place));
                    }
                }
            }
        }
    }
}

/// How many values its conditions have.
fn values(statement: &Statement) -> usize {
    let tests = statement.conditions.iter().flat_map(|block| block.tests.iter());
    tests.map(|test| test.values.len()).sum()
}

fn may_cover(outer: &Draft, inner: &Draft) -> bool {
    let (outer, inner) = (&outer.statement, &inner.statement);
    cover::conditions(outer, inner) && cover::principal(outer, inner)
}

/// What one statement covers of another one.
enum Covered {
    Nothing,
    All,
    /// Entries of a list, by their places, with what covers them.
    Entries(Dimension, Vec<(usize, String, String)>),
}

fn covered(outer: &Statement, inner: &Statement) -> Covered {
    let by_action = cover::actions(&outer.action, &inner.action);
    let by_resource = cover::resources(outer.resource.as_ref(), inner.resource.as_ref());
    if by_action && by_resource {
        return Covered::All;
    }
    let (ours, theirs) = (&outer.action, &inner.action);
    let (dimension, entries): (_, Vec<_>) = if by_resource
        && let (ActionElement::Action(ours), ActionElement::Action(theirs)) = (ours, theirs)
    {
        let each = theirs.iter().enumerate().filter_map(|(at, it)| {
            let by = ours.iter().find(|own| cover::action(own, it))?;
            Some((at, it.as_str().to_owned(), by.as_str().to_owned()))
        });
        (Dimension::Action, each.collect())
    } else if by_action
        && let (Some(ResourceElement::Resource(ours)), Some(ResourceElement::Resource(theirs))) =
            (&outer.resource, &inner.resource)
    {
        let each = theirs.iter().enumerate().filter_map(|(at, it)| {
            let by = ours.iter().find(|own| resource(own, it))?;
            Some((at, it.as_str().to_owned(), by.as_str().to_owned()))
        });
        (Dimension::Resource, each.collect())
    } else {
        return Covered::Nothing;
    };
    if entries.is_empty() { Covered::Nothing } else { Covered::Entries(dimension, entries) }
}
