//! Everything that some assets bring in.

use super::compose::compose;
use super::entry::{
    PolicyEntry, ProfileEntry, RoleEntry, RuleEntry, SsmDocumentEntry, StatementEntry, TopicEntry,
};
use super::stage::{Stage, WithParameters};
use crate::declaration::arns::{self, Arns};
use crate::declaration::{
    Asset, EventRule, Gate, InlinePolicy, ManagedPolicy, NamePattern, Product, Role, Topic,
};
use std::borrow::Cow;

/// The entities of a set, each list in the order of the constant that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents<S: Stage> {
    pub(super) roles: Vec<RoleEntry<S>>,
    pub(super) topics: Vec<TopicEntry<S>>,
    pub(super) rules: Vec<RuleEntry>,
    pub(super) ssm_documents: Vec<SsmDocumentEntry>,
}

/// What stands for a policy's name where the policy is the trust policy of a role.
const TRUST_POLICY: &str = "TrustPolicy";

impl Contents<WithParameters> {
    /// What the assets in `bits` bring in.
    pub(super) fn brought_in_by<P: Product>(bits: u32) -> Self {
        let arns = Arns::of::<P>();
        let roles = P::ROLES.iter().filter(|role| role.gate.presence().is_in(bits));
        let topics = P::TOPICS.iter().filter(|topic| topic.gate.presence().is_in(bits));
        let event_rules = P::EVENT_RULES.iter().filter(|rule| rule.gate.presence().is_in(bits));
        let documents =
            P::SSM_DOCUMENTS.iter().filter(|document| document.gate.presence().is_in(bits));
        let topics: Vec<_> = topics.map(topic_entry).collect();
        Self {
            roles: roles.map(|role| role_entry::<P>(role, bits, &arns)).collect(),
            rules: event_rules.filter_map(|rule| rule_entry(rule, &topics, bits)).collect(),
            topics,
            ssm_documents: documents
                .map(|document| SsmDocumentEntry {
                    name: document.name_pattern.to_string(),
                    description: document.description,
                    presence: document.gate.presence(),
                })
                .collect(),
        }
    }
}

fn role_entry<P: Product>(role: &Role<P::Asset>, bits: u32, arns: &Arns) -> RoleEntry {
    let entry = |policy, name: NamePattern, arn, description, gate: Gate<P::Asset>, parts| {
        let (document, statements) = compose::<P>(parts, bits, arns);
        let presence = gate.presence();
        PolicyEntry {
            policy,
            name: name.to_string(),
            arn,
            description: Cow::Borrowed(description),
            presence,
            document,
            statements,
        }
    };
    let inline = role.inline_policies.iter().map(|policy| {
        let InlinePolicy { name, name_pattern, description, gate, parts } = *policy;
        entry(name, name_pattern, None, description, gate, parts)
    });
    let managed = role.managed_policies.iter().map(|policy| {
        let ManagedPolicy { name, name_pattern, description, gate, parts } = *policy;
        let arn = Some(arns::managed_policy::<P>(name_pattern));
        entry(name, name_pattern, arn, description, gate, parts)
    });
    let is_in = |policy: &PolicyEntry| policy.presence.is_in(bits);
    RoleEntry {
        entity: role.name,
        name: role.name_pattern.to_string(),
        path: P::PATH.to_string(),
        arn: arns::role::<P>(role.name_pattern),
        description: role.description,
        optional: role.optional,
        presence: role.gate.presence(),
        trust_policy: role.trust_policy.clone(),
        inline_policies: inline.filter(is_in).collect(),
        managed_policies: managed.filter(is_in).collect(),
        instance_profile: role.instance_profile.map(|profile| ProfileEntry {
            entity: profile.name,
            name: profile.name_pattern.to_string(),
            arn: arns::instance_profile::<P>(profile.name_pattern),
        }),
    }
}

fn topic_entry<A: Asset>(topic: &Topic<A>) -> TopicEntry {
    TopicEntry {
        entity: topic.name,
        name: topic.name_pattern.to_string(),
        arn: arns::topic(topic.name_pattern),
        display_name: topic.display_name,
        description: topic.description,
        presence: topic.gate.presence(),
        policy: topic.policy_name,
        policy_description: topic.policy_description,
        document: topic.policy.clone(),
    }
}

/// The rule, if its topic is there.
fn rule_entry<A: Asset>(
    rule: &EventRule<A>,
    topics: &[TopicEntry],
    bits: u32,
) -> Option<RuleEntry> {
    let topic = topics.iter().find(|topic| topic.entity == rule.topic)?;
    let detail = rule.pattern.detail.iter();
    Some(RuleEntry {
        entity: rule.name,
        name: rule.name_pattern.to_string(),
        arn: arns::rule(rule.name_pattern),
        description: rule.description,
        presence: rule.gate.presence(),
        source: rule.pattern.source,
        detail_types: rule.pattern.detail_types,
        detail: detail.map(|field| (field.name, field.test.values(bits))).collect(),
        target_id: rule.target_id,
        target_arn: topic.arn.clone(),
    })
}

impl<S: Stage> Contents<S> {
    /// The policies of all roles, each with its role.
    pub(super) fn policies(&self) -> impl Iterator<Item = (&RoleEntry<S>, &PolicyEntry<S>)> {
        self.roles.iter().flat_map(|role| {
            let policies = role.inline_policies.iter().chain(&role.managed_policies);
            policies.map(move |policy| (role, policy))
        })
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = StatementEntry<'_>> {
        let of_roles = self.roles.iter().flat_map(|role| {
            let trust = S::as_written(&role.trust_policy).statements();
            let policies = role.inline_policies.iter().chain(&role.managed_policies);
            let of_policies = policies.flat_map(|policy| {
                let statements = S::as_written(&policy.document).statements();
                statements.iter().map(|statement| (policy.policy, statement))
            });
            let trust = trust.iter().map(|statement| (TRUST_POLICY, statement));
            let all = trust.chain(of_policies);
            all.map(|(policy, statement)| StatementEntry { entity: role.entity, policy, statement })
        });
        let of_topics = self.topics.iter().flat_map(|topic| {
            let statements = S::as_written(&topic.document).statements();
            statements.iter().map(|statement| StatementEntry {
                entity: topic.entity,
                policy: topic.policy,
                statement,
            })
        });
        of_roles.chain(of_topics)
    }
}
