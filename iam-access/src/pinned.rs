//! Variables whose keys other conditions pin: to a few values, each of which is a case of its own, in which a pattern
//! has the value in place of the variable; or to what matches a pattern, which stands in its place then.

use crate::atom::{Atom, Word};
use crate::budget::Exhausted;
use crate::fact::{Fact, Literal};
use crate::machine::cases;
use crate::principal::TiedKey;
use crate::search::Answers;
use crate::test::{Compiled, Kind, Likes, has_values};
use crate::value::{Held, HeldKeys, KeyType, RESOURCE_ACCOUNT};
use crate::variables::{Equal, Variables, is_open};
use crate::world::{Part, World};

/// How many cases are told apart, how many spellings of a text whose case does not count, and how many patterns
/// stand in the place of a variable.
const MOST: usize = 64;

/// What the variables of the answers may be together, as far as they are pinned, so that a request may give all of
/// the answers. None: no request does.
pub(crate) fn open_cases(
    world: &World<'_>,
    answers: &Answers,
    variables: &Variables,
) -> Result<Vec<HeldKeys>, Exhausted> {
    let (mut all, mut likes) = (vec![HeldKeys::new()], Likes::new());
    // Whose the resource is decides who may ask for it: each owner is tried.
    let owner = RESOURCE_ACCOUNT.to_owned();
    let of_owner = answers.parts.contains_key(&Part::Key(RESOURCE_ACCOUNT.into()));
    let owner = (of_owner && !variables.all.contains(&owner)).then_some(&owner);
    let keys = variables.all.iter().chain(&variables.of_principal).chain(owner);
    for key in keys.filter(|key| is_open(world, key)) {
        let tests = Tests::of(world, answers, key);
        if let Some(own) = tests.values().filter(|own| all.len() * own.len() <= MOST) {
            let with = |case: &HeldKeys| -> Vec<HeldKeys> {
                let each = own.iter().map(|held| {
                    let mut case = case.clone();
                    case.insert(key.clone(), held.clone());
                    case
                });
                each.collect()
            };
            all = all.iter().flat_map(with).collect();
        } else if let Some(words) = tests.patterns().or_else(|| TiedKey::of(key)?.patterns()) {
            likes.insert(key.clone(), words);
        }
    }
    all.retain_mut(|case| {
        variables.equal.iter().filter(|it| it.is_exact).all(|Equal { key, variable, .. }| {
            // Absent it may pass, whatever the variable is.
            let Some(held @ Held::One(_)) = case.get(key).cloned() else { return true };
            *case.entry(variable.clone()).or_insert_with(|| held.clone()) == held
        })
    });
    let is_pinned = !likes.is_empty() || all.first().is_none_or(|case| !case.is_empty());
    if !is_pinned {
        return Ok(all);
    }
    let mut open = Vec::new();
    for case in all {
        if world.may_have(&case, &likes, &answers.parts)? {
            open.push(case);
        }
    }
    Ok(open)
}

/// What the answers say of one key.
struct Tests<'a> {
    all: Vec<(&'a Compiled, bool)>,
    /// Whether a request may have a set of values.
    may_be_set: bool,
    may_be_absent: bool,
}

impl<'a> Tests<'a> {
    fn of(world: &World<'a>, answers: &Answers, key: &str) -> Self {
        let tied = TiedKey::of(key).is_some();
        let part = if tied { Part::Principal } else { Part::Key(key.into()) };
        let facts = world.facts;
        let of_key = |literal: &Literal| match facts.all.get(literal.fact) {
            Some(Fact::Test { key: own, test }) if **own == *key => Some((test, literal.holds)),
            _ => None,
        };
        let all: Vec<(&Compiled, bool)> = answers.of(&part).iter().filter_map(of_key).collect();
        let key_type = KeyType::of(key);
        let is_absent = !tied && key_type.may_be_absent();
        let may_be_absent =
            is_absent && all.iter().all(|(test, holds)| test.passes_absent() == *holds);
        Self { all, may_be_set: !tied && key_type.may_be_set(), may_be_absent }
    }

    /// What the key may be; none if that is no short list.
    fn values(&self) -> Option<Vec<Held>> {
        let is_refused = |(test, holds): &(&Compiled, bool)| matches!(test.kind, Kind::Null { present, .. } if present != *holds);
        let mut possible: Vec<Held> = if self.all.iter().any(is_refused) {
            Vec::new()
        } else {
            let listed = self.words().find_map(|words| spelled(&words))?;
            let fits = |value: &String| {
                let mut tests = self.all.iter().filter(|(test, _)| !has_values(test.words()));
                tests.all(|(test, holds)| test.passes_one(value) == *holds)
            };
            listed.into_iter().filter(fits).map(Held::One).collect()
        };
        if self.may_be_absent {
            possible.push(Held::Absent);
        }
        Some(possible)
    }

    /// The patterns of which it has to match one.
    fn patterns(&self) -> Option<Vec<Word>> {
        if self.may_be_absent {
            return None;
        }
        self.words().find(|words| words.len() <= MOST && !has_values(words))
    }

    /// Words of which it has to match one, if it is there.
    fn words(&self) -> impl Iterator<Item = Vec<Word>> {
        self.all.iter().flat_map(|(test, passes)| test.alternatives(*passes, self.may_be_set))
    }
}

/// The texts that words without wildcards match.
fn spelled(words: &[Word]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for word in words {
        all.extend(spellings(word)?);
        (all.len() <= MOST).then_some(())?;
    }
    Some(all)
}

/// The texts that a word without wildcards matches.
fn spellings(word: &Word) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for atom in word.iter() {
        let own: Vec<char> = match atom {
            Atom::Char(character) => vec![*character],
            Atom::Fold(lower) => cases(*lower).collect(),
            Atom::One(_) | Atom::Any(_) | Atom::Value(_) => return None,
        };
        if all.len() * own.len() > MOST {
            return None;
        }
        let with =
            |text: &String| own.iter().map(move |it| format!("{text}{it}")).collect::<Vec<_>>();
        all = all.iter().flat_map(with).collect();
    }
    Some(all)
}
