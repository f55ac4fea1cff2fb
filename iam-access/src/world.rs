//! The requests among which one is looked for: of a sort of principal, on a sort of resource, with the
//! keys that the action carries.

use crate::atom::{Atom, Class, Word};
use crate::automaton::is_empty;
use crate::budget::{Budget, Exhausted};
use crate::fact::{ActionWords, Fact, Facts, Literal};
use crate::group::Group;
use crate::principal::{self, Constant, PrincipalClass, TiedKey};
use crate::test::{
    Compiled, Kind, Known, Likes, filled, for_any_value, has_values, narrowed, widened,
};
use crate::universe::{self, Universe};
use crate::value::{Held, HeldKeys, KeyType, RESOURCE_ACCOUNT, Sought, find, with_values};
use iam_core::registry::{self, Action};
use iam_evaluate::Request;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part {
    Action,
    Principal,
    Resource,
    Key(Box<str>),
}

/// Some requests.
pub(crate) struct World<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) class: &'a PrincipalClass,
    pub(crate) universe: &'a Universe,
    /// None: of any action.
    pub(crate) action: Option<&'static Action>,
    /// Groups that hold of the ARN of whoever asks, whatever policies say.
    pub(crate) of_principal: &'a [Group],
    pub(crate) budget: &'a Budget,
    proved: &'a Proved,
    /// Which keys of variables the action carries.
    carried_variables: OnceCell<Vec<bool>>,
    /// What some variables are taken to be, and what others match.
    values: Option<(&'a HeldKeys, &'a Likes)>,
}

/// What was proved of answers before: it holds for all worlds that do not tell apart what the answers are
/// about.
#[derive(Debug, Default)]
pub(crate) struct Proved {
    answers: RefCell<HashMap<(Scope, Vec<Literal>), bool>>,
    /// The keys of all variables, once somebody has asked.
    variables: OnceCell<Vec<Box<str>>>,
    /// The keys of all tests.
    keys: OnceCell<Vec<Box<str>>>,
    /// Whether keys come with actions, by the place of the action in memory.
    carried: RefCell<HashMap<usize, HashMap<Box<str>, bool>>>,
}

impl Proved {
    fn variables(&self, facts: &Facts) -> &[Box<str>] {
        self.variables.get_or_init(|| each_once(facts.variables()))
    }

    /// Which of the keys that the policies ask for come with the action.
    pub(crate) fn carried(&self, action: &'static Action, facts: &Facts) -> Vec<bool> {
        let keys = self.keys.get_or_init(|| each_once(facts.keys()));
        keys.iter().map(|key| self.carries(action, key)).collect()
    }

    /// Whether AWS sends the key with the action.
    pub(crate) fn carries(&self, action: &'static Action, key: &str) -> bool {
        let place = std::ptr::from_ref(action).addr();
        let mut carried = self.carried.borrow_mut();
        let of_action = carried.entry(place).or_default();
        if let Some(known) = of_action.get(key) {
            return *known;
        }
        let is_carried = carries(action, key);
        of_action.insert(key.into(), is_carried);
        is_carried
    }
}

fn each_once<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<Box<str>> {
    let mut all: Vec<&str> = keys.collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(Box::from).collect()
}

/// What tells worlds apart, as far as answers about a part go.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Scope {
    Action,
    Principal(PrincipalClass, Vec<Group>),
    /// With the keys of variables that the action carries.
    Resource(PrincipalClass, Universe, Vec<bool>),
    /// With whether the key may be there, and the keys of variables.
    Key(PrincipalClass, Box<str>, bool, Vec<bool>),
}

impl<'a> World<'a> {
    pub(crate) fn new(
        facts: &'a Facts,
        class: &'a PrincipalClass,
        universe: &'a Universe,
        action: Option<&'static Action>,
        of_principal: &'a [Group],
        budget: &'a Budget,
        proved: &'a Proved,
    ) -> Self {
        let carried_variables = OnceCell::new();
        Self {
            facts,
            class,
            universe,
            action,
            of_principal,
            budget,
            proved,
            carried_variables,
            values: None,
        }
    }

    /// Whether some request may give these answers while its keys have these values, and others are like these
    /// patterns. A yes may be wrong, a no never is.
    pub(crate) fn may_have(
        &self,
        values: &HeldKeys,
        likes: &Likes,
        answers: &BTreeMap<Part, Vec<Literal>>,
    ) -> Result<bool, Exhausted> {
        let Self { facts, class, universe, action, of_principal, budget, proved, .. } = *self;
        let world = World {
            values: Some((values, likes)),
            ..World::new(facts, class, universe, action, of_principal, budget, proved)
        };
        for (part, asked) in answers {
            // No variable stands in what is asked of the others.
            let may_be = match part {
                Part::Resource => world.resource_may_be(asked)?,
                Part::Key(key) => world.key_may_be(key, asked)?,
                Part::Action | Part::Principal => true,
            };
            if !may_be {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(crate) fn part(&self, literal: Literal) -> Part {
        match self.facts.all.get(literal.fact) {
            Some(Fact::Action(_)) => Part::Action,
            Some(Fact::Principal(_)) => Part::Principal,
            Some(Fact::Test { key, .. }) if TiedKey::of(key).is_some() => Part::Principal,
            Some(Fact::Test { key, .. })
                if **key == *RESOURCE_ACCOUNT && self.universe.has_account() =>
            {
                Part::Resource
            }
            Some(Fact::Test { key, .. }) => Part::Key(key.clone()),
            Some(Fact::Resource(_)) | None => Part::Resource,
        }
    }

    /// Whether some request may answer all of these, which are about one part, as is asked for. A yes may
    /// be wrong, a no never is.
    pub(crate) fn may_be(&self, part: &Part, asked: &[Literal]) -> Result<bool, Exhausted> {
        if asked.is_empty() {
            return Ok(true);
        }
        self.budget.pay(asked.len() + 4)?;
        let class = self.class.clone();
        let scope = match part {
            Part::Action => Scope::Action,
            Part::Principal => Scope::Principal(class, self.of_principal.to_vec()),
            Part::Resource => {
                Scope::Resource(class, self.universe.clone(), self.carried_variables())
            }
            Part::Key(key) => {
                let carries = self.carries(key);
                Scope::Key(class, key.clone(), carries, self.carried_variables())
            }
        };
        let mut place = asked.to_vec();
        place.sort_unstable();
        let place = (scope, place);
        if let Some(known) = self.proved.answers.borrow().get(&place) {
            return Ok(*known);
        }
        let answer = match part {
            Part::Action => self.action_may_be(asked)?,
            Part::Principal => self.principal_may_be(asked)?,
            Part::Resource => self.resource_may_be(asked)?,
            Part::Key(key) => self.key_may_be(key, asked)?,
        };
        self.budget.pay(64)?;
        self.proved.answers.borrow_mut().insert(place, answer);
        Ok(answer)
    }

    fn action_may_be(&self, asked: &[Literal]) -> Result<bool, Exhausted> {
        let wanted = asked.iter().filter(|it| it.holds).filter_map(|it| self.action_words(it));
        let wanted: Vec<_> = wanted.collect();
        let is_apart = |other| wanted.iter().any(|own: &&_| own.is_apart_from(other));
        if wanted.iter().any(|own| is_apart(own)) {
            return Ok(false);
        }
        Ok(!is_empty(&self.action_groups(asked), self.budget)?)
    }

    fn action_words(&self, literal: &Literal) -> Option<&'a ActionWords> {
        match self.facts.all.get(literal.fact) {
            Some(Fact::Action(words)) => Some(words),
            _ => None,
        }
    }

    /// What the name of the action has to match.
    pub(crate) fn action_groups(&self, asked: &[Literal]) -> Vec<Group> {
        let words = |literal: &Literal| self.action_words(literal);
        let wanted: Vec<_> = asked.iter().filter(|it| it.holds).filter_map(words).collect();
        let is_apart = |other| wanted.iter().any(|own: &&_| own.is_apart_from(other));
        let any = [Atom::One(Class::NoColon), Atom::Any(Class::NoColon), Atom::Char(':')];
        let any = any.into_iter().chain([Atom::One(Class::All), Atom::Any(Class::All)]);
        let mut groups = vec![Group::some(vec![any.collect()])];
        groups.extend(wanted.iter().map(|it| Group::some(it.words.clone())));
        let excluded = asked.iter().filter(|it| !it.holds).filter_map(words);
        let near = excluded.filter(|it| !is_apart(it));
        groups.extend(near.map(|it| Group::none(it.words.clone())));
        groups
    }

    fn resource_may_be(&self, asked: &[Literal]) -> Result<bool, Exhausted> {
        let Some(mut groups) = self.resource_groups(asked) else { return Ok(false) };
        for proof in for_any_value(&groups) {
            if is_empty(&proof, self.budget)? {
                return Ok(false);
            }
        }
        if let Some((_, likes)) = self.values {
            groups = narrowed(&groups, likes);
        }
        groups = widened(&groups);
        groups.insert(0, Group::some(self.universe.words()));
        Ok(!is_empty(&groups, self.budget)?)
    }

    /// What the ARN of the resource has to match; none if no ARN does.
    pub(crate) fn resource_groups(&self, asked: &[Literal]) -> Option<Vec<Group>> {
        let mut groups = Vec::new();
        for literal in asked {
            match self.facts.all.get(literal.fact)? {
                Fact::Resource(words) => {
                    let words = self.settled(words);
                    groups.push(Group { positive: literal.holds, words });
                }
                Fact::Test { test, .. } => {
                    let test = self.settled_test(test);
                    groups.extend(tied(&test, literal.holds, universe::of_account)?);
                }
                Fact::Principal(_) | Fact::Action(_) => {}
            }
        }
        Some(groups)
    }

    /// The words with what the sort of principal says of variables.
    fn settled(&self, words: &[Word]) -> Vec<Word> {
        filled(words, &|key| self.of_class(key))
    }

    fn settled_test(&self, test: &Compiled) -> Compiled {
        if has_values(test.words()) {
            with_values(test, &|key| self.of_class(key))
        } else {
            test.clone()
        }
    }

    /// Which keys of variables the action carries.
    fn carried_variables(&self) -> Vec<bool> {
        let carried = self.carried_variables.get_or_init(|| {
            let keys = self.proved.variables(self.facts).iter();
            keys.map(|key| self.carries(key)).collect()
        });
        carried.clone()
    }

    /// What a variable is for all requests of this sort.
    fn of_class(&self, key: &str) -> Known {
        match self.values.and_then(|(values, _)| values.get(key)) {
            Some(Held::Absent) => return Known::Absent,
            Some(Held::One(value)) => return Known::Value(value.clone()),
            Some(Held::Many(_)) | None => {}
        }
        match TiedKey::of(key).map(|tied| tied.constant(self.class)) {
            None if !self.carries(key) => Known::Absent,
            None | Some(Constant::None) => Known::Open,
            Some(Constant::Absent) => Known::Absent,
            Some(Constant::Value(value)) => Known::Value(value),
        }
    }

    fn principal_may_be(&self, asked: &[Literal]) -> Result<bool, Exhausted> {
        if let PrincipalClass::Only(text) = self.class {
            return Ok(self.answers(text, asked));
        }
        let Some(mut groups) = self.principal_groups(asked) else { return Ok(false) };
        for proof in for_any_value(&groups) {
            if is_empty(&proof, self.budget)? {
                return Ok(false);
            }
        }
        groups = widened(&groups);
        groups.insert(
            0,
            Group::some(principal::universe(self.class, None, None).into_iter().collect()),
        );
        groups.extend(self.of_principal.iter().cloned());
        Ok(!is_empty(&groups, self.budget)?)
    }

    /// Whether this principal, who is neither a role nor a user, answers all as is asked for.
    fn answers(&self, text: &str, asked: &[Literal]) -> bool {
        let Ok(principal) = text.parse() else { return false };
        asked.iter().all(|literal| {
            let answer = match self.facts.all.get(literal.fact) {
                Some(Fact::Principal(named)) => principal::names(named, &principal),
                Some(Fact::Test { key, test }) => match TiedKey::of(key) {
                    Some(tied) => {
                        return says(test, tied.of_principal(text).as_deref(), literal.holds);
                    }
                    None => return true,
                },
                _ => return true,
            };
            answer == literal.holds
        })
    }

    /// What the ARN of the principal has to match; none if no role or user does.
    pub(crate) fn principal_groups(&self, asked: &[Literal]) -> Option<Vec<Group>> {
        let mut groups = Vec::new();
        for literal in asked {
            match self.facts.all.get(literal.fact)? {
                Fact::Principal(named) => groups.push(principal::group(named, literal.holds)),
                Fact::Test { key, test } => {
                    let key = TiedKey::of(key)?;
                    let value = match key.constant(self.class) {
                        Constant::Absent => None,
                        Constant::Value(value) => Some(value),
                        Constant::None => {
                            groups.extend(tied(test, literal.holds, |words| key.of_arn(words))?);
                            continue;
                        }
                    };
                    if !says(test, value.as_deref(), literal.holds) {
                        return None;
                    }
                }
                Fact::Resource(_) | Fact::Action(_) => {}
            }
        }
        Some(groups)
    }

    fn key_may_be(&self, key: &str, asked: &[Literal]) -> Result<bool, Exhausted> {
        let tests = self.tests(asked).into_iter();
        let tests: Vec<_> = tests.map(|(test, holds)| (self.settled_test(test), holds)).collect();
        let tests: Vec<_> = tests.iter().map(|(test, holds)| (test, *holds)).collect();
        let may_be_there = self.carries(key);
        let sought = find(KeyType::of(key), &tests, (true, may_be_there), self.budget)?;
        Ok(sought != Sought::Nothing)
    }

    /// The tests among them.
    pub(crate) fn tests(&self, asked: &[Literal]) -> Vec<(&'a Compiled, bool)> {
        let test = |literal: &Literal| match self.facts.all.get(literal.fact)? {
            Fact::Test { test, .. } => Some((test, literal.holds)),
            _ => None,
        };
        asked.iter().filter_map(test).collect()
    }

    /// Whether AWS sends the key with the action.
    pub(crate) fn carries(&self, key: &str) -> bool {
        // Of what has no service nothing is known: no request has it.
        let Some(action) = self.action else { return key.contains(':') };
        self.proved.carries(action, key)
    }
}

/// Whether AWS sends the key with the action: the simulator knows.
fn carries(action: &'static Action, key: &str) -> bool {
    // Of what has no service nothing is known: no request has it.
    if !key.contains(':') {
        return false;
    }
    // Many questions are about the same few keys.
    if registry::global_condition_key(key).is_some() && !registry::is_request_tag_key(key) {
        return true;
    }
    let context = iam_evaluate::Context::new().with(key, "value");
    let asked = Request::new("*", &action.to_string(), "*");
    asked.is_ok_and(|request| request.with_context(context).ignored_keys().is_empty())
}

/// Whether the test says so of this value; of one with variables that is not known, and may be.
fn says(test: &Compiled, value: Option<&str>, wanted: bool) -> bool {
    if crate::test::has_values(test.words()) && value.is_some() {
        return true;
    }
    let passes = match value {
        Some(value) => test.passes_one(value),
        None => test.passes_absent(),
    };
    passes == wanted
}

/// What an ARN has to match for a key that is a part of it, and that is always there, to pass.
fn tied(
    test: &Compiled,
    wanted: bool,
    of_arn: impl Fn(&[Word]) -> Vec<Word>,
) -> Option<Vec<Group>> {
    match &test.kind {
        Kind::Null { present, .. } => (*present == wanted).then(Vec::new),
        // Of a number or a date there is none.
        Kind::Values(values) if !values.is_text() => (!wanted).then(Vec::new),
        Kind::Values(values) => {
            let groups = values.groups(wanted)?.into_iter();
            let mapped =
                groups.map(|group| Group { positive: group.positive, words: of_arn(&group.words) });
            Some(mapped.collect())
        }
    }
}
