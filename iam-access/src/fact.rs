//! What statements ask of a request besides its action: each question once, whoever asks it.

use crate::atom::{Atom, Class, Grammar, Word, atoms, folded, limited, plain, resource_words};
use crate::principal::Named;
use crate::test::{Compiled, Test};
use iam_core::pattern::{Piece, pieces};
use iam_core::policy::{
    ActionElement, ActionPattern, Effect, PrincipalElement, ResourceElement, ResourcePattern,
    Statement, Version,
};
use std::collections::HashMap;

/// A question about a request, answered by yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Question {
    /// Is the action one of these, in lower case?
    Action(Box<[Box<str>]>),
    /// Is the resource one of these?
    Resource { entries: Box<[Box<str>]>, variables: bool },
    /// Is the principal one of these?
    Principal(Box<[Named]>),
    /// Does the key pass?
    Test(Test),
}

/// A question, ready to be asked.
#[derive(Clone, Debug)]
pub(crate) enum Fact {
    Action(ActionWords),
    Resource(Vec<Word>),
    Principal(Vec<Named>),
    Test {
        /// In lower case.
        key: Box<str>,
        test: Compiled,
    },
}

/// Patterns of actions.
#[derive(Clone, Debug)]
pub(crate) struct ActionWords {
    pub(crate) words: Vec<Word>,
    /// The services that they name, sorted; none if some pattern leaves that open.
    services: Option<Vec<Box<str>>>,
}

impl ActionWords {
    fn new(patterns: &[Box<str>]) -> Self {
        let grammar = Grammar { wildcards: true, variables: false };
        let word = |pattern: &str| -> Word {
            match pattern.split_once(':') {
                Some((service, name)) => {
                    let service = limited(atoms(service, grammar), Class::NoColon);
                    let name = plain(":").chain(atoms(name, grammar));
                    folded(service.into_iter().chain(name).collect()).into()
                }
                None => atoms(pattern, grammar).into(),
            }
        };
        let service = |pattern: &str| {
            let (service, _) = pattern.split_once(':')?;
            (!service.contains(['*', '?'])).then(|| Box::from(service))
        };
        let services: Option<Vec<Box<str>>> = patterns.iter().map(|it| service(it)).collect();
        let services = services.map(|mut all| {
            all.sort_unstable();
            all.dedup();
            all
        });
        Self { words: patterns.iter().map(|pattern| word(pattern)).collect(), services }
    }

    /// Whether no action is one of both, as far as the services tell.
    pub(crate) fn is_apart_from(&self, other: &Self) -> bool {
        let (Some(own), Some(others)) = (&self.services, &other.services) else { return false };
        !own.iter().any(|service| others.binary_search(service).is_ok())
    }
}

/// A question, and the answer that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Literal {
    pub(crate) fact: usize,
    pub(crate) holds: bool,
}

impl Literal {
    pub(crate) fn negated(self) -> Self {
        Self { holds: !self.holds, ..self }
    }
}

/// All questions of the policies that are compared.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) all: Vec<Fact>,
    places: HashMap<Question, usize>,
    /// Keys as they are first written, by their lower case.
    spelled: HashMap<Box<str>, Box<str>>,
}

/// What all of some questions come to.
pub(crate) enum Asked {
    /// Some answer is known to be another one.
    Never,
    These(Vec<Literal>),
}

impl Facts {
    fn place(&mut self, question: Question) -> usize {
        if let Some(place) = self.places.get(&question) {
            return *place;
        }
        let fact = match &question {
            Question::Action(patterns) => Fact::Action(ActionWords::new(patterns)),
            Question::Resource { entries, variables } => {
                let grammar = Grammar { wildcards: true, variables: *variables };
                let words = entries.iter().flat_map(|entry| entry_words(entry, grammar));
                Fact::Resource(words.collect())
            }
            Question::Principal(named) => Fact::Principal(named.to_vec()),
            Question::Test(test) => Fact::Test { key: test.key.clone(), test: test.compiled() },
        };
        let place = self.all.len();
        self.all.push(fact);
        self.places.insert(question, place);
        place
    }

    /// Whether the resource is one of those that the patterns match; none if that is known beforehand.
    pub(crate) fn resource<'t>(
        &mut self,
        entries: impl Iterator<Item = &'t str>,
        version: Option<Version>,
    ) -> Option<usize> {
        let mut entries: Vec<Box<str>> = entries.map(Box::from).collect();
        let is_all = |entry: &str| !entry.is_empty() && entry.bytes().all(|byte| byte == b'*');
        if entries.iter().any(|entry| is_all(entry)) {
            return None;
        }
        entries.sort_unstable();
        entries.dedup();
        let variables = Grammar::of(version, true).variables
            && entries.iter().any(|entry| entry.contains("${"));
        Some(self.place(Question::Resource { entries: entries.into(), variables }))
    }

    /// How the keys of variables are written.
    fn remember_variables(&mut self, text: &str) {
        if !text.contains("${") {
            return;
        }
        for piece in pieces(text) {
            let Piece::Variable { name } = piece else { continue };
            let written = name.split_once(',').map_or(name, |(key, _)| key).trim();
            let lower = written.to_ascii_lowercase().into();
            self.spelled.entry(lower).or_insert_with(|| written.into());
        }
    }

    /// A key as the registry or the policy writes it.
    pub(crate) fn spelled(&self, lower: &str) -> String {
        let known = iam_core::registry::condition_key(lower).filter(|it| !it.has_placeholder());
        match (known, self.spelled.get(lower)) {
            (Some(known), _) => known.name().to_owned(),
            (None, Some(written)) => written.to_string(),
            (None, None) => lower.to_owned(),
        }
    }

    /// The tests of a key in lower case.
    pub(crate) fn tests_of(&self, asked: &str) -> impl Iterator<Item = &Compiled> {
        self.all.iter().filter_map(move |fact| match fact {
            Fact::Test { key, test } if **key == *asked => Some(test),
            _ => None,
        })
    }

    /// The keys of all tests, in lower case.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter_map(|fact| match fact {
            Fact::Test { key, .. } => Some(&**key),
            _ => None,
        })
    }

    /// The keys of all variables, in lower case.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.words().flat_map(|word| word.iter()).filter_map(|atom| match atom {
            Atom::Value(variable) => Some(&*variable.key),
            _ => None,
        })
    }

    /// The words of all questions.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.all.iter().flat_map(|fact| match fact {
            Fact::Resource(words) => words.as_slice(),
            Fact::Test { test, .. } => test.words(),
            Fact::Principal(_) | Fact::Action(_) => &[],
        })
    }

    /// What a statement asks of the action, be it one that AWS has yet to make.
    pub(crate) fn action(&mut self, element: &ActionElement) -> Asked {
        let holds = matches!(element, ActionElement::Action(_));
        let patterns = element.patterns().iter().map(ActionPattern::as_str);
        let mut patterns: Vec<Box<str>> =
            patterns.map(|pattern| pattern.to_ascii_lowercase().into()).collect();
        if patterns.iter().any(|pattern| &**pattern == "*") {
            return if holds { Asked::These(Vec::new()) } else { Asked::Never };
        }
        patterns.sort_unstable();
        patterns.dedup();
        Asked::These(vec![self.one_of(patterns, holds)])
    }

    /// Whether the action is one of these patterns, which are in lower case and sorted, or is not.
    pub(crate) fn one_of(&mut self, patterns: Vec<Box<str>>, holds: bool) -> Literal {
        Literal { fact: self.place(Question::Action(patterns.into())), holds }
    }

    /// What a statement asks of a request for one of its actions. `direct` leaves out whom it names by
    /// account only.
    pub(crate) fn of_statement(
        &mut self,
        statement: &Statement,
        version: Option<Version>,
        direct: bool,
    ) -> Asked {
        let mut all = Vec::new();
        if let Some(element) = &statement.resource {
            let texts = || element.patterns().iter().map(ResourcePattern::as_str);
            let holds = matches!(element, ResourceElement::Resource(_));
            texts().for_each(|text| self.remember_variables(text));
            match self.resource(texts(), version) {
                Some(fact) => all.push(Literal { fact, holds }),
                None if holds => {}
                None => return Asked::Never,
            }
        }
        if let Some(element) = &statement.principal {
            let mut named = Named::of(element);
            let holds = matches!(element, PrincipalElement::Principal(_));
            if direct && holds {
                named.retain(|it| !matches!(it, Named::Account(_)));
            }
            // An account is in the list of a denial for those of its principals that are in it, too.
            if !holds && statement.effect == Effect::Deny {
                named.retain(|it| !matches!(it, Named::Account(_)));
            }
            match (named.contains(&Named::Everyone), holds) {
                (true, true) => {}
                (true, false) => return Asked::Never,
                (false, _) => {
                    let fact = self.place(Question::Principal(named.into()));
                    all.push(Literal { fact, holds });
                }
            }
        }
        for block in statement.conditions.iter() {
            for test in block.tests.iter() {
                let written = test.key.as_str();
                test.values.iter().for_each(|value| self.remember_variables(value.as_str()));
                let test = Test::new(block.operator, test, version);
                self.spelled.entry(test.key.clone()).or_insert_with(|| written.into());
                let fact = self.place(Question::Test(test));
                all.push(Literal { fact, holds: true });
            }
        }
        all.sort_unstable();
        all.dedup();
        Asked::These(all)
    }
}

/// The words of an entry of `Resource`.
fn entry_words(entry: &str, grammar: Grammar) -> Vec<Word> {
    // In the policy of an API, which completes it.
    if let Some(path) = entry.strip_prefix("execute-api:").filter(|path| path.starts_with('/')) {
        let field = [Atom::Any(Class::NoColon), Atom::Char(':')];
        let start =
            plain("arn:").chain(field.iter().take(1).cloned()).chain(plain(":execute-api:"));
        let fields = field.iter().cloned().cycle().take(4);
        let api = [Atom::Any(Class::Segment)];
        return vec![start.chain(fields).chain(api).chain(atoms(path, grammar)).collect()];
    }
    resource_words(entry, grammar).unwrap_or_default()
}
