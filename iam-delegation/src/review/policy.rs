//! Policies, as reviewers see them.

use super::findings::{self, FindingView};
use super::measure::{self, Measure};
use super::statement::StatementView;
use crate::declaration::Presence;
use crate::declaration::quota::most;
use crate::set::{PolicyEntry, Stage, StatementPresence};
use iam_core::policy::Text;
use iam_core::policy::{Kind, Policy};

/// What a policy is to its role or topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PolicyRole {
    Trust,
    Inline,
    Managed,
    Topic,
}

impl PolicyRole {
    /// For people.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Trust => "Trust policy",
            Self::Inline => "Inline policy",
            Self::Managed => "Managed policy",
            Self::Topic => "Topic policy",
        }
    }

    /// The most characters that one such policy can have; the inline ones count together.
    pub(crate) const fn quota(self) -> Option<usize> {
        match self {
            Self::Trust => Some(most::TRUST_POLICY),
            Self::Managed => Some(most::MANAGED_POLICY),
            Self::Inline | Self::Topic => None,
        }
    }
}

/// One policy.
#[derive(Clone, Debug)]
pub(crate) struct PolicyView {
    pub(crate) role: PolicyRole,
    /// What the vendor calls it; a trust policy has no name.
    pub(crate) entity: &'static str,
    /// Its name in the account, if it has one.
    pub(crate) name: Option<String>,
    pub(crate) arn: Option<String>,
    pub(crate) description: Text,
    pub(crate) presence: Presence,
    pub(crate) statements: Vec<StatementView>,
    /// What is to be said about the whole of it.
    pub(crate) findings: Vec<FindingView>,
    /// The characters around the statements, for each measure.
    pub(crate) envelope: Vec<usize>,
}

/// How the documents of a set are read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'m> {
    pub(super) measures: &'m [Measure],
    pub(super) is_template: bool,
}

/// The code of a check that takes every policy for a managed one, and knows of no other parameters
/// than AWS's: what is shown as quotas is exact.
const TOO_LONG_TO_BE_MANAGED: &str = "x-policy-size-exceeds-managed-policy-quota";

impl PolicyView {
    pub(super) fn of_role<S: Stage>(
        role: PolicyRole,
        entry: &PolicyEntry<S>,
        reading: Reading<'_>,
    ) -> Self {
        let view = Self::new(role, S::as_written(&entry.document), &entry.statements, reading);
        Self {
            entity: entry.policy,
            name: Some(entry.name.clone()),
            arn: entry.arn.clone(),
            description: entry.description.clone(),
            presence: entry.presence,
            ..view
        }
    }

    /// A policy whose statements are always there, of whatever it belongs to.
    pub(super) fn whole<K: Kind>(
        role: PolicyRole,
        policy: &Policy<K>,
        reading: Reading<'_>,
    ) -> Self {
        let always = policy
            .statements()
            .iter()
            .map(|_| StatementPresence { statement: Presence::ALWAYS, resources: vec![] });
        Self::new(role, policy, &always.collect::<Vec<_>>(), reading)
    }

    fn new<K: Kind>(
        role: PolicyRole,
        policy: &Policy<K>,
        presences: &[StatementPresence],
        reading: Reading<'_>,
    ) -> Self {
        let mut found = findings::of(policy, presences, reading.is_template);
        found.retain(|finding| finding.code != TOO_LONG_TO_BE_MANAGED);
        let mut findings = Vec::new();
        let mut of_statements: Vec<Vec<_>> = presences.iter().map(|_| Vec::new()).collect();
        for finding in found {
            let place = finding.statement.and_then(|index| of_statements.get_mut(index));
            place.unwrap_or(&mut findings).push(finding);
        }
        let statements = policy.statements().iter().zip(presences).zip(of_statements);
        let statements = statements.map(|((statement, presence), findings)| {
            StatementView::new(statement, presence, findings, reading.measures)
        });
        Self {
            role,
            entity: "",
            name: None,
            arn: None,
            description: Text::Borrowed(""),
            presence: Presence::ALWAYS,
            statements: statements.collect(),
            findings,
            envelope: measure::envelope(policy, reading.measures),
        }
    }

    /// Its statements that the assets in `bits` bring in.
    pub(crate) fn statements_in(&self, bits: u32) -> impl Iterator<Item = &StatementView> {
        self.statements.iter().filter(move |statement| statement.is_in(bits))
    }

    /// The length of its JSON for the assets in `bits`, by the measure at this place.
    pub(crate) fn len(&self, bits: u32, measure: usize) -> usize {
        let statements: Vec<_> =
            self.statements_in(bits).map(|statement| statement.len(bits, measure)).collect();
        let commas = statements.len().saturating_sub(1);
        let envelope = self.envelope.get(measure).copied().unwrap_or_default();
        envelope + commas + statements.iter().sum::<usize>()
    }
}
