//! Statements that share the most actions and resources.

use super::super::form::StatementForm;
use super::slot::Slot;
use iam_core::policy::{ActionPattern, ResourceElement, ResourcePattern};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// What more statements than this have tells none of them apart.
const COMMON: usize = 16;

/// Pairs statements that share an action, those that share the most first.
///
/// Two that have different `Sid`s were once told apart: they have to share half of all their actions.
/// If one allows and the other denies, they have to share everything.
pub(super) fn pair(
    old: &[(Slot, &StatementForm)],
    new: &[(Slot, &StatementForm)],
) -> Vec<(Slot, Slot)> {
    // With nobody else to be taken for, a statement without a name is the one that was there.
    if let ([(slot, mine)], [(partner, theirs)]) = (old, new)
        && (mine.sid().is_none() || theirs.sid().is_none())
    {
        return vec![(*slot, *partner)];
    }
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let (old_entries, new_entries) = (all_entries(old), all_entries(new));
    let (old_index, new_index) = (index(&old_entries), index(&new_entries));
    let mut shared: HashMap<(usize, usize), Shared> = HashMap::new();
    for (entry, holders) in &old_index {
        let Some(others) = new_index.get(entry) else { continue };
        if holders.len() > COMMON || others.len() > COMMON {
            continue;
        }
        for at in holders {
            for other in others {
                let shared = shared.entry((*at, *other)).or_default();
                shared.all += 1;
                shared.actions += usize::from(matches!(entry, Entry::Action(_)));
            }
        }
    }
    let rank = ranks(old.iter().chain(new).map(|(_, form)| form.content.as_str()));
    let rank_of = |side: &[(Slot, &StatementForm)], at: usize| {
        side.get(at).and_then(|(_, form)| rank.get(form.content.as_str())).copied()
    };
    let mut candidates = Vec::new();
    for ((at, other), shared) in shared {
        let sides = (old.get(at), new.get(other));
        let counts = (old_entries.get(at), new_entries.get(other));
        let ((Some((_, mine)), Some((_, theirs))), (Some(a), Some(b))) = (sides, counts) else {
            continue;
        };
        if is_alike(&shared, (mine, a), (theirs, b)) {
            let ranks = (rank_of(old, at), rank_of(new, other));
            // Backwards, the same pairs come out.
            let ranks = (ranks.0.min(ranks.1), ranks.0.max(ranks.1));
            candidates.push((Reverse(shared.all), ranks, at + other, at, other));
        }
    }
    candidates.sort_unstable();
    let (mut old_taken, mut new_taken) = (HashSet::new(), HashSet::new());
    let mut pairs = Vec::new();
    for (.., at, other) in candidates {
        if old_taken.contains(&at) || new_taken.contains(&other) {
            continue;
        }
        if let (Some((slot, _)), Some((partner, _))) = (old.get(at), new.get(other)) {
            old_taken.insert(at);
            new_taken.insert(other);
            pairs.push((*slot, *partner));
        }
    }
    pairs
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Entry<'f> {
    Action(Cow<'f, str>),
    Resource(&'f str),
}

/// How many entries two statements share that are not common.
#[derive(Clone, Copy, Default)]
struct Shared {
    all: usize,
    actions: usize,
}

fn all_entries<'f>(side: &[(Slot, &'f StatementForm)]) -> Vec<HashSet<Entry<'f>>> {
    side.iter().map(|(_, form)| entries_of(form)).collect()
}

fn entries_of(form: &StatementForm) -> HashSet<Entry<'_>> {
    let actions = form.statement.action.patterns().iter().map(ActionPattern::as_str);
    let actions = actions.map(|text| Entry::Action(Cow::Owned(text.to_ascii_lowercase())));
    let resources = form.statement.resource.iter().flat_map(ResourceElement::patterns);
    actions.chain(resources.map(ResourcePattern::as_str).map(Entry::Resource)).collect()
}

fn is_alike(
    shared: &Shared,
    (mine, a): (&StatementForm, &HashSet<Entry<'_>>),
    (theirs, b): (&StatementForm, &HashSet<Entry<'_>>),
) -> bool {
    let actions = |entries: &HashSet<Entry<'_>>| {
        entries.iter().filter(|entry| matches!(entry, Entry::Action(_))).count()
    };
    let union = actions(a) + actions(b) - shared.actions;
    let has_sids = mine.sid().is_some() && theirs.sid().is_some();
    let is_flipped = mine.statement.effect != theirs.statement.effect;
    shared.actions > 0 && (!has_sids || 2 * shared.actions >= union) && (!is_flipped || a == b)
}

fn index<'e, 'f>(all: &'e [HashSet<Entry<'f>>]) -> HashMap<&'e Entry<'f>, Vec<usize>> {
    let mut index: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, entries) in all.iter().enumerate() {
        for entry in entries {
            index.entry(entry).or_default().push(at);
        }
    }
    index
}

/// The place of each text among all, in order.
fn ranks<'t>(texts: impl Iterator<Item = &'t str>) -> HashMap<&'t str, usize> {
    let mut all: Vec<_> = texts.collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().enumerate().map(|(rank, text)| (text, rank)).collect()
}
