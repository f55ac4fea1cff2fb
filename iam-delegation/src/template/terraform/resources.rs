//! Resources, the documents that they hold, and outputs.

use super::value::{Writer, arn, attribute, identifier, interpolated, literal};
use crate::declaration::Product;
use crate::json::Json;
use crate::permissions_file::event_pattern;
use crate::set::{PolicySet, RoleEntry, Stage, TopicEntry};
use crate::template::outputs::arns_for_the_vendor;
use crate::template::references::{Entity, EntityKind};
use iam_core::policy::{Kind, Policy};

/// Resources by type and name, and the local values that hold their documents.
pub(super) struct Resources {
    pub(super) resources: Json,
    pub(super) documents: Vec<(String, Json)>,
}

type Named = Vec<(String, Json)>;

/// Resources, each type in a list of its own.
#[derive(Default)]
struct Types {
    roles: Named,
    inline_policies: Named,
    managed_policies: Named,
    attachments: Named,
    profiles: Named,
    topics: Named,
    topic_policies: Named,
    rules: Named,
    targets: Named,
    documents: Named,
}

pub(super) fn resources<P: Product, S: Stage>(
    set: &PolicySet<P, S>,
    writer: &mut Writer,
) -> Resources {
    let mut all = Types::default();
    for role in set.roles() {
        all.role::<P, S>(role, writer);
    }
    for topic in set.topics() {
        all.topic::<P, S>(topic, writer);
    }
    for rule in set.rules() {
        let topic = set.topics().iter().find(|topic| topic.arn == rule.target_arn);
        let target = match topic {
            Some(topic) => reference(topic.entity, EntityKind::Topic, "arn"),
            None => Json::Text(writer.text::<P>(&rule.target_arn)),
        };
        let name = identifier(rule.entity);
        let pattern = all.document(&name, "pattern", escaped(event_pattern(rule)));
        let target = Json::object([
            ("rule", reference(rule.entity, EntityKind::EventRule, "name")),
            ("target_id", Json::Text(literal(rule.target_id))),
            ("arn", target),
        ]);
        all.targets.push((name.clone(), target));
        let rule = Json::object([
            ("name", Json::Text(writer.text::<P>(&rule.name))),
            ("description", Json::Text(literal(rule.description))),
            ("event_pattern", pattern),
        ]);
        all.rules.push((name, rule));
    }
    all.finish()
}

impl Types {
    fn role<P: Product, S: Stage>(&mut self, role: &RoleEntry<S>, writer: &mut Writer) {
        let name = identifier(role.entity);
        let trust = writer.document::<P, _>(role.entity, S::as_written(&role.trust_policy));
        let mut members = vec![
            ("name", Json::Text(writer.text::<P>(&role.name))),
            ("path", Json::Text(writer.text::<P>(&role.path))),
            ("description", Json::Text(literal(role.description))),
            ("assume_role_policy", self.document(&name, "trust", trust)),
        ];
        if !P::TAGS.is_empty() {
            let tags =
                P::TAGS.iter().map(|(tag, value)| (literal(tag), Json::Text(literal(value))));
            members.push(("tags", Json::object(tags)));
        }
        self.roles.push((name, Json::object(members)));
        for policy in &role.inline_policies {
            let document =
                self.policy::<P, _>(policy.policy, S::as_written(&policy.document), writer);
            let members = [
                ("name", Json::Text(writer.text::<P>(&policy.name))),
                ("role", reference(role.entity, EntityKind::Role, "id")),
                ("policy", document),
            ];
            self.inline_policies.push((identifier(policy.policy), Json::object(members)));
        }
        for policy in &role.managed_policies {
            let document =
                self.policy::<P, _>(policy.policy, S::as_written(&policy.document), writer);
            let members = [
                ("name", Json::Text(writer.text::<P>(&policy.name))),
                ("path", Json::Text(writer.text::<P>(&role.path))),
                ("description", Json::Text(literal(&policy.description))),
                ("policy", document),
            ];
            let attachment = [
                ("role", reference(role.entity, EntityKind::Role, "name")),
                ("policy_arn", reference(policy.policy, EntityKind::ManagedPolicy, "arn")),
            ];
            self.managed_policies.push((identifier(policy.policy), Json::object(members)));
            self.attachments.push((identifier(policy.policy), Json::object(attachment)));
        }
        if let Some(profile) = &role.instance_profile {
            let members = [
                ("name", Json::Text(writer.text::<P>(&profile.name))),
                ("path", Json::Text(writer.text::<P>(&role.path))),
                ("role", reference(role.entity, EntityKind::Role, "name")),
            ];
            self.profiles.push((identifier(profile.entity), Json::object(members)));
        }
    }

    fn topic<P: Product, S: Stage>(&mut self, topic: &TopicEntry<S>, writer: &mut Writer) {
        let document = self.policy::<P, _>(topic.policy, S::as_written(&topic.document), writer);
        let members = [
            ("name", Json::Text(writer.text::<P>(&topic.name))),
            ("display_name", Json::Text(literal(topic.display_name))),
        ];
        let policy =
            [("arn", reference(topic.entity, EntityKind::Topic, "arn")), ("policy", document)];
        self.topics.push((identifier(topic.entity), Json::object(members)));
        self.topic_policies.push((identifier(topic.policy), Json::object(policy)));
    }

    fn policy<P: Product, K: Kind>(
        &mut self,
        owner: &'static str,
        policy: &Policy<K>,
        writer: &mut Writer,
    ) -> Json {
        let document = writer.document::<P, K>(owner, policy);
        self.document(&identifier(owner), "document", document)
    }

    /// Keeps the document as a local value of its own; what the resource says in its place.
    ///
    /// One value for all of them would refer to every resource, and so close a circle.
    fn document(&mut self, owner: &str, suffix: &str, document: Json) -> Json {
        let name = format!("{owner}_{suffix}");
        let reference = interpolated(&format!("jsonencode(local.{name})"));
        self.documents.push((name, document));
        Json::Text(reference)
    }

    fn finish(self) -> Resources {
        let types = [
            ("aws_iam_role", self.roles),
            ("aws_iam_role_policy", self.inline_policies),
            ("aws_iam_policy", self.managed_policies),
            ("aws_iam_role_policy_attachment", self.attachments),
            ("aws_iam_instance_profile", self.profiles),
            ("aws_sns_topic", self.topics),
            ("aws_sns_topic_policy", self.topic_policies),
            ("aws_cloudwatch_event_rule", self.rules),
            ("aws_cloudwatch_event_target", self.targets),
        ];
        let types = types.into_iter().filter(|(_, all)| !all.is_empty());
        let resources = Json::object(types.map(|(kind, all)| (kind, Json::Object(all))));
        Resources { resources, documents: self.documents }
    }
}

fn reference(name: &'static str, kind: EntityKind, attribute_name: &str) -> Json {
    Json::Text(interpolated(&attribute(Entity { name, kind }, attribute_name)))
}

/// What holds no parameter: all of it stands for itself.
fn escaped(value: Json) -> Json {
    match value {
        Json::Text(text) => Json::Text(literal(&text)),
        Json::List(items) => Json::List(items.into_iter().map(escaped).collect()),
        Json::Object(members) => {
            let members = members.into_iter();
            Json::Object(members.map(|(name, value)| (literal(&name), escaped(value))).collect())
        }
        other => other,
    }
}

pub(super) fn outputs<P: Product, S: Stage>(set: &PolicySet<P, S>) -> Json {
    let outputs = arns_for_the_vendor(set).map(|(entity, description)| {
        let output = Json::object([
            ("description", Json::Text(literal(&format!("For {}. {description}", P::NAME)))),
            ("value", Json::Text(interpolated(&arn(entity)))),
        ]);
        (format!("{}_arn", identifier(entity.name)), output)
    });
    Json::object(outputs)
}
