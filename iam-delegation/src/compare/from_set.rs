//! A set in the form in which permissions are compared.

use super::event_pattern;
use super::form::{
    Entity, EntityKind, Field, Meaning, Name, Origin, Permissions, PolicyForm, PolicyPlace,
    StatementForm,
};
use crate::declaration::Product;
use crate::json::Json;
use crate::permissions_file::{self, steps};
use crate::set::{
    PolicyEntry, PolicySet, RoleEntry, RuleEntry, SsmDocumentEntry, Stage, TopicEntry,
};
use iam_core::policy::{Kind, Policy};

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// The set in the form in which permissions are compared.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        let roles = self.roles().iter().map(role::<P, S>);
        let topics = self.topics().iter().map(topic::<P, S>);
        let event_rules = self.rules().iter().map(rule);
        let documents = self.ssm_documents().iter().map(document::<P>);
        Permissions {
            origin: Origin::Set,
            entities: roles.chain(topics).chain(event_rules).chain(documents).collect(),
            fields: Vec::new(),
            notes: Vec::new(),
        }
    }
}

fn role<P: Product, S: Stage>(role: &RoleEntry<S>) -> Entity {
    let trust = policy(PolicyPlace::Trust, "trust policy", S::as_written(&role.trust_policy));
    let entry = |place, entry: &PolicyEntry<S>| {
        let form = policy(place, &entry.name, S::as_written(&entry.document));
        with_description(form, entry.policy, &entry.description)
    };
    let inline = role.inline_policies.iter().map(|it| entry(PolicyPlace::Inline, it));
    let managed = role.managed_policies.iter().map(|it| entry(PolicyPlace::Managed, it));
    let mut fields = vec![
        Field::new("description", Meaning::Text, role.description),
        Field::new("steps", Meaning::Text, steps::for_role::<P, S>(role)),
        Field::new("path", Meaning::Opaque, &role.path).of_sets(),
    ];
    let profile = role
        .instance_profile
        .iter()
        .map(|profile| Field::new("instance_profile", Meaning::Opaque, &profile.name).of_sets());
    fields.extend(profile);
    Entity {
        kind: EntityKind::Role,
        name: Name { text: role.name.clone(), vendors: Some(role.entity) },
        policies: std::iter::once(trust).chain(inline).chain(managed).collect(),
        fields,
    }
}

fn topic<P: Product, S: Stage>(topic: &TopicEntry<S>) -> Entity {
    let form = policy(PolicyPlace::Topic, topic.policy, S::as_written(&topic.document));
    let description = Field::new("description", Meaning::Text, topic.description);
    Entity {
        kind: EntityKind::Topic,
        name: Name { text: topic.name.clone(), vendors: Some(topic.entity) },
        policies: vec![with_description(form, topic.policy, topic.policy_description)],
        fields: vec![
            description.of_sets(),
            Field::new("steps", Meaning::Text, steps::for_topic::<P, S>(topic)),
        ],
    }
}

fn rule(rule: &RuleEntry) -> Entity {
    let mut fields = vec![
        Field::new("description", Meaning::Text, rule.description),
        Field::new("steps", Meaning::Text, steps::for_rule(rule)),
    ];
    let mut read = |json: &Json, fill: &dyn Fn(&iam_core::document::Node<'_>, &mut Vec<_>)| {
        // We have written it ourselves: it is JSON.
        if let Ok(node) = iam_core::json::read(&json.to_compact()) {
            fill(&node, &mut fields);
        }
    };
    read(&permissions_file::event_pattern(rule), &event_pattern::fields);
    read(&permissions_file::targets(rule), &event_pattern::targets);
    Entity {
        kind: EntityKind::Rule,
        name: Name { text: rule.name.clone(), vendors: Some(rule.entity) },
        policies: Vec::new(),
        fields,
    }
}

fn document<P: Product>(document: &SsmDocumentEntry) -> Entity {
    Entity {
        kind: EntityKind::SsmDocument,
        name: Name { text: document.name.clone(), vendors: None },
        policies: Vec::new(),
        fields: vec![
            Field::new("description", Meaning::Text, document.description),
            Field::new("steps", Meaning::Text, steps::for_ssm_document::<P>(document)),
        ],
    }
}

fn with_description(mut form: PolicyForm, vendors: &'static str, description: &str) -> PolicyForm {
    form.name.vendors = Some(vendors);
    form.fields.push(Field::new("description", Meaning::Text, description));
    form
}

/// A policy of any kind.
pub(super) fn policy<K: Kind>(place: PolicyPlace, name: &str, policy: &Policy<K>) -> PolicyForm {
    let statements = policy.statements().iter().cloned();
    let version = policy.version();
    let mut fields = Vec::new();
    fields.extend(version.map(|it| Field::new("Version", Meaning::Text, it.as_str())));
    fields.extend(policy.id().map(|id| Field::new("Id", Meaning::Text, id)));
    PolicyForm {
        place,
        name: Name { text: name.to_owned(), vendors: None },
        statements: statements.map(|it| StatementForm::new(it, version)).collect(),
        fields,
    }
}
