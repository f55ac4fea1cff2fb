//! The statements of policies as rules: for which actions, and what they ask of the rest.

use crate::actions::ActionSet;
use crate::fact::{Asked, Facts, Literal};
use iam_core::policy::{Effect, Kind, Policy, Statement, Version};
use iam_core::registry;
use std::collections::HashMap;

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
    pub(crate) version: Option<Version>,
    pub(crate) statements: &'p [Statement],
}

/// Which actions rules are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum About {
    /// Those that there are.
    #[default]
    Known,
    /// Those of any name: what a rule asks of the action is one of its literals.
    AnyName,
}

/// The rules of policies that have a say together.
#[derive(Debug, Default)]
pub(crate) struct Rules<'p> {
    pub(crate) allows: Vec<Rule<'p>>,
    /// What denies, whichever policy it is in.
    pub(crate) denies: Vec<Rule<'p>>,
    /// Beside what allows, one of each of these has to allow it, too.
    pub(crate) limits: Vec<Vec<Rule<'p>>>,
    /// For which actions.
    about: About,
}

impl<'p> Document<'p> {
    pub(crate) fn of<K: Kind>(policy: &'p Policy<K>) -> Self {
        Self { version: policy.version(), statements: policy.statements() }
    }
}

impl<'p> Rules<'p> {
    /// Those of policies of which one that allows is enough: of the statements that are kept.
    pub(crate) fn of(
        documents: &[Document<'p>],
        keeps: &dyn Fn(&Statement) -> bool,
        about: About,
        facts: &mut Facts,
    ) -> Self {
        let mut rules = Self { about, ..Self::default() };
        for rule in each(documents, keeps, about, facts) {
            match rule.statement.effect {
                Effect::Allow => rules.allows.push(rule),
                Effect::Deny => rules.denies.push(rule),
            }
        }
        rules
    }

    /// The same within what these policies allow together.
    pub(crate) fn within(mut self, documents: &[Document<'p>], facts: &mut Facts) -> Self {
        let (allows, denies): (Vec<_>, Vec<_>) = each(documents, &|_| true, self.about, facts)
            .partition(|rule| rule.statement.effect == Effect::Allow);
        self.limits.push(allows);
        self.denies.extend(denies);
        self
    }

    /// The same without what these resource control policies deny.
    pub(crate) fn but_for(mut self, documents: &[Document<'p>], facts: &mut Facts) -> Self {
        if documents.is_empty() {
            return self;
        }
        let denies = each(documents, &|_| true, self.about, facts);
        let denies: Vec<_> = denies.filter(|rule| rule.statement.effect == Effect::Deny).collect();
        let protected = protected_services();
        let of_protected = |rule: Rule<'p>| match self.about {
            About::Known => {
                let patterns = ActionSet::matching(protected.iter().map(|it| &**it));
                let exempt = ActionSet::matching(EXEMPT.into_iter()).complement();
                Rule { actions: rule.actions.common(&patterns).common(&exempt), ..rule }
            }
            About::AnyName => {
                let exempt = EXEMPT.map(|name| Box::from(name.to_ascii_lowercase())).into();
                let also = [facts.one_of(protected.clone(), true), facts.one_of(exempt, false)];
                let with = |mut literals: Vec<Literal>| {
                    literals.extend(also);
                    literals
                };
                Rule { literals: with(rule.literals), direct: rule.direct.map(with), ..rule }
            }
        };
        self.denies.extend(denies.into_iter().map(of_protected));
        self
    }

    /// Whether all that this denies is denied by the other, and all that limits it limits the other.
    pub(crate) fn is_held_by(&self, other: &Self) -> bool {
        let denied = Index::of(&other.denies);
        self.denies.iter().all(|own| denied.has(own))
            && self.limits.iter().all(|own| {
                let allowed = Index::of(own);
                own.iter().any(Rule::is_about_everything)
                    || other.limits.iter().any(|limit| limit.iter().all(|it| allowed.has(it)))
            })
    }
}

/// Rules, found by what they say: policies have thousands.
pub(crate) struct Index<'r, 'p>(HashMap<&'r [Literal], Vec<&'r Rule<'p>>>);

impl<'r, 'p> Index<'r, 'p> {
    pub(crate) fn of(rules: &'r [Rule<'p>]) -> Self {
        let mut all: HashMap<&[Literal], Vec<&Rule<'p>>> = HashMap::new();
        for rule in rules {
            all.entry(&rule.literals).or_default().push(rule);
        }
        Self(all)
    }

    /// Whether one says the same.
    pub(crate) fn has(&self, one: &Rule<'_>) -> bool {
        let same = self.0.get(one.literals.as_slice());
        same.is_some_and(|rules| rules.iter().any(|it| it.says_the_same(one)))
    }
}

/// What resource control policies never deny.
///
/// Source: [RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
const EXEMPT: [&str; 1] = ["kms:RetireGrant"];

/// The actions of services for which resource control policies hold, in lower case and sorted.
fn protected_services() -> Vec<Box<str>> {
    let services = registry::services().filter(|it| it.supports_resource_control_policies());
    let mut all: Vec<Box<str>> =
        services.map(|it| format!("{}:*", it.prefix().to_ascii_lowercase()).into()).collect();
    all.sort_unstable();
    all
}

/// The statements of some policies, without those that no request matches.
fn each<'p>(
    documents: &[Document<'p>],
    keeps: &dyn Fn(&Statement) -> bool,
    about: About,
    facts: &mut Facts,
) -> impl Iterator<Item = Rule<'p>> {
    let places = documents.iter().enumerate().flat_map(|(policy, document)| {
        let statements = document.statements.iter().enumerate();
        statements.map(move |(place, statement)| (policy, place, statement, document.version))
    });
    let kept = places.filter(|(.., statement, _)| keeps(statement));
    kept.filter_map(move |(policy, place, statement, version)| {
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
        if about == About::Known {
            let actions = ActionSet::of(&statement.action);
            return Some(Rule { statement, policy, place, actions, literals, direct });
        }
        let Asked::These(of_action) = facts.action(&statement.action) else { return None };
        let with = |literals: Vec<Literal>| of_action.iter().copied().chain(literals).collect();
        let (literals, direct) = (with(literals), direct.map(with));
        let actions = ActionSet::matching(["*"].into_iter());
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

    /// Whether what is asked of the other one has the same answer, whatever else there is.
    pub(crate) fn asks_the_same(&self, other: &Self) -> bool {
        let (own, their) = (self.statement, other.statement);
        own.principal == their.principal
            && own.resource == their.resource
            && own.conditions == their.conditions
            && self.says_the_same(other)
    }

    /// Whether the other one says the same.
    fn says_the_same(&self, other: &Self) -> bool {
        self.literals == other.literals
            && self.direct == other.direct
            && self.actions == other.actions
    }
}
