//! Statements, as reviewers see them.

use super::action::ActionView;
use super::condition::ConditionView;
use super::findings::FindingView;
use super::level::Level;
use super::measure::{self, Measure, StatementLength};
use super::phrase::Phrase;
use super::principal::PrincipalView;
use crate::declaration::Presence;
use crate::set::StatementPresence;
use iam_core::policy::{ActionElement, Effect, ResourceElement, Statement};

/// One statement.
#[derive(Clone, Debug)]
pub(crate) struct StatementView {
    pub(crate) sid: Option<String>,
    /// What it is for; empty if nobody says.
    pub(crate) purpose: Phrase,
    pub(crate) effect: Effect,
    /// What brings it in; it needs one of its resources, too.
    pub(crate) presence: Presence,
    pub(crate) principal: Option<PrincipalView>,
    /// Whether it is about every action but those listed.
    pub(crate) is_not_action: bool,
    pub(crate) actions: Vec<ActionView>,
    /// Whether it is about every resource but those listed.
    pub(crate) is_not_resource: bool,
    pub(crate) resources: Vec<ResourceView>,
    pub(crate) conditions: Vec<ConditionView>,
    pub(crate) findings: Vec<FindingView>,
    pub(crate) length: StatementLength,
}

/// One resource of a statement.
#[derive(Clone, Debug)]
pub(crate) struct ResourceView {
    /// As the policy spells it.
    pub(crate) text: String,
    pub(crate) presence: Presence,
    /// The characters of its text, for each measure.
    pub(crate) lengths: Vec<usize>,
}

impl StatementView {
    pub(super) fn new(
        statement: &Statement,
        presence: &StatementPresence,
        findings: Vec<FindingView>,
        measures: &[Measure],
    ) -> Self {
        let patterns = statement.resource.as_ref().map_or(&[][..], ResourceElement::patterns);
        let presences = presence.resources.iter().copied();
        let presences = presences.chain(std::iter::repeat(Presence::ALWAYS));
        let resources = patterns.iter().zip(presences).map(|(pattern, presence)| ResourceView {
            text: pattern.to_string(),
            presence,
            lengths: measure::text(pattern, measures),
        });
        Self {
            sid: statement.sid.as_deref().map(str::to_owned),
            purpose: Phrase::of_text(statement.purpose.as_str()),
            effect: statement.effect,
            presence: presence.statement,
            principal: statement.principal.as_ref().map(PrincipalView::new),
            is_not_action: matches!(statement.action, ActionElement::NotAction(_)),
            actions: statement.action.patterns().iter().map(ActionView::new).collect(),
            is_not_resource: matches!(statement.resource, Some(ResourceElement::NotResource(_))),
            resources: resources.collect(),
            conditions: ConditionView::all_of(&statement.conditions),
            findings,
            length: measure::statement(statement, measures),
        }
    }

    /// Whether the assets in `bits` bring it in: it is there with one of its resources at least.
    pub(crate) fn is_in(&self, bits: u32) -> bool {
        let has_resource = self.resources.is_empty()
            || self.resources.iter().any(|resource| resource.presence.is_in(bits));
        self.presence.is_in(bits) && has_resource
    }

    /// Its resources that the assets in `bits` bring in.
    pub(crate) fn resources_in(&self, bits: u32) -> Vec<&ResourceView> {
        self.resources.iter().filter(|resource| resource.presence.is_in(bits)).collect()
    }

    /// The length of its JSON for the assets in `bits`, by the measure at this place.
    pub(super) fn len(&self, bits: u32, measure: usize) -> usize {
        let fixed = self.length.0.get(measure).copied().unwrap_or_default();
        if self.is_not_resource || self.resources.is_empty() {
            return fixed;
        }
        let resources = self.resources_in(bits);
        let lengths = resources.iter().map(|one| one.lengths.get(measure).copied());
        fixed + measure::resources_len(lengths.map(Option::unwrap_or_default))
    }

    /// Its actions by their highest level, from the most power to the least; within a level as
    /// written.
    pub(crate) fn actions_by_level(&self) -> Vec<(Level, Vec<&ActionView>)> {
        let groups = Level::ALL.into_iter().rev().map(|level| {
            let of_level = self.actions.iter().filter(|action| action.highest_level() == level);
            (level, of_level.collect::<Vec<_>>())
        });
        groups.filter(|(_, actions)| !actions.is_empty()).collect()
    }
}
