//! Everything that some assets bring in.

use super::{
    PolicyEntry, RoleEntry, RuleEntry, SsmDocumentEntry, Stage, StatementEntry, TopicEntry,
    WithParameters,
};
use crate::{EVENT_RULES, EventRule, NamePattern, Part, ROLES, Role, SSM_DOCUMENTS, TOPICS};

/// The entities of a set, each list in the order of the constant that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents<S: Stage> {
    pub(super) roles: Vec<RoleEntry<S>>,
    pub(super) topics: Vec<TopicEntry<S>>,
    pub(super) rules: Vec<RuleEntry>,
    pub(super) ssm_documents: Vec<SsmDocumentEntry>,
}

/// What the vendor's document calls the trust policy of every role.
const TRUST_POLICY: &str = "TrustPolicy";

impl Contents<WithParameters> {
    /// What the assets in `bits` bring in.
    pub(super) fn brought_in_by(bits: u8) -> Self {
        let roles = ROLES.iter().filter(|role| role.gate.opens_for_bits(bits));
        let topics = TOPICS.iter().filter(|topic| topic.gate.opens_for_bits(bits));
        let event_rules = EVENT_RULES.iter().filter(|rule| rule.gate.opens_for_bits(bits));
        let documents = SSM_DOCUMENTS.iter().filter(|document| document.gate.opens_for_bits(bits));
        Self {
            roles: roles.map(|role| role_entry(role, bits)).collect(),
            topics: topics
                .clone()
                .map(|topic| TopicEntry {
                    entity: topic.name,
                    name: topic.name_pattern.to_string(),
                    display_name: topic.display_name,
                    description: topic.description,
                    policy: topic.policy_name,
                    policy_description: topic.policy_description,
                    document: topic.policy.clone(),
                })
                .collect(),
            rules: event_rules
                .flat_map(|rule| topics.clone().map(move |to| rule_entry(rule, to.arn, bits)))
                .collect(),
            ssm_documents: documents
                .map(|document| SsmDocumentEntry {
                    name: document.name_pattern.to_string(),
                    description: document.description,
                })
                .collect(),
        }
    }
}

fn role_entry(role: &Role, bits: u8) -> RoleEntry {
    let entry = |policy, name: NamePattern, description, parts| PolicyEntry {
        policy,
        name: name.to_string(),
        description,
        document: Part::compose(parts, bits),
    };
    let inline = role.inline_policies.iter().filter(|policy| policy.gate.opens_for_bits(bits));
    let managed = role.managed_policies.iter().filter(|policy| policy.gate.opens_for_bits(bits));
    RoleEntry {
        entity: role.name,
        name: role.name_pattern.to_string(),
        path: "${Path}".to_owned(),
        arn: format!(
            "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role${{Path}}{}",
            role.name_pattern
        ),
        description: role.description,
        optional: role.optional,
        trust_policy: role.trust_policy.clone(),
        inline_policies: inline
            .map(|policy| entry(policy.name, policy.name_pattern, policy.description, policy.parts))
            .collect(),
        managed_policies: managed
            .map(|policy| entry(policy.name, policy.name_pattern, policy.description, policy.parts))
            .collect(),
        instance_profile: role.instance_profile.map(|profile| profile.name_pattern.to_string()),
    }
}

fn rule_entry(rule: &EventRule, topic: NamePattern, bits: u8) -> RuleEntry {
    let detail = rule.pattern.detail.iter();
    RuleEntry {
        name: rule.name_pattern.to_string(),
        description: rule.description,
        source: rule.pattern.source,
        detail_types: rule.pattern.detail_types,
        detail: detail.map(|field| (field.name, field.test.values(bits))).collect(),
        target_id: rule.target_id,
        target_arn: topic.to_string(),
    }
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
