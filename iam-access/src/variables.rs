//! Values of policy variables to try.

use crate::atom::{Atom, is_lower_of};
use crate::automaton::example;
use crate::budget::Exhausted;
use crate::fact::{Fact, Literal};
use crate::group::Group;
use crate::principal::{Constant, TiedKey};
use crate::search::Answers;
use crate::test::{literal, widened};
use crate::value::{Held, HeldKeys, KeyType, Sought, find, spelled};
use crate::world::{Part, World};
use std::collections::{BTreeMap, BTreeSet};

/// A key, and the variable that it is compared with.
pub(crate) struct Equal {
    pub(crate) key: String,
    pub(crate) variable: String,
    /// Whether a value of the key has to be that of the variable: in that case, and it alone.
    pub(crate) is_exact: bool,
}

/// The keys that stand as variables in what the answers are about.
pub(crate) struct Variables {
    /// Those that need a value for the answers to be given.
    needed: BTreeSet<String>,
    pub(crate) all: BTreeSet<String>,
    /// Those that follow from who asks.
    pub(crate) of_principal: BTreeSet<String>,
    pub(crate) equal: Vec<Equal>,
}

impl Variables {
    pub(crate) const ROUNDS: usize = 7;

    pub(crate) fn of(world: &World<'_>, answers: &Answers) -> Self {
        let (mut needed, mut all) = (BTreeSet::new(), BTreeSet::new());
        let mut of_principal = BTreeSet::new();
        for literal in answers.parts.values().flatten() {
            let (words, positive) = match world.facts.all.get(literal.fact) {
                Some(Fact::Resource(words)) => (words.as_slice(), literal.holds),
                Some(Fact::Test { test, .. }) => {
                    let negated = test.operator.comparison.is_negated();
                    (test.words(), literal.holds != negated)
                }
                _ => continue,
            };
            for atom in words.iter().flat_map(|word| word.iter()) {
                let Atom::Value(variable) = atom else { continue };
                if TiedKey::of(&variable.key).is_some() {
                    of_principal.insert(variable.key.to_string());
                    continue;
                }
                all.insert(variable.key.to_string());
                if positive {
                    needed.insert(variable.key.to_string());
                }
            }
        }
        Self { needed, all, of_principal, equal: equal(world, answers) }
    }

    /// Values to try; none if this round has nothing to add.
    pub(crate) fn guess(
        &self,
        world: &World<'_>,
        answers: &Answers,
        round: usize,
    ) -> Result<Option<HeldKeys>, Exhausted> {
        if self.all.is_empty() && round > usize::from(!self.of_principal.is_empty()) {
            return Ok(None);
        }
        let found = if round == 1 { captured(world, answers)? } else { HeldKeys::new() };
        if round == 1 && found.is_empty() {
            return Ok(None);
        }
        let is_of_principal = |(key, _): &(&String, &Held)| self.of_principal.contains(*key);
        let mut guess: HeldKeys = found
            .iter()
            .filter(is_of_principal)
            .map(|(key, held)| (key.clone(), held.clone()))
            .collect();
        for key in &self.needed {
            let own = found.get(key).cloned();
            let value = match round {
                1 => own.unwrap_or(Held::One("example".to_owned())),
                2 => Held::One(String::new()),
                3 => Held::Absent,
                // Which no field of an ARN can be.
                4 => Held::One("example:x".to_owned()),
                // No value that a test lists, and in paths below one.
                5 => match listed(world, answers, key) {
                    Some(listed) => Held::One(format!("{listed}/x")),
                    None => return Ok(None),
                },
                _ => {
                    let part = Part::Key(key.as_str().into());
                    let tests = world.tests(answers.of(&part));
                    let carries = world.carries(key);
                    match find(KeyType::of(key), &tests, (false, carries), world.budget)? {
                        Sought::Found(held) if !tests.is_empty() => held,
                        _ if carries => Held::One("example".to_owned()),
                        _ => Held::Absent,
                    }
                }
            };
            guess.insert(key.clone(), value);
        }
        if round == 6 {
            // Those that need none have one, too, so that no default stands in their place.
            let others = self.all.difference(&self.needed);
            let others: Vec<_> = others.filter(|key| world.carries(key)).cloned().collect();
            if others.is_empty() {
                return Ok(None);
            }
            let example = || Held::One("example".to_owned());
            guess.extend(others.into_iter().map(|key| (key, example())));
        }
        Ok(Some(guess))
    }

    /// What is to be equal is so in the guess, too.
    pub(crate) fn level(&self, guess: &mut HeldKeys) {
        for Equal { key, variable, .. } in &self.equal {
            let (known, open) = match (guess.get(key), guess.get(variable)) {
                (Some(Held::One(own)), None) => (own.clone(), variable),
                (None, Some(Held::One(own))) => (own.clone(), key),
                _ => continue,
            };
            guess.insert(open.clone(), Held::One(known));
        }
    }
}

/// Whether requests of one sort of principal differ in the key: what is the same for all stands in the patterns
/// already.
pub(crate) fn is_open(world: &World<'_>, key: &str) -> bool {
    TiedKey::of(key).is_none_or(|tied| matches!(tied.constant(world.class), Constant::None))
}

/// Keys that are to have the value of a variable.
fn equal(world: &World<'_>, answers: &Answers) -> Vec<Equal> {
    let of_literal = |literal: &Literal| {
        let Some(Fact::Test { key, test }) = world.facts.all.get(literal.fact) else { return None };
        let [only] = test.words() else { return None };
        let [Atom::Value(variable)] = &**only else { return None };
        if literal.holds == test.operator.comparison.is_negated() {
            return None;
        }
        let may_be_set = TiedKey::of(key).is_none() && KeyType::of(key).may_be_set();
        let alternatives = test.alternatives(literal.holds, may_be_set);
        let is_alone =
            alternatives.iter().any(|words| words.len() == 1 && words.first() == Some(only));
        let is_exact = is_alone && !variable.folds && variable.default.is_none();
        let (key, variable) = (key.to_string(), variable.key.to_string());
        let are_open = is_open(world, &key) && is_open(world, &variable);
        are_open.then_some(Equal { key, variable, is_exact })
    };
    answers.parts.values().flatten().filter_map(of_literal).collect()
}

/// A text that a test of the key lists.
fn listed(world: &World<'_>, answers: &Answers, key: &str) -> Option<String> {
    let tests = world.tests(answers.of(&Part::Key(key.into())));
    let mut listed = tests.into_iter().flat_map(|(test, _)| test.words()).filter_map(spelled);
    listed.find(|text| !text.is_empty())
}

/// Who asks, if the keys that follow from that are to have these values.
pub(crate) fn named(guess: &HeldKeys) -> Vec<Group> {
    let tied = guess.iter().filter_map(|(key, held)| match held {
        Held::One(value) => Some((TiedKey::of(key)?, value)),
        _ => None,
    });
    tied.map(|(key, value)| Group::some(key.of_arn(&[literal(value)]))).collect()
}

/// What the variables of one pattern stand for in a resource that matches, whatever they are.
fn captured(world: &World<'_>, answers: &Answers) -> Result<HeldKeys, Exhausted> {
    let mut values = HeldKeys::new();
    let Some(groups) = world.resource_groups(answers.of(&Part::Resource)) else {
        return Ok(values);
    };
    let mut open = widened(&groups);
    open.push(Group::some(world.universe.words()));
    let Some(text) = example(&open, world.budget)? else { return Ok(values) };
    let letters: Vec<char> = text.chars().collect();
    for word in groups.iter().filter(|it| it.positive).flat_map(|group| &group.words) {
        let mut steps = 100_000;
        let own = captures(word, &letters, &mut steps);
        if let Some(own) = own.filter(|own| !own.is_empty()) {
            let own = own.into_iter().map(|(key, value)| (key, Held::One(value)));
            values.extend(own);
            break;
        }
    }
    Ok(values)
}

/// What each variable of the word stands for, if the word matches the text.
fn captures(word: &[Atom], text: &[char], steps: &mut usize) -> Option<BTreeMap<String, String>> {
    *steps = steps.checked_sub(1)?;
    let Some((first, rest)) = word.split_first() else {
        return text.is_empty().then(BTreeMap::new);
    };
    let one = |fits: &dyn Fn(char) -> bool, steps: &mut usize| {
        let (letter, others) = text.split_first()?;
        if fits(*letter) { captures(rest, others, steps) } else { None }
    };
    match first {
        Atom::Char(own) => one(&|it| it == *own, steps),
        Atom::Fold(own) => one(&|it| is_lower_of(*own, it), steps),
        Atom::One(class) => one(&|it| class.takes(it), steps),
        Atom::Any(_) | Atom::Value(_) => (0..=text.len()).find_map(|len| {
            let (own, others) = text.split_at_checked(len)?;
            if let Atom::Any(class) = first {
                own.iter().all(|it| class.takes(*it)).then_some(())?;
            }
            let mut found = captures(rest, others, steps)?;
            if let Atom::Value(variable) = first {
                let own: String = own.iter().collect();
                let held = found.entry(variable.key.to_string()).or_insert_with(|| own.clone());
                (*held == own).then_some(())?;
            }
            Some(found)
        }),
    }
}
