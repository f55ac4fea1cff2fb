//! The entries of the file, one for each thing that a person creates.

use super::event_rule::{event_pattern, targets};
use super::steps;
use crate::declaration::Product;
use crate::json::Json;
use crate::set::{
    PolicyEntry, PolicySet, RoleEntry, RuleEntry, SsmDocumentEntry, Stage, TopicEntry,
};

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// The permissions file on one line: an object with `policies`, `roles`, `rules`,
    /// `ssm_documents` and `topics`, each a map by name, with what a person does to create each.
    #[must_use]
    pub fn to_json(&self) -> String {
        permissions_file(self).to_compact()
    }

    /// The permissions file with one item a line.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        permissions_file(self).to_pretty()
    }
}

fn permissions_file<P: Product, S: Stage>(set: &PolicySet<P, S>) -> Json {
    let roles = set.roles().iter().map(|entry| (&entry.name, role::<P, S>(entry)));
    let event_rules = set.rules().iter().map(|entry| (&entry.name, rule(entry)));
    let documents = set.ssm_documents().iter().map(|entry| (&entry.name, document::<P>(entry)));
    let topics = set.topics().iter().map(|entry| (&entry.name, topic::<P, S>(entry)));
    Json::object([
        // Policies that belong to no role and no topic: there are none.
        ("policies", Json::Object(vec![])),
        ("roles", Json::object(roles)),
        ("rules", Json::object(event_rules)),
        ("ssm_documents", Json::object(documents)),
        ("topics", Json::object(topics)),
    ])
}

fn role<P: Product, S: Stage>(role: &RoleEntry<S>) -> Json {
    Json::object([
        ("description", Json::text(role.description)),
        ("inline_policies", policies(&role.inline_policies)),
        ("managed_policies", policies(&role.managed_policies)),
        ("steps", Json::Text(steps::for_role::<P, S>(role))),
        ("trust_policy", Json::policy(S::as_written(&role.trust_policy))),
    ])
}

fn policies<S: Stage>(entries: &[PolicyEntry<S>]) -> Json {
    let details = entries.iter().map(|entry| {
        let document = Json::policy(S::as_written(&entry.document));
        policy_details(&entry.name, &entry.description, document)
    });
    Json::List(details.collect())
}

fn topic<P: Product, S: Stage>(topic: &TopicEntry<S>) -> Json {
    let document = Json::policy(S::as_written(&topic.document));
    let policy = policy_details(topic.policy, topic.policy_description, document);
    Json::object([
        ("policies", Json::List(vec![policy])),
        ("steps", Json::Text(steps::for_topic::<P, S>(topic))),
    ])
}

fn policy_details(name: &str, description: &str, document: Json) -> Json {
    Json::object([
        ("description", Json::text(description)),
        ("name", Json::text(name)),
        ("policy_document", document),
    ])
}

fn rule(rule: &RuleEntry) -> Json {
    Json::object([
        ("description", Json::text(rule.description)),
        ("event_pattern", event_pattern(rule)),
        ("steps", Json::Text(steps::for_rule(rule))),
        ("targets", targets(rule)),
    ])
}

/// Without `mainSteps` and `schemaVersion`: the body comes from the vendor. Its `parameters` are an empty map,
/// since the vendor's SDK wants one.
///
/// Source: model `ClumioSsmDocumentResource` of Clumio's public Python SDK
fn document<P: Product>(document: &SsmDocumentEntry) -> Json {
    Json::object([
        ("description", Json::text(document.description)),
        ("parameters", Json::Object(vec![])),
        ("steps", Json::Text(steps::for_ssm_document::<P>(document))),
    ])
}
