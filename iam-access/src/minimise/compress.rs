//! Entries of `Action` give way to shorter patterns that reach no further action of the registry.
//!
//! Which actions a pattern reaches is found out by putting it to every name of its service, never by how it was
//! made. Written wildcards speak of actions to come: they give way to what covers them whatever comes. Names
//! that the registry does not have stay.

use super::candidates::{Cut, candidates};
use super::cover;
use super::draft::Draft;
use super::step::{Journal, Step};
use iam_core::pattern::{matches, matches_ignoring_case};
use iam_core::policy::{ActionElement, ActionPattern};
use iam_core::registry::{self, Service};
use std::collections::{BTreeMap, BinaryHeap, HashSet};

pub(super) fn compress(
    drafts: &mut [Draft],
    cut: Cut,
    unknown: &HashSet<String>,
    journal: &mut Journal,
) {
    for draft in drafts {
        let ActionElement::Action(list) = &draft.statement.action else { continue };
        let patterns: Vec<ActionPattern> = list.to_vec();
        let mut of_service: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for (at, pattern) in patterns.iter().enumerate().filter(|(_, it)| is_known(it)) {
            let service = pattern.split().and_then(|(prefix, _)| registry::service(prefix));
            if let Some(service) = service {
                of_service.entry(service.prefix()).or_default().push(at);
            }
        }
        let mut written: Vec<Option<ActionPattern>> = patterns.iter().cloned().map(Some).collect();
        for (prefix, places) in of_service {
            let Some(service) = registry::service(prefix) else { continue };
            let found = Names::new(service, &patterns, unknown).cover(&patterns, &places, cut);
            for Found { name, covers } in found {
                let Ok(pattern) = format!("{prefix}:{name}").parse::<ActionPattern>() else {
                    continue;
                };
                let text = |at: &usize| patterns.get(*at).map(|it| it.as_str().to_owned());
                let step = || Step::Pattern {
                    statement: draft.place,
                    pattern: pattern.as_str().to_owned(),
                    stands_for: covers.iter().filter_map(text).collect(),
                };
                if !journal.take(step) {
                    break;
                }
                // In place of the first one that goes.
                let mut pattern = Some(pattern);
                for at in covers {
                    if let Some(slot) = written.get_mut(at) {
                        *slot = pattern.take();
                    }
                }
            }
        }
        let written: Vec<_> = written.into_iter().flatten().collect();
        draft.statement.action = ActionElement::Action(written.into());
    }
}

/// Whether it is of one service, and the registry has an action like it.
fn is_known(pattern: &ActionPattern) -> bool {
    let is_of_one = pattern.split().is_some_and(|(prefix, _)| !prefix.contains(['*', '?']));
    is_of_one && registry::actions_matching(pattern.as_str()).next().is_some()
}

/// The names of actions that statements write out and the registry does not have, in lower case: no pattern
/// may reach those of other statements.
pub(super) fn unknown(drafts: &[Draft]) -> HashSet<String> {
    let patterns = drafts.iter().flat_map(|it| it.statement.action.patterns());
    let names = patterns.filter(|it| !it.as_str().contains(['*', '?']) && !is_known(it));
    names.map(|it| it.as_str().to_ascii_lowercase()).collect()
}

/// The names of a service that no pattern of a statement may reach, in lower case.
struct Names {
    others: Vec<String>,
}

/// A pattern that is taken, over the names of a service.
struct Found {
    name: String,
    /// The places of the entries that it stands for.
    covers: Vec<usize>,
}

/// A pattern that may be taken.
struct Candidate {
    name: String,
    /// Places among the entries that may give way.
    covers: Vec<usize>,
}

impl Names {
    fn new(
        service: &'static Service,
        patterns: &[ActionPattern],
        unknown: &HashSet<String>,
    ) -> Self {
        let is_meant = |action: &str| patterns.iter().any(|it| it.matches(action));
        let prefix = service.prefix();
        let own = |text: &str| {
            let (of, name) = text.split_once(':')?;
            (of == prefix).then(|| name.to_owned())
        };
        let mut others = Vec::new();
        // Written out, they are looked up; wildcards are put to each.
        let plain: HashSet<String> =
            patterns.iter().map(|it| it.as_str().to_ascii_lowercase()).collect();
        let wild: Vec<&ActionPattern> = patterns
            .iter()
            .filter(|it| it.as_str().contains(['*', '?']))
            .filter(|it| it.split().is_none_or(|(of, _)| matches_ignoring_case(of, prefix)))
            .collect();
        for action in service.actions() {
            let text = format!("{prefix}:{}", action.name()).to_ascii_lowercase();
            if !plain.contains(&text) && !wild.iter().any(|it| it.matches(&text)) {
                others.push(action.name().to_ascii_lowercase());
            }
        }
        let mut foreign: Vec<_> =
            unknown.iter().filter(|it| !is_meant(it)).filter_map(|it| own(it)).collect();
        foreign.sort_unstable();
        others.extend(foreign);
        Self { others }
    }

    /// The patterns that together save most, found greedily.
    fn cover(&self, patterns: &[ActionPattern], places: &[usize], cut: Cut) -> Vec<Found> {
        let name = |at: &usize| patterns.get(*at).and_then(ActionPattern::split).map(|it| it.1);
        let names: Vec<&str> = places.iter().filter_map(name).collect();
        let prefix = places.first().and_then(|at| patterns.get(*at)).and_then(ActionPattern::split);
        let prefix = prefix.map(|it| it.0.to_ascii_lowercase()).unwrap_or_default();
        let entries: Vec<(usize, &ActionPattern)> =
            places.iter().filter_map(|at| Some((*at, patterns.get(*at)?))).collect();
        let lower: Vec<String> = entries
            .iter()
            .map(|(_, it)| it.split().map(|it| it.1.to_ascii_lowercase()).unwrap_or_default())
            .collect();
        let overhead = prefix.len() + r#""":,"#.len();
        let mut all: Vec<Candidate> = Vec::new();
        for text in candidates(&names, cut) {
            let pattern = text.to_ascii_lowercase();
            if self.others.iter().any(|other| matches(&pattern, other)) {
                continue;
            }
            let full = format!("{prefix}:{text}").parse::<ActionPattern>();
            let covers = |at: &usize| {
                let (Some((_, entry)), Some(lower)) = (entries.get(*at), lower.get(*at)) else {
                    return false;
                };
                if entry.as_str().contains(['*', '?']) {
                    full.as_ref().is_ok_and(|full| cover::action(full, entry))
                } else {
                    matches(&pattern, lower)
                }
            };
            let covers: Vec<usize> = (0..entries.len()).filter(covers).collect();
            all.push(Candidate { name: text, covers });
        }
        let weight = |at: usize| {
            entries.get(at).map_or(0, |(_, it)| it.as_str().chars().count() + r#""","#.len())
        };
        let taken = greedy(&all, entries.len(), &weight, overhead);
        let mut done = vec![false; entries.len()];
        let mut found = Vec::new();
        for at in taken {
            let Some(candidate) = all.get(at) else { continue };
            let mut covers = Vec::new();
            for &entry in &candidate.covers {
                if let (Some(done), Some((place, _))) = (done.get_mut(entry), entries.get(entry))
                    && !*done
                {
                    *done = true;
                    covers.push(*place);
                }
            }
            found.push(Found { name: candidate.name.clone(), covers });
        }
        found
    }
}

/// The places of candidates, the one that saves most first. What one saves never grows while others are
/// taken, so that only the first of the row has to be counted again.
fn greedy(
    all: &[Candidate],
    entries: usize,
    weight: &impl Fn(usize) -> usize,
    overhead: usize,
) -> Vec<usize> {
    let mut done = vec![false; entries];
    let gain = |candidate: &Candidate, done: &[bool]| {
        let open = candidate.covers.iter().filter(|at| done.get(**at) == Some(&false));
        let saved: usize = open.map(|at| weight(*at)).sum();
        saved.checked_sub(candidate.name.chars().count() + overhead).filter(|gain| *gain > 0)
    };
    let mut row = BinaryHeap::new();
    for (at, candidate) in all.iter().enumerate() {
        if let Some(gain) = gain(candidate, &done) {
            let order = std::cmp::Reverse((candidate.name.len(), candidate.name.as_str()));
            row.push((gain, order, at));
        }
    }
    let mut taken = Vec::new();
    while let Some((before, order, at)) = row.pop() {
        let Some(candidate) = all.get(at) else { continue };
        let Some(now) = gain(candidate, &done) else { continue };
        if now < before {
            row.push((now, order, at));
            continue;
        }
        for entry in &candidate.covers {
            if let Some(done) = done.get_mut(*entry) {
                *done = true;
            }
        }
        taken.push(at);
    }
    taken
}
