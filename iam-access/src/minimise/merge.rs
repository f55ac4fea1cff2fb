//! Statements that differ in one list only become one.

use super::dimension::Dimension;
use super::draft::Draft;
use super::step::Journal;
use iam_core::policy::Statement;
use std::collections::HashMap;

/// In which order statements are merged: what is merged first decides what can be merged later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// What saves most first.
    Best,
    /// Each with the first one after it, in the order written, as CDK does it.
    Written,
}

/// Beyond so many statements, only groups are merged: pairs are too many.
const MOST_PAIRED: usize = 300;

pub(super) fn merge(drafts: &mut Vec<Draft>, order: Order, journal: &mut Journal) {
    if order == Order::Written && drafts.len() <= MOST_PAIRED {
        while pairs(drafts, journal) {}
    }
    while groups(drafts, journal) {}
}

/// A list, and all that its statement says besides.
type Rests = Vec<(Dimension, String)>;

fn rests(draft: &Draft) -> Rests {
    if draft.locked {
        return Vec::new();
    }
    let all = Dimension::of(&draft.statement).into_iter();
    all.map(|dimension| (dimension, dimension.rest(&draft.statement))).collect()
}

/// One pass over all pairs; whether some were merged.
fn pairs(drafts: &mut Vec<Draft>, journal: &mut Journal) -> bool {
    let mut all: Vec<Rests> = drafts.iter().map(rests).collect();
    let mut merged = false;
    let mut at = 0;
    while at < drafts.len() {
        let mut other = at + 1;
        while other < drafts.len() {
            let found = all.get(at).zip(all.get(other)).and_then(|(ours, theirs)| {
                let plain = |it: &&(Dimension, String)| !matches!(it.0, Dimension::Value { .. });
                ours.iter().filter(plain).find_map(|(dimension, rest)| {
                    let (from, _) = theirs.iter().find(|(_, it)| it == rest)?;
                    Some((*dimension, *from))
                })
            });
            let is_merged =
                found.is_some_and(|(into, from)| join(drafts, (at, into), (other, from), journal));
            if !is_merged {
                other += 1;
                continue;
            }
            merged = true;
            drafts.remove(other);
            all.remove(other);
            if let (Some(own), Some(draft)) = (all.get_mut(at), drafts.get(at)) {
                *own = rests(draft);
            }
        }
        at += 1;
    }
    merged
}

/// Merges the groups of statements that differ in one list only, what saves most first; whether there were
/// some.
fn groups(drafts: &mut Vec<Draft>, journal: &mut Journal) -> bool {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<(usize, Dimension)>> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        for (dimension, rest) in rests(draft) {
            let next = groups.len();
            let place = *places.entry(rest).or_insert(next);
            match groups.get_mut(place) {
                // Two tests of one statement may be alike.
                Some(group) if group.last().is_some_and(|(last, _)| *last == at) => {}
                Some(group) => group.push((at, dimension)),
                None => groups.push(vec![(at, dimension)]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    let saved = |group: &Vec<(usize, Dimension)>| {
        let mut members = group.iter().filter_map(|(at, it)| Some((drafts.get(*at)?, *it)));
        let Some((first, into)) = members.next() else { return 0 };
        let (mut joined, mut before) = (first.statement.clone(), len(&first.statement));
        for (other, from) in members {
            before += len(&other.statement);
            into.add(&mut joined, &other.statement, from);
        }
        before.saturating_sub(len(&joined))
    };
    let mut rated: Vec<_> = groups.into_iter().map(|group| (saved(&group), group)).collect();
    // Stable: of equal ones the first is the first one written.
    rated.sort_by_key(|(saved, _)| std::cmp::Reverse(*saved));
    let mut gone = vec![false; drafts.len()];
    let mut touched = vec![false; drafts.len()];
    let mut merged = false;
    for (_, group) in rated {
        let is_touched = |at: &usize| touched.get(*at).copied().unwrap_or(true);
        let fresh: Vec<_> = group.into_iter().filter(|(at, _)| !is_touched(at)).collect();
        let [first, others @ ..] = fresh.as_slice() else { continue };
        for other in others {
            if join(drafts, *first, *other, journal) {
                merged = true;
                set(&mut touched, first.0);
                set(&mut touched, other.0);
                set(&mut gone, other.0);
            }
        }
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !gone.get(at - 1).copied().unwrap_or(false)
    });
    merged
}

/// Merges the second into the first, which stays.
fn join(
    drafts: &mut [Draft],
    (at, into): (usize, Dimension),
    (other, from): (usize, Dimension),
    journal: &mut Journal,
) -> bool {
    let Some(theirs) = drafts.get(other).cloned() else { return false };
    let Some(ours) = drafts.get_mut(at) else { return false };
    if !journal.take(|| Journal::merge(theirs.place, ours.place, into)) {
        return false;
    }
    into.add(&mut ours.statement, &theirs.statement, from);
    if ours.statement.sid.is_none() {
        ours.statement.sid.clone_from(&theirs.statement.sid);
    }
    true
}

/// About how many characters a statement has.
fn len(statement: &Statement) -> usize {
    super::size::of(statement)
}

fn set(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}
