//! `Condition`: tests, all of which a request has to pass.

use super::super::budget::Budget;
use super::super::change::{Element, ElementChange};
use super::super::verdict::Verdict;
use super::test::Test;
use iam_core::policy::{ConditionBlock, ConditionOperator};
use std::collections::{HashMap, HashSet};

/// Operator, key and how many tests of both came before: a key may be written in other letters, too.
type Place = (ConditionOperator, String, usize);

/// What differs, test by test, and whether the later tests let fewer or more requests pass.
pub(super) fn compare(
    old: &[ConditionBlock],
    new: &[ConditionBlock],
    variables: bool,
    budget: &Budget,
) -> Vec<ElementChange> {
    let (old, new) = (Tests::new(old), Tests::new(new));
    let mut changes = Vec::new();
    for (place, later) in &new.all {
        let earlier = old.at(place);
        if earlier.is_some_and(|earlier| earlier.asks_the_same(later)) {
            continue;
        }
        let later_follows = old.implies(later, variables, budget);
        let change = match earlier {
            Some(earlier) => {
                let within = new.implies(earlier, variables, budget);
                values_changed(earlier, later, Verdict::of(within, later_follows))
            }
            None if later_follows => {
                asked("what it asks was asked before", None, Some(later), Verdict::Same)
            }
            None => asked("one more test has to pass", None, Some(later), Verdict::Narrower),
        };
        changes.push(change);
    }
    for (place, earlier) in &old.all {
        if new.at(place).is_none() {
            let change = if new.implies(earlier, variables, budget) {
                asked("another test asks as much", Some(earlier), None, Verdict::Same)
            } else {
                asked("one test less has to pass", Some(earlier), None, Verdict::Wider)
            };
            changes.push(change);
        }
    }
    changes
}

/// The tests of a statement.
struct Tests<'s> {
    all: Vec<(Place, Test<'s>)>,
    places: HashMap<Place, usize>,
    by_key: HashMap<String, Vec<usize>>,
}

impl<'s> Tests<'s> {
    fn new(blocks: &'s [ConditionBlock]) -> Self {
        let mut tests = Self { all: Vec::new(), places: HashMap::new(), by_key: HashMap::new() };
        let mut counts: HashMap<(ConditionOperator, String), usize> = HashMap::new();
        for block in blocks {
            for test in block.tests.iter() {
                let key = test.key.as_str().to_ascii_lowercase();
                let at = tests.all.len();
                let earlier = counts.entry((block.operator, key.clone())).or_insert(0);
                let place = (block.operator, key.clone(), *earlier);
                *earlier += 1;
                tests.places.insert(place.clone(), at);
                tests.by_key.entry(key).or_default().push(at);
                tests.all.push((place, Test::new(block.operator, test)));
            }
        }
        tests
    }

    fn at(&self, place: &Place) -> Option<&Test<'s>> {
        let at = self.places.get(place)?;
        self.all.get(*at).map(|(_, test)| test)
    }

    /// Whether some test is at least as strict as `looser`.
    fn implies(&self, looser: &Test<'_>, variables: bool, budget: &Budget) -> bool {
        let key = looser.key.to_ascii_lowercase();
        let mut same_key = self.by_key.get(&key).into_iter().flatten();
        same_key.any(|at| {
            let test = self.all.get(*at).map(|(_, test)| test);
            test.is_some_and(|stricter| stricter.implies(looser, variables, budget))
        })
    }
}

fn values_changed(earlier: &Test<'_>, later: &Test<'_>, verdict: Verdict) -> ElementChange {
    let beyond = |all: &Test<'_>, others: &Test<'_>| {
        let others: HashSet<_> = others.normal_values().collect();
        let mut seen = HashSet::new();
        let pairs = all.values.iter().zip(all.normal_values());
        let new =
            pairs.filter(|(_, normal)| !others.contains(normal) && seen.insert(normal.clone()));
        new.map(|(value, _)| (*value).to_owned()).collect::<Vec<_>>()
    };
    let (appear, disappear) = (beyond(later, earlier), beyond(earlier, later));
    let is_negated = later.operator.comparison.is_negated();
    let reason = match (verdict, is_negated) {
        (Verdict::Same, _) => "the values say the same",
        (Verdict::Narrower, false) => "fewer values pass",
        (Verdict::Narrower, true) => "more values are refused",
        (Verdict::Wider, false) => "more values pass",
        (Verdict::Wider, true) => "fewer values are refused",
        (Verdict::Other, _) => "the values do not compare",
    };
    ElementChange {
        element: later.element(),
        verdict,
        before: owned(&earlier.values),
        after: owned(&later.values),
        appear,
        disappear,
        reason: reason.to_owned(),
    }
}

/// A test that is there on one side only.
fn asked(
    reason: &str,
    before: Option<&Test<'_>>,
    after: Option<&Test<'_>>,
    verdict: Verdict,
) -> ElementChange {
    let values = |test: Option<&Test<'_>>| test.map(|test| owned(&test.values)).unwrap_or_default();
    let element = after.or(before).map_or(Element::Version, Test::element);
    ElementChange::whole(element, verdict, values(before), values(after), reason)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
