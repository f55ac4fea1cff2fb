//! Values of policy variables to try.

use crate::atom::{Atom, is_lower_of};
use crate::automaton::example;
use crate::budget::Exhausted;
use crate::fact::Fact;
use crate::group::Group;
use crate::principal::TiedKey;
use crate::search::Answers;
use crate::test::{literal, widened};
use crate::value::{Held, KeyType, Sought, find};
use crate::world::{Part, World};
use std::collections::{BTreeMap, BTreeSet};

/// What a request has for its keys, by their lower case.
pub(crate) type Values = BTreeMap<String, Held>;

/// The value of a key that has one.
pub(crate) fn single(values: &Values, name: &str) -> Option<String> {
    match values.get(name) {
        Some(Held::One(value)) => Some(value.clone()),
        _ => None,
    }
}

/// The keys that stand as variables in what the answers are about.
pub(crate) struct Variables {
    /// Those that need a value for the answers to be given.
    needed: BTreeSet<String>,
    pub(crate) all: BTreeSet<String>,
    /// Those that follow from who asks.
    pub(crate) of_principal: BTreeSet<String>,
}

impl Variables {
    pub(crate) const ROUNDS: usize = 5;

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
        Self { needed, all, of_principal }
    }

    /// Values to try; none if this round has nothing to add.
    pub(crate) fn guess(
        &self,
        world: &World<'_>,
        answers: &Answers,
        round: usize,
    ) -> Result<Option<Values>, Exhausted> {
        if self.all.is_empty() && round > usize::from(!self.of_principal.is_empty()) {
            return Ok(None);
        }
        let found = if round == 1 { captured(world, answers)? } else { Values::new() };
        if round == 1 && found.is_empty() {
            return Ok(None);
        }
        let is_of_principal = |(key, _): &(&String, &Held)| self.of_principal.contains(*key);
        let mut guess: Values = found
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
        Ok(Some(guess))
    }
}

/// Who asks, if the keys that follow from that are to have these values.
pub(crate) fn named(guess: &Values) -> Vec<Group> {
    let tied = guess.iter().filter_map(|(key, held)| match held {
        Held::One(value) => Some((TiedKey::of(key)?, value)),
        _ => None,
    });
    tied.map(|(key, value)| Group::some(key.of_arn(&[literal(value)]))).collect()
}

/// What the variables of one pattern stand for in a resource that matches, whatever they are.
fn captured(world: &World<'_>, answers: &Answers) -> Result<Values, Exhausted> {
    let mut values = Values::new();
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
