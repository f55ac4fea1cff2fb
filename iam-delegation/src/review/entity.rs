//! Roles, topics, event rules and documents, as reviewers see them.

use super::policy::{PolicyRole, PolicyView, Reading};
use super::presence::All;
use crate::declaration::{DetailValues, Presence};
use crate::set::{ProfileEntry, RoleEntry, RuleEntry, SsmDocumentEntry, Stage, TopicEntry};

/// A role.
#[derive(Clone, Debug)]
pub(super) struct RoleView {
    pub(super) entity: &'static str,
    pub(super) name: String,
    pub(super) path: String,
    pub(super) arn: String,
    pub(super) description: &'static str,
    pub(super) optional: Option<&'static str>,
    pub(super) presence: Presence,
    pub(super) trust: PolicyView,
    pub(super) inline: Vec<PolicyView>,
    pub(super) managed: Vec<PolicyView>,
    pub(super) profile: Option<ProfileEntry>,
}

impl RoleView {
    pub(super) fn new<S: Stage>(role: &RoleEntry<S>, reading: Reading<'_>) -> Self {
        let view = |kind, entries: &[_]| {
            entries.iter().map(|entry| PolicyView::of_role::<S>(kind, entry, reading)).collect()
        };
        let trust = S::as_written(&role.trust_policy);
        Self {
            entity: role.entity,
            name: role.name.clone(),
            path: role.path.clone(),
            arn: role.arn.clone(),
            description: role.description,
            optional: role.optional,
            presence: role.presence,
            trust: PolicyView {
                description: "Who may assume the role.".into(),
                ..PolicyView::whole(PolicyRole::Trust, trust, reading)
            },
            inline: view(PolicyRole::Inline, &role.inline_policies),
            managed: view(PolicyRole::Managed, &role.managed_policies),
            profile: role.instance_profile.clone(),
        }
    }

    /// Trust policy, inline and managed ones.
    pub(super) fn policies(&self) -> impl Iterator<Item = &PolicyView> {
        [&self.trust].into_iter().chain(&self.inline).chain(&self.managed)
    }
}

/// A topic.
#[derive(Clone, Debug)]
pub(super) struct TopicView {
    pub(super) entity: &'static str,
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) display_name: &'static str,
    pub(super) description: &'static str,
    pub(super) presence: Presence,
    pub(super) policy: PolicyView,
}

impl TopicView {
    pub(super) fn new<S: Stage>(topic: &TopicEntry<S>, reading: Reading<'_>) -> Self {
        let policy = PolicyView::whole(PolicyRole::Topic, S::as_written(&topic.document), reading);
        Self {
            entity: topic.entity,
            name: topic.name.clone(),
            arn: topic.arn.clone(),
            display_name: topic.display_name,
            description: topic.description,
            presence: topic.presence,
            policy: PolicyView {
                entity: topic.policy,
                description: topic.policy_description.into(),
                ..policy
            },
        }
    }
}

/// An event rule.
#[derive(Clone, Debug)]
pub(super) struct RuleView {
    pub(super) name: String,
    pub(super) description: &'static str,
    /// What brings in the rule, and its topic.
    pub(super) presence: All,
    pub(super) source: &'static str,
    pub(super) detail_types: &'static [&'static str],
    pub(super) detail: Vec<(&'static str, DetailValues)>,
    pub(super) target_arn: String,
}

impl RuleView {
    pub(super) fn new(rule: &RuleEntry, topics: &[TopicView]) -> Self {
        let topic = topics.iter().find(|topic| topic.arn == rule.target_arn);
        Self {
            name: rule.name.clone(),
            description: rule.description,
            presence: All::of([rule.presence].into_iter().chain(topic.map(|it| it.presence))),
            source: rule.source,
            detail_types: rule.detail_types,
            detail: rule.detail.clone(),
            target_arn: rule.target_arn.clone(),
        }
    }
}

/// A Systems Manager document.
#[derive(Clone, Debug)]
pub(super) struct DocumentView {
    pub(super) name: String,
    pub(super) description: &'static str,
    pub(super) presence: Presence,
}

impl DocumentView {
    pub(super) fn new(document: &SsmDocumentEntry) -> Self {
        Self {
            name: document.name.clone(),
            description: document.description,
            presence: document.presence,
        }
    }
}
