//! Sets of the registry's actions.

use iam_core::pattern::{has_wildcard, matches_ignoring_case};
use iam_core::policy::{ActionElement, ActionPattern};
use iam_core::registry::{self, Action, Service};
use std::collections::HashMap;
use std::sync::OnceLock;

/// An action, by the places of its service and of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ActionId(u32);

impl ActionId {
    fn new(service: usize, action: usize) -> Self {
        // There are fewer than 65,536 of both.
        let number = (service << 16) | (action & 0xffff);
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    pub(crate) fn action(self) -> Option<&'static Action> {
        let number = usize::try_from(self.0).ok()?;
        services().get(number >> 16)?.actions().get(number & 0xffff)
    }
}

/// The services, in one order.
fn services() -> &'static [&'static Service] {
    static SERVICES: OnceLock<Vec<&'static Service>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let mut all: Vec<_> = registry::services().collect();
        all.sort_unstable_by_key(|service| service.prefix());
        all
    })
}

/// What a statement says of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActionSet {
    /// Whether it is all but these.
    excepts: bool,
    /// Sorted.
    listed: Vec<ActionId>,
}

impl ActionSet {
    pub(crate) fn of(element: &ActionElement) -> Self {
        let patterns = element.patterns().iter().map(ActionPattern::as_str);
        let set = Self::matching(patterns);
        match element {
            ActionElement::Action(_) => set,
            ActionElement::NotAction(_) => set.complement(),
        }
    }

    /// The actions that some pattern matches.
    pub(crate) fn matching<'t>(patterns: impl Iterator<Item = &'t str>) -> Self {
        let mut listed = Vec::new();
        // Mostly many of one service follow each other.
        let mut last: Option<(&str, Option<usize>)> = None;
        for pattern in patterns {
            let Some((prefix, name)) = pattern.split_once(':') else {
                if pattern.bytes().all(|byte| byte == b'*') {
                    return Self { excepts: true, listed: Vec::new() };
                }
                continue;
            };
            if !has_wildcard(prefix) {
                let place = match last {
                    Some((of, place)) if of == prefix => place,
                    _ => {
                        let lower = prefix.to_ascii_lowercase();
                        let found = services().binary_search_by(|it| it.prefix().cmp(&lower));
                        found.ok()
                    }
                };
                last = Some((prefix, place));
                if let Some(place) = place {
                    of_service(place, name, &mut listed);
                }
                continue;
            }
            for (place, service) in services().iter().enumerate() {
                if matches_ignoring_case(prefix, service.prefix()) {
                    of_service(place, name, &mut listed);
                }
            }
        }
        if !listed.is_sorted_by(|a, b| a < b) {
            listed.sort_unstable();
            listed.dedup();
        }
        Self { excepts: false, listed }
    }

    pub(crate) fn complement(self) -> Self {
        Self { excepts: !self.excepts, ..self }
    }

    /// Whether no action is one of them.
    pub(crate) fn is_empty(&self) -> bool {
        !self.excepts && self.listed.is_empty()
    }

    pub(crate) fn has(&self, action: ActionId) -> bool {
        self.listed.binary_search(&action).is_ok() != self.excepts
    }

    /// Those that the other set has, too.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let (own, others) = (&self.listed, &other.listed);
        let listed = match (self.excepts, other.excepts) {
            (false, _) => own.iter().copied().filter(|it| other.has(*it)).collect(),
            (true, false) => others.iter().copied().filter(|it| self.has(*it)).collect(),
            (true, true) => merged(own.iter().chain(others).copied().collect()),
        };
        Self { excepts: self.excepts && other.excepts, listed }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        static ALL: OnceLock<usize> = OnceLock::new();
        if !self.excepts {
            return self.listed.len();
        }
        let all = ALL.get_or_init(|| services().iter().map(|it| it.actions().len()).sum());
        all.saturating_sub(self.listed.len())
    }

    /// In order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ActionId> + '_ {
        let listed = if self.excepts { &[] } else { self.listed.as_slice() };
        let services = if self.excepts { services() } else { &[] };
        let mut excepted = self.listed.iter().peekable();
        let others = services.iter().enumerate().flat_map(|(place, service)| {
            (0..service.actions().len()).map(move |action| ActionId::new(place, action))
        });
        // Both are in order.
        let others = others.filter(move |action| excepted.next_if_eq(&action).is_none());
        listed.iter().copied().chain(others)
    }

    /// Its actions, those together that the same of some other sets have: in the order of the first of each.
    pub(crate) fn parts(&self, others: &[&Self]) -> Vec<Self> {
        // Which lists an action is in says which sets it is in.
        let lists = || others.iter().enumerate().map(|(at, set)| (at, set.listed.as_slice()));
        let marked = if self.excepts {
            let all = lists().flat_map(|(_, list)| list).copied();
            merged(all.filter(|it| self.has(*it)).collect())
        } else {
            self.listed.clone()
        };
        let blocks = others.len().div_ceil(64);
        let mut signatures = vec![0_u64; blocks * marked.len()];
        for (set, list) in lists() {
            let mut mark = |at: usize| {
                if let Some(block) = signatures.get_mut(at * blocks + set / 64) {
                    *block |= 1 << (set % 64);
                }
            };
            // Both are in order.
            let (shorter, longer) = (list.len().min(marked.len()), list.len().max(marked.len()));
            if longer <= shorter.saturating_mul(8) {
                let mut rest = list.iter().peekable();
                for (at, own) in marked.iter().enumerate() {
                    while rest.next_if(|it| *it < own).is_some() {}
                    if rest.peek() == Some(&own) {
                        mark(at);
                    }
                }
            } else if list.len() < marked.len() {
                let places = list.iter().filter_map(|it| marked.binary_search(it).ok());
                places.for_each(&mut mark);
            } else {
                let places = marked.iter().enumerate();
                let in_list = places.filter(|(_, it)| list.binary_search(it).is_ok());
                in_list.for_each(|(at, _)| mark(at));
            }
        }
        let mut parts: Vec<Self> = Vec::new();
        let mut places: HashMap<&[u64], usize> = HashMap::new();
        let zero = vec![0_u64; blocks];
        // Mostly the same as of the one before.
        let mut last: Option<(&[u64], usize)> = None;
        for (at, action) in marked.iter().enumerate() {
            let signature = signatures.get(at * blocks..(at + 1) * blocks).unwrap_or(&zero);
            let next = parts.len();
            let place = match last {
                Some((same, place)) if same == signature => place,
                _ => *places.entry(signature).or_insert(next),
            };
            last = Some((signature, place));
            match parts.get_mut(place) {
                Some(part) => part.listed.push(*action),
                None => parts.push(Self { excepts: false, listed: vec![*action] }),
            }
        }
        if self.excepts {
            let excepted = marked.iter().chain(&self.listed).copied().collect();
            let rest = Self { excepts: true, listed: merged(excepted) };
            let first = rest.iter().next();
            if let Some(first) = first {
                let place = parts.partition_point(|it| it.listed.first() < Some(&first));
                parts.insert(place, rest);
            }
        }
        parts
    }
}

/// In order, each once.
fn merged(mut actions: Vec<ActionId>) -> Vec<ActionId> {
    actions.sort_unstable();
    actions.dedup();
    actions
}

fn of_service(place: usize, name: &str, listed: &mut Vec<ActionId>) {
    let Some(service) = services().get(place) else { return };
    let actions = service.actions();
    // They are of the slice.
    let id = |action: &Action| {
        let bytes = std::ptr::from_ref(action).addr() - actions.as_ptr().addr();
        ActionId::new(place, bytes / size_of::<Action>())
    };
    if name == "*" {
        listed.extend((0..actions.len()).map(|at| ActionId::new(place, at)));
    } else if has_wildcard(name) {
        listed.extend(registry::actions_of(service, name).map(id));
    } else {
        listed.extend(service.action(name).map(id));
    }
}

#[cfg(test)]
mod tests {
    use super::{ActionId, ActionSet};
    use std::collections::BTreeMap;

    fn sets() -> Vec<ActionSet> {
        let patterns: [&[&str]; 7] = [
            &["s3:Get*", "s3:PutObject"],
            &["s3:*Object", "sqs:*"],
            &["s*:*e*"],
            &["*"],
            &["S3:getobject", "s3:GetObject"],
            &["s3:Nothing", "nothing:*"],
            &["s3:List*", "ec2:StartInstances"],
        ];
        let sets = patterns.iter().map(|it| ActionSet::matching(it.iter().copied()));
        sets.flat_map(|set| [set.clone(), set.complement()]).collect()
    }

    #[test]
    fn a_set_has_what_it_iterates_over() {
        let all: Vec<ActionId> = ActionSet::matching(["*"].into_iter()).iter().collect();
        assert!(all.len() > 20_000 && all.is_sorted());
        for set in sets() {
            let own: Vec<ActionId> = set.iter().collect();
            let expected: Vec<ActionId> = all.iter().copied().filter(|it| set.has(*it)).collect();
            assert_eq!(own, expected);
            assert_eq!(set.len(), own.len());
            for other in sets() {
                let common: Vec<ActionId> = set.common(&other).iter().collect();
                assert!(common.iter().eq(own.iter().filter(|it| other.has(**it))));
            }
        }
    }

    /// Grouped one by one, in the order of the first of each group.
    #[test]
    fn parts_are_what_other_sets_tell_apart() {
        let all = sets();
        for (at, set) in all.iter().enumerate() {
            let others: Vec<&ActionSet> = all.iter().cycle().skip(at).take(9).collect();
            let mut groups: BTreeMap<Vec<bool>, Vec<ActionId>> = BTreeMap::new();
            for action in set.iter() {
                let signature = others.iter().map(|it| it.has(action)).collect();
                groups.entry(signature).or_default().push(action);
            }
            let mut expected: Vec<Vec<ActionId>> = groups.into_values().collect();
            expected.sort_by_key(|group| group[0]);
            let parts: Vec<Vec<ActionId>> =
                set.parts(&others).iter().map(|it| it.iter().collect()).collect();
            assert_eq!(parts, expected);
        }
    }
}
