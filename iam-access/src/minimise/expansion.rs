//! A second opinion, as simple as can be: every entry of `Action` is put to every name of the registry, and for
//! each action the rest of what is said of it is compared.

use crate::atom::{Grammar, atoms, plainly_covers, resource_words};
use iam_core::pattern::matches_ignoring_case;
use iam_core::policy::{
    ActionElement, ActionPattern, Comparison, Principal, PrincipalElement, ResourceElement,
    SetQualifier, Statement, Version,
};
use iam_core::registry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Into how many parts a statement is taken apart: beyond that, lists of values stay whole.
const MOST: usize = 4096;

/// Whether both say the same of every action of the registry, and of those that they or the whole policy write
/// out.
pub(super) fn are_equal(
    before: &[Statement],
    after: &[Statement],
    whole: &[Statement],
    version: Option<Version>,
) -> bool {
    let universe = Universe::new(before.iter().chain(after).chain(whole));
    let (before, after) = (said(before, &universe), said(after, &universe));
    covers(&before, &after, version) && covers(&after, &before, version)
}

/// All actions.
struct Universe {
    known: &'static [Known],
    /// What no name of the registry is, in lower case.
    unknown: BTreeSet<String>,
    len: usize,
}

/// The actions of a service, written out.
struct Known {
    prefix: &'static str,
    start: usize,
    actions: Vec<String>,
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut start = 0;
        let each = registry::services().map(|service| {
            let actions: Vec<String> = service.actions().iter().map(ToString::to_string).collect();
            let known = Known { prefix: service.prefix(), start, actions };
            start += known.actions.len();
            known
        });
        each.collect()
    })
}

impl Universe {
    fn new<'s>(statements: impl Iterator<Item = &'s Statement>) -> Self {
        let known = known();
        let patterns = statements.flat_map(|it| it.action.patterns());
        let texts = patterns.map(ActionPattern::as_str);
        let unknown: BTreeSet<String> = texts
            .filter(|text| registry::action(text).is_none() && !text.contains(['*', '?']))
            .map(str::to_ascii_lowercase)
            .collect();
        let len = known.last().map_or(0, |last| last.start + last.actions.len()) + unknown.len();
        Self { known, unknown, len }
    }

    /// Those that an entry matches.
    fn matching(&self, entry: &str, all: &mut Set) {
        let prefix = entry.split(':').next().unwrap_or_default();
        for service in self.known {
            if !matches_ignoring_case(prefix, service.prefix) {
                continue;
            }
            for (at, action) in service.actions.iter().enumerate() {
                if matches_ignoring_case(entry, action) {
                    all.insert(service.start + at);
                }
            }
        }
        let start = self.len - self.unknown.len();
        for (at, action) in self.unknown.iter().enumerate() {
            if matches_ignoring_case(entry, action) {
                all.insert(start + at);
            }
        }
    }
}

/// A set of actions, a bit each.
#[derive(Clone)]
struct Set(Vec<u64>);

impl Set {
    fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    fn insert(&mut self, at: usize) {
        if let Some(block) = self.0.get_mut(at / 64) {
            *block |= 1 << (at % 64);
        }
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|block| *block == 0)
    }
}

/// What is said of some actions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rest {
    effect: &'static str,
    principal: String,
    resource: Place,
    tests: BTreeSet<Asked>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    None,
    Is(String),
    IsNot(Vec<String>),
}

/// A test of a condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    operator: String,
    key: String,
    values: Vec<String>,
    is_pattern: bool,
}

/// For each thing that is said, of which actions.
type Said = BTreeMap<Rest, Set>;

fn said(statements: &[Statement], universe: &Universe) -> Said {
    let mut said = Said::new();
    for statement in statements {
        let mut listed = Set::new(universe.len);
        for pattern in statement.action.patterns() {
            universe.matching(pattern.as_str(), &mut listed);
        }
        let actions = match statement.action {
            ActionElement::Action(_) => listed,
            ActionElement::NotAction(_) => {
                let mut all = Set::new(universe.len);
                (0..universe.len).for_each(|at| all.insert(at));
                all.remove(&listed);
                all
            }
        };
        for rest in rests(statement) {
            said.entry(rest).or_insert_with(|| Set::new(universe.len)).add(&actions);
        }
    }
    said
}

/// A statement, taken apart to one principal, one resource and one value each.
fn rests(statement: &Statement) -> Vec<Rest> {
    let principals = match &statement.principal {
        None => vec![String::new()],
        Some(PrincipalElement::Principal(Principal::Everyone)) => vec!["*".to_owned()],
        Some(PrincipalElement::Principal(Principal::Listed(groups))) => {
            let each = groups.iter().flat_map(|it| {
                it.identifiers.iter().map(|text| format!("{:?} {text}", it.principal_type))
            });
            each.collect()
        }
        Some(element @ PrincipalElement::NotPrincipal(_)) => vec![format!("{element:?}")],
    };
    let places = match &statement.resource {
        None => vec![Place::None],
        Some(ResourceElement::Resource(list)) => {
            list.iter().map(|it| Place::Is(it.as_str().to_owned())).collect()
        }
        Some(ResourceElement::NotResource(list)) => {
            let mut texts: Vec<_> = list.iter().map(|it| it.as_str().to_owned()).collect();
            texts.sort_unstable();
            texts.dedup();
            vec![Place::IsNot(texts)]
        }
    };
    let mut tests: Vec<BTreeSet<Asked>> = vec![BTreeSet::new()];
    for block in statement.conditions.iter() {
        let operator = block.operator;
        let comparison = operator.comparison;
        let by_value = operator.qualifier != Some(SetQualifier::ForAllValues)
            && !comparison.is_negated()
            && comparison != Comparison::Null;
        for test in block.tests.iter() {
            let mut values: Vec<_> = test.values.iter().map(|it| it.as_str().to_owned()).collect();
            values.sort_unstable();
            values.dedup();
            let asked = |values| Asked {
                operator: operator.to_string(),
                key: test.key.as_str().to_ascii_lowercase(),
                values,
                is_pattern: comparison == Comparison::StringLike && by_value,
            };
            let parts = principals.len() * places.len() * tests.len() * values.len();
            let options: Vec<Asked> = if by_value && parts <= MOST {
                values.into_iter().map(|value| asked(vec![value])).collect()
            } else {
                vec![asked(values)]
            };
            let with = |set: &BTreeSet<Asked>| {
                let set = set.clone();
                options.clone().into_iter().map(move |it| {
                    let mut set = set.clone();
                    set.insert(it);
                    set
                })
            };
            tests = tests.iter().flat_map(with).collect();
        }
    }
    let mut rests = Vec::new();
    for principal in &principals {
        for resource in &places {
            rests.extend(tests.iter().map(|tests| Rest {
                effect: statement.effect.as_str(),
                principal: principal.clone(),
                resource: resource.clone(),
                tests: tests.clone(),
            }));
        }
    }
    rests
}

/// Whether one side says of every action all that the other says.
fn covers(outer: &Said, inner: &Said, version: Option<Version>) -> bool {
    inner.iter().all(|(rest, actions)| {
        let mut left = actions.clone();
        if let Some(same) = outer.get(rest) {
            left.remove(same);
        }
        for (other, actions) in outer {
            if left.is_empty() {
                return true;
            }
            if is_wider(other, rest, version) {
                left.remove(actions);
            }
        }
        left.is_empty()
    })
}

/// Whether whatever one says follows from what the other says.
fn is_wider(outer: &Rest, inner: &Rest, version: Option<Version>) -> bool {
    outer.effect == inner.effect
        && outer.principal == inner.principal
        && place_is_wider(&outer.resource, &inner.resource, version)
        && outer
            .tests
            .iter()
            .all(|test| inner.tests.iter().any(|other| test_is_wider(test, other, version)))
}

fn place_is_wider(outer: &Place, inner: &Place, version: Option<Version>) -> bool {
    if outer == inner {
        return true;
    }
    let grammar = Grammar::of(version, true);
    let one_is_wider = |outer: &str, inner: &str| {
        let Some(outer) = resource_words(outer, grammar) else { return true };
        let Some(inner) = resource_words(inner, grammar) else { return false };
        inner.iter().all(|it| outer.iter().any(|own| plainly_covers(own, it)))
    };
    match (outer, inner) {
        (Place::Is(outer), Place::Is(inner)) => one_is_wider(outer, inner),
        (Place::Is(outer), Place::IsNot(_)) => outer == "*",
        (Place::IsNot(outer), Place::IsNot(inner)) => {
            outer.iter().all(|it| inner.iter().any(|other| one_is_wider(other, it)))
        }
        _ => false,
    }
}

fn test_is_wider(outer: &Asked, inner: &Asked, version: Option<Version>) -> bool {
    if outer == inner {
        return true;
    }
    let grammar = Grammar::of(version, true);
    let has = |value: &str| {
        outer.values.iter().any(|own| {
            own == value
                || outer.is_pattern && plainly_covers(&atoms(own, grammar), &atoms(value, grammar))
        })
    };
    outer.operator == inner.operator
        && outer.key == inner.key
        && outer.is_pattern == inner.is_pattern
        && outer.is_pattern
        && inner.values.iter().all(|value| has(value))
}
