//! The permissions file: the vendor's own format for connections that are made by hand.
//!
//! Source: models `CategorisedResources`, `ClumioRoleResource`, `ClumioRuleResource`,
//! `ClumioTopicResource` and `PolicyDetails` of the vendor's public Python SDK

use crate::json::{Json, Layout};
use crate::set::{PolicyEntry, RoleEntry, RuleEntry, SsmDocumentEntry, Stage, TopicEntry};
use crate::{ClumioPolicySet, steps};
use typed_iam::{Kind, Policy};

pub(crate) fn write<S: Stage>(set: &ClumioPolicySet<S>, layout: Layout) -> String {
    let roles = set.roles().iter().map(|entry| (entry.name.as_str(), role(entry, layout)));
    let event_rules = set.rules().iter().map(|entry| (entry.name.as_str(), rule(entry)));
    let documents = set.ssm_documents().iter().map(|entry| (entry.name.as_str(), document(entry)));
    let topics = set.topics().iter().map(|entry| (entry.name.as_str(), topic(entry, layout)));
    let file = Json::Object(vec![
        // Policies that belong to no role and no topic: there are none.
        ("policies", Json::Object(vec![])),
        ("roles", Json::Object(roles.collect())),
        ("rules", Json::Object(event_rules.collect())),
        ("ssm_documents", Json::Object(documents.collect())),
        ("topics", Json::Object(topics.collect())),
    ]);
    file.write(layout)
}

fn role<S: Stage>(role: &RoleEntry<S>, layout: Layout) -> Json<'_> {
    Json::Object(vec![
        ("description", Json::Text(role.description)),
        ("inline_policies", policies(&role.inline_policies, layout)),
        ("managed_policies", policies(&role.managed_policies, layout)),
        ("steps", Json::Owned(steps::for_role(role))),
        ("trust_policy", raw(S::as_written(&role.trust_policy), layout)),
    ])
}

fn policies<S: Stage>(entries: &[PolicyEntry<S>], layout: Layout) -> Json<'_> {
    let details = entries.iter().map(|entry| {
        let document = raw(S::as_written(&entry.document), layout);
        policy_details(&entry.name, entry.description, document)
    });
    Json::List(details.collect())
}

fn topic<S: Stage>(topic: &TopicEntry<S>, layout: Layout) -> Json<'_> {
    let document = raw(S::as_written(&topic.document), layout);
    let policy = policy_details(topic.policy, topic.policy_description, document);
    Json::Object(vec![
        ("policies", Json::List(vec![policy])),
        ("steps", Json::Owned(steps::for_topic(topic))),
    ])
}

fn policy_details<'a>(name: &'a str, description: &'a str, document: Json<'a>) -> Json<'a> {
    Json::Object(vec![
        ("description", Json::Text(description)),
        ("name", Json::Text(name)),
        ("policy_document", document),
    ])
}

fn rule(rule: &RuleEntry) -> Json<'_> {
    // `Arn` and `Id` as EventBridge's own `PutTargets` spells them.
    let target = Json::Object(vec![
        ("Arn", Json::Text(&rule.target_arn)),
        ("Id", Json::Text(rule.target_id)),
    ]);
    Json::Object(vec![
        ("description", Json::Text(rule.description)),
        ("event_pattern", event_pattern(rule)),
        ("steps", Json::Owned(steps::for_rule(rule))),
        ("targets", Json::List(vec![target])),
    ])
}

fn event_pattern(rule: &RuleEntry) -> Json<'_> {
    let detail = rule.detail.iter().map(|(name, values)| {
        let test = match values {
            Some(values) => Json::texts(values),
            None => Json::List(vec![Json::Object(vec![("exists", Json::False)])]),
        };
        (*name, test)
    });
    let mut pattern = vec![("source", Json::texts(&[rule.source]))];
    if !rule.detail_types.is_empty() {
        pattern.push(("detail-type", Json::texts(rule.detail_types)));
    }
    pattern.push(("detail", Json::Object(detail.collect())));
    Json::Object(pattern)
}

/// Without `mainSteps`, `parameters` and `schemaVersion`: the body comes from Clumio.
fn document(document: &SsmDocumentEntry) -> Json<'_> {
    Json::Object(vec![
        ("description", Json::Text(document.description)),
        ("steps", Json::Owned(steps::for_ssm_document(document))),
    ])
}

fn raw<'a, K: Kind>(policy: &Policy<K>, layout: Layout) -> Json<'a> {
    Json::Raw(match layout {
        Layout::Compact => policy.to_json(),
        Layout::Pretty => policy.to_json_pretty(),
    })
}
