//! The reader, which gathers what it finds wrong.

use super::error::{self, Found, PermissionsError};
use crate::compare::canonical::json_text;
use crate::compare::event_pattern;
use crate::compare::form::{
    Entity, EntityKind, Field, Meaning, Name, Origin, Permissions, PolicyForm, PolicyPlace,
};
use crate::compare::from_set;
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::json;
use iam_core::policy::{self, Identity, Kind, Policy, Resource, Trust};
use std::collections::HashSet;

impl Permissions {
    /// Reads a permissions file: what [`PolicySet::to_json`](crate::PolicySet::to_json) writes, or the
    /// vendor's own, with parameters or with values.
    ///
    /// # Errors
    ///
    /// Text that is not JSON; otherwise everything that is of the wrong type, repeated or missing, and
    /// every reason why a policy is none.
    pub fn from_json(text: &str) -> Result<Self, PermissionsError> {
        let document = match json::read(text) {
            Ok(document) => document,
            Err(error) => {
                let message = format!("this is not JSON: {}", error.message());
                let found = Found { span: error.span(), path: String::new(), message };
                return Err(error::error(text, vec![found]));
            }
        };
        let mut reader = Reader { text, found: Vec::new(), unknown: Vec::new() };
        let (entities, fields) = reader.file(&document);
        if reader.found.is_empty() {
            let notes = error::places(text, reader.unknown);
            Ok(Self { origin: Origin::File, entities, fields, notes })
        } else {
            Err(error::error(text, reader.found))
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Found>,
    /// What is no part of a permissions file.
    unknown: Vec<Found>,
}

type Json<'t> = Node<'t>;

/// The members of the file, with what each of its maps holds.
const KINDS: [(&str, EntityKind); 5] = [
    ("policies", EntityKind::Policy),
    ("roles", EntityKind::Role),
    ("rules", EntityKind::Rule),
    ("ssm_documents", EntityKind::SsmDocument),
    ("topics", EntityKind::Topic),
];

/// What the body of a Systems Manager document consists of.
const BODY: [&str; 3] = ["mainSteps", "parameters", "schemaVersion"];

impl Reader<'_> {
    fn file(&mut self, document: &Json<'_>) -> (Vec<Entity>, Vec<Field>) {
        let (mut entities, mut fields) = (Vec::new(), Vec::new());
        let members = self.object("", document);
        let kind_of = |key: &str| KINDS.iter().find(|(name, _)| *name == key).map(|it| &it.1);
        if document.type_name() == "an object"
            && !members.iter().any(|it| kind_of(&it.key).is_some())
        {
            let message = "this is no permissions file: it has none of `policies`, `roles`, \
                           `rules`, `ssm_documents` and `topics`";
            self.problem(document.span, "", message);
        }
        for member in members {
            let path = member.key.to_string();
            match kind_of(&member.key) {
                Some(kind) => {
                    for entity in self.object(&path, &member.node) {
                        let path = format!("{path}.{}", entity.key);
                        entities.push(self.entity(kind, &path, entity));
                    }
                }
                None => fields.push(self.unknown(&path, member)),
            }
        }
        (entities, fields)
    }

    fn entity(&mut self, kind: &EntityKind, path: &str, member: &Member<'_>) -> Entity {
        let mut entity = Entity {
            kind: kind.clone(),
            name: Name { text: member.key.to_string(), vendors: None },
            policies: Vec::new(),
            fields: Vec::new(),
        };
        let known = self.found.len();
        for part in self.object(path, &member.node) {
            let path = format!("{path}.{}", part.key);
            self.part(&mut entity, &path, part);
        }
        let has_trust = entity.policies.iter().any(|it| it.place == PolicyPlace::Trust);
        if *kind == EntityKind::Role && !has_trust && self.found.len() == known {
            self.problem(member.key_span, path, "the role has no `trust_policy`");
        }
        entity
    }

    /// One member of an entity.
    fn part(&mut self, entity: &mut Entity, path: &str, part: &Member<'_>) {
        let node = &part.node;
        match (&entity.kind, part.key.as_ref()) {
            // The `name` of a policy is that of the entity once more.
            (_, "description" | "steps") | (EntityKind::Policy, "name") => {
                entity.fields.extend(self.told(path, part));
            }
            (EntityKind::Role, "trust_policy") => {
                let place = PolicyPlace::Trust;
                entity.policies.extend(self.document::<Trust>(path, place, "trust policy", node));
            }
            (EntityKind::Role, "inline_policies") => {
                entity.policies.extend(self.policies::<Identity>(path, PolicyPlace::Inline, node));
            }
            (EntityKind::Role, "managed_policies") => {
                entity.policies.extend(self.policies::<Identity>(path, PolicyPlace::Managed, node));
            }
            (EntityKind::Topic, "policies") => {
                entity.policies.extend(self.policies::<Resource>(path, PolicyPlace::Topic, node));
            }
            (EntityKind::Policy, "policy_document") => {
                let (place, name) = (PolicyPlace::Managed, entity.name.text.clone());
                entity.policies.extend(self.document::<Identity>(path, place, &name, node));
            }
            (EntityKind::Rule, "event_pattern") => {
                self.object(path, node);
                event_pattern::fields(node, &mut entity.fields);
            }
            (EntityKind::Rule, "targets") => event_pattern::targets(node, &mut entity.fields),
            // An empty map stands for a body that is not there: the vendor's programs want the map.
            (EntityKind::SsmDocument, "parameters") if matches!(&node.value, Value::Object(members) if members.is_empty()) =>
                {}
            (EntityKind::SsmDocument, body) if BODY.contains(&body) => {
                entity.fields.push(Field::new(body, Meaning::Opaque, json_text(node)));
            }
            _ => entity.fields.push(self.unknown(path, part)),
        }
    }

    /// A list of policies, each with its name.
    fn policies<K: Kind>(
        &mut self,
        path: &str,
        place: PolicyPlace,
        node: &Json<'_>,
    ) -> Vec<PolicyForm> {
        let items = match &node.value {
            Value::Array(items) => items.as_slice(),
            Value::Null => &[],
            _ => {
                self.wrong_type(node, path, "an array");
                &[]
            }
        };
        let mut names = HashSet::new();
        let mut policies = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let (mut name, mut document, mut fields) = (None, None, Vec::new());
            let known = self.found.len();
            for member in self.object(&path, item) {
                let path = format!("{path}.{}", member.key);
                match member.key.as_ref() {
                    "name" => name = self.string(&path, &member.node),
                    "description" => fields.extend(self.told(&path, member)),
                    "policy_document" => document = Some((path, &member.node)),
                    _ => fields.push(self.unknown(&path, member)),
                }
            }
            let is_object = item.type_name() == "an object";
            if is_object && name.is_none() && self.found.len() == known {
                self.problem(item.span, &path, "the policy has no `name`");
            }
            let name = name.unwrap_or_default();
            if !name.is_empty() && !names.insert(name.to_owned()) {
                let message = format!("`{name}` is the name of two policies");
                self.problem(item.span, &path, message);
            }
            match document {
                Some((path, node)) => {
                    if let Some(mut policy) = self.document::<K>(&path, place, name, node) {
                        policy.fields.append(&mut fields);
                        policies.push(policy);
                    }
                }
                None if is_object => {
                    self.problem(item.span, &path, "the policy has no `policy_document`");
                }
                None => {}
            }
        }
        policies
    }

    /// A policy document; every reason if it is none.
    fn document<K: Kind>(
        &mut self,
        path: &str,
        place: PolicyPlace,
        name: &str,
        node: &Json<'_>,
    ) -> Option<PolicyForm> {
        if let Some(read) = policy::read::<K>(node) {
            return Some(from_set::policy(place, name, &read));
        }
        if node.type_name() != "an object" {
            self.wrong_type(node, path, "an object, the policy itself");
            return None;
        }
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let slice = self.text.get(start..end).unwrap_or_default();
        let Err(error) = Policy::<K>::from_json(slice) else { return None };
        for (_, finding) in error.problems() {
            let span = ByteSpan {
                start: finding.span.start.saturating_add(node.span.start),
                end: finding.span.end.saturating_add(node.span.start),
            };
            let mut message = finding.message.clone();
            if let Some(fix) = &finding.fix {
                message = format!("{message}; {fix}");
            }
            self.problem(span, path, format!("{message} [{}]", finding.code));
        }
        None
    }

    /// Text for people.
    fn told(&mut self, path: &str, member: &Member<'_>) -> Option<Field> {
        let text = self.string(path, &member.node)?;
        Some(Field::new(member.key.as_ref(), Meaning::Text, text))
    }

    fn string<'n>(&mut self, path: &str, node: &'n Json<'_>) -> Option<&'n str> {
        let text = node.text();
        if text.is_none() && !matches!(node.value, Value::Null) {
            self.wrong_type(node, path, "a string");
        }
        text
    }

    /// The members of an object; none of anything else, which is a problem unless it is `null`.
    fn object<'n, 'd>(&mut self, path: &str, node: &'n Json<'d>) -> &'n [Member<'d>] {
        match &node.value {
            Value::Object(_) => {
                for repeated in node.repeated_members() {
                    let message = format!("`{}` is there twice", repeated.key);
                    self.problem(repeated.key_span, path, message);
                }
            }
            Value::Null if !path.is_empty() => {}
            _ => self.wrong_type(node, path, "an object"),
        }
        node.members()
    }

    fn wrong_type(&mut self, node: &Json<'_>, path: &str, wanted: &str) {
        let message = format!("expected {wanted}, found {}", node.type_name());
        self.problem(node.span, path, message);
    }

    fn problem(&mut self, span: ByteSpan, path: &str, message: impl Into<String>) {
        self.found.push(Found { span, path: path.to_owned(), message: message.into() });
    }

    fn unknown(&mut self, path: &str, member: &Member<'_>) -> Field {
        let message = "no part of a permissions file that we know; compared as text".to_owned();
        let found = Found { span: member.key_span, path: path.to_owned(), message };
        self.unknown.push(found);
        Field::new(member.key.as_ref(), Meaning::Unknown, json_text(&member.node))
    }
}
