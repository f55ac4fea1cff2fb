//! What of two sides a question of new access is about: most statements are the same before and after, and of the
//! others many are about other services.

use crate::rule::Document;
use iam_core::pattern::has_wildcard;
use iam_core::policy::{ActionElement, ActionPattern, Effect, Statement};
use std::borrow::Cow;
use std::collections::HashSet;

/// Keeps the statements that may decide.
pub(crate) struct Sieve {
    /// What is allowed anew, by its place in memory.
    fresh: HashSet<usize>,
    services: Services,
}

/// The services of what is allowed anew.
#[derive(Default)]
struct Services {
    /// In lower case.
    named: HashSet<String>,
    /// Whether some pattern leaves the service open.
    any: bool,
}

impl Sieve {
    /// None where an old denial is gone, or variables are read in two ways: then everything may matter.
    pub(crate) fn of(old: &[Document<'_>], new: &[Document<'_>]) -> Option<Self> {
        let mut versions = old.iter().chain(new).map(|document| document.version);
        let first = versions.next()?;
        if versions.any(|it| it != first) {
            return None;
        }
        let (old, new) = (statements(old), statements(new));
        let (old, new) = changed(&old, &new);
        let (old_denials, before): (Vec<_>, Vec<_>) = old.iter().partition(|it| is_denial(it));
        let (new_denials, after): (Vec<_>, Vec<_>) = new.iter().partition(|it| is_denial(it));
        if !without(&old_denials, &new_denials).is_empty() {
            return None;
        }
        let fresh = without(&after, &before);
        let mut services = Services::default();
        for statement in &fresh {
            services.add(&statement.action);
        }
        let fresh = fresh.into_iter().map(place).collect();
        Some(Self { fresh, services })
    }

    /// Whether an old statement may have a say.
    pub(crate) fn keeps_old(&self, statement: &Statement) -> bool {
        self.services.meet(&statement.action)
    }

    /// Whether a new one may.
    pub(crate) fn keeps_new(&self, statement: &Statement) -> bool {
        match statement.effect {
            Effect::Allow => self.fresh.contains(&place(statement)),
            Effect::Deny => self.services.meet(&statement.action),
        }
    }
}

fn statements<'p>(documents: &[Document<'p>]) -> Vec<&'p Statement> {
    documents.iter().flat_map(|document| document.statements).collect()
}

fn place(statement: &Statement) -> usize {
    std::ptr::from_ref(statement).addr()
}

fn is_denial(statement: &Statement) -> bool {
    statement.effect == Effect::Deny
}

/// What is between the statements that both lists begin with and those that both end with.
fn changed<'l, 'p>(
    old: &'l [&'p Statement],
    new: &'l [&'p Statement],
) -> (&'l [&'p Statement], &'l [&'p Statement]) {
    let same = |pair: &(&&Statement, &&Statement)| pair.0 == pair.1;
    let begin = old.iter().zip(new).take_while(same).count();
    let (old, new) = (old.get(begin..).unwrap_or_default(), new.get(begin..).unwrap_or_default());
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let but_for_end =
        |list: &'l [&'p Statement]| list.get(..list.len().saturating_sub(end)).unwrap_or_default();
    (but_for_end(old), but_for_end(new))
}

/// Those of the statements that are not among the others.
fn without<'p>(statements: &[&'p Statement], others: &[&'p Statement]) -> Vec<&'p Statement> {
    /// How many pairs are held beside each other: statements are long, and to hash them takes longer.
    const MOST: usize = 256;
    let all = statements.iter().copied();
    if statements.len() * others.len() <= MOST {
        return all.filter(|statement| !others.contains(statement)).collect();
    }
    let others: HashSet<&Statement> = others.iter().copied().collect();
    all.filter(|statement| !others.contains(statement)).collect()
}

impl Services {
    fn add(&mut self, element: &ActionElement) {
        let mut last = None;
        for service in named(element) {
            match service {
                Some(_) if last == service => {}
                Some(prefix) if self.named.contains(&*lower(prefix)) => {}
                Some(prefix) => _ = self.named.insert(lower(prefix).into_owned()),
                None => self.any = true,
            }
            last = service;
        }
    }

    /// Whether an action of the element may be of one of them.
    fn meet(&self, element: &ActionElement) -> bool {
        let mut last = None;
        self.any
            || named(element).any(|service| {
                let is_met = match service {
                    Some(_) if last == service => false,
                    Some(prefix) => self.named.contains(&*lower(prefix)),
                    None => !self.named.is_empty(),
                };
                last = service;
                is_met
            })
    }
}

/// The services that an element names, pattern by pattern; none where that is open.
fn named(element: &ActionElement) -> impl Iterator<Item = Option<&str>> {
    let (patterns, is_open) = match element {
        ActionElement::Action(_) => (element.patterns(), false),
        ActionElement::NotAction(_) => (Default::default(), true),
    };
    patterns.iter().map(of_pattern).chain(is_open.then_some(None))
}

/// In lower case, as it mostly is.
fn lower(prefix: &str) -> Cow<'_, str> {
    if prefix.bytes().any(|byte| byte.is_ascii_uppercase()) {
        prefix.to_ascii_lowercase().into()
    } else {
        prefix.into()
    }
}

fn of_pattern(pattern: &ActionPattern) -> Option<&str> {
    let (prefix, _) = pattern.as_str().split_once(':')?;
    (prefix.is_ascii() && !has_wildcard(prefix)).then_some(prefix)
}
