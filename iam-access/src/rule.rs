//! The statements of policies as rules: for which actions, and what they ask of the rest.

use crate::actions::ActionSet;
use crate::fact::{Asked, Facts, Literal};
use iam_core::policy::{Effect, Kind, Policy, Statement, Version};

/// A statement.
#[derive(Debug)]
pub(crate) struct Rule<'p> {
    pub(crate) statement: &'p Statement,
    /// Which policy of those that play one part, and which statement of it.
    pub(crate) policy: usize,
    pub(crate) place: usize,
    pub(crate) actions: ActionSet,
    pub(crate) literals: Vec<Literal>,
    /// What it asks if whom it names by account only does not count; none if then nobody is left.
    pub(crate) direct: Option<Vec<Literal>>,
}

/// A policy, of whatever kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'p> {
    version: Option<Version>,
    statements: &'p [Statement],
}

/// The rules of policies that have a say together.
#[derive(Debug, Default)]
pub(crate) struct Rules<'p> {
    pub(crate) allows: Vec<Rule<'p>>,
    /// What denies, whichever policy it is in.
    pub(crate) denies: Vec<Rule<'p>>,
    /// Beside what allows, one of each of these has to allow it, too.
    pub(crate) limits: Vec<Vec<Rule<'p>>>,
}

impl<'p> Document<'p> {
    pub(crate) fn of<K: Kind>(policy: &'p Policy<K>) -> Self {
        Self { version: policy.version(), statements: policy.statements() }
    }
}

impl<'p> Rules<'p> {
    /// Those of one policy.
    pub(crate) fn new<K: Kind>(policy: &'p Policy<K>, facts: &mut Facts) -> Self {
        Self::of(&[Document::of(policy)], facts)
    }

    /// Those of policies of which one that allows is enough.
    pub(crate) fn of(documents: &[Document<'p>], facts: &mut Facts) -> Self {
        let mut rules = Self::default();
        for rule in each(documents, facts) {
            match rule.statement.effect {
                Effect::Allow => rules.allows.push(rule),
                Effect::Deny => rules.denies.push(rule),
            }
        }
        rules
    }

    /// The same within what these policies allow together.
    pub(crate) fn within(mut self, documents: &[Document<'p>], facts: &mut Facts) -> Self {
        let (allows, denies): (Vec<_>, Vec<_>) =
            each(documents, facts).partition(|rule| rule.statement.effect == Effect::Allow);
        self.limits.push(allows);
        self.denies.extend(denies);
        self
    }

    /// The same without what these policies deny to some actions.
    pub(crate) fn but_for(
        mut self,
        documents: &[Document<'p>],
        protected: &ActionSet,
        facts: &mut Facts,
    ) -> Self {
        let denies = each(documents, facts).filter(|rule| rule.statement.effect == Effect::Deny);
        let of_protected =
            denies.map(|rule| Rule { actions: rule.actions.common(protected), ..rule });
        self.denies.extend(of_protected);
        self
    }

    /// Whether all that this denies is denied by the other, and all that limits it limits the other.
    pub(crate) fn is_held_by(&self, other: &Self) -> bool {
        let has = |rules: &[Rule<'_>], one: &Rule<'_>| rules.iter().any(|it| it.says_the_same(one));
        self.denies.iter().all(|own| has(&other.denies, own))
            && self.limits.iter().all(|own| {
                own.iter().any(Rule::is_about_everything)
                    || other.limits.iter().any(|limit| limit.iter().all(|it| has(own, it)))
            })
    }
}

/// The statements of some policies, without those that no request matches.
fn each<'p>(documents: &[Document<'p>], facts: &mut Facts) -> impl Iterator<Item = Rule<'p>> {
    let places = documents.iter().enumerate().flat_map(|(policy, document)| {
        let statements = document.statements.iter().enumerate();
        statements.map(move |(place, statement)| (policy, place, statement, document.version))
    });
    places.filter_map(|(policy, place, statement, version)| {
        let Asked::These(literals) = facts.of_statement(statement, version, false) else {
            return None;
        };
        let direct = if statement.principal.is_none() {
            Some(literals.clone())
        } else {
            match facts.of_statement(statement, version, true) {
                Asked::These(literals) => Some(literals),
                Asked::Never => None,
            }
        };
        let actions = ActionSet::of(&statement.action);
        Some(Rule { statement, policy, place, actions, literals, direct })
    })
}

impl Rule<'_> {
    pub(crate) fn sid(&self) -> Option<String> {
        self.statement.sid.as_deref().map(str::to_owned)
    }

    /// Whether it is about every request.
    fn is_about_everything(&self) -> bool {
        self.literals.is_empty() && self.actions.clone().complement().is_empty()
    }

    /// Whether the other one says the same.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        self.literals == other.literals
            && self.direct == other.direct
            && self.actions == other.actions
    }
}
