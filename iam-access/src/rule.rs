//! The statements of a policy as rules: for which actions, and what they ask of the rest.

use crate::actions::ActionSet;
use crate::fact::{Asked, Facts, Literal};
use iam_core::policy::{Effect, Kind, Policy, Statement};

/// A statement.
#[derive(Debug)]
pub(crate) struct Rule<'p> {
    pub(crate) statement: &'p Statement,
    pub(crate) place: usize,
    pub(crate) actions: ActionSet,
    pub(crate) literals: Vec<Literal>,
    /// What it asks if whom it names by account only does not count; none if then nobody is left.
    pub(crate) direct: Option<Vec<Literal>>,
}

/// The rules of a policy.
#[derive(Debug, Default)]
pub(crate) struct Rules<'p> {
    pub(crate) allows: Vec<Rule<'p>>,
    pub(crate) denies: Vec<Rule<'p>>,
}

impl<'p> Rules<'p> {
    pub(crate) fn new<K: Kind>(policy: &'p Policy<K>, facts: &mut Facts) -> Self {
        let mut rules = Self::default();
        let version = policy.version();
        for (place, statement) in policy.statements().iter().enumerate() {
            let Asked::These(literals) = facts.of_statement(statement, version, false) else {
                continue;
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
            let rule = Rule { statement, place, actions, literals, direct };
            match statement.effect {
                Effect::Allow => rules.allows.push(rule),
                Effect::Deny => rules.denies.push(rule),
            }
        }
        rules
    }
}

impl Rule<'_> {
    pub(crate) fn sid(&self) -> Option<String> {
        self.statement.sid.as_deref().map(str::to_owned)
    }

    /// Whether the other one says the same.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        self.literals == other.literals
            && self.direct == other.direct
            && self.actions == other.actions
    }
}
