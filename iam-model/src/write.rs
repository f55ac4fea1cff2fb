//! A policy to JSON, in one canonical form.
//!
//! Elements come in the order of IAM's grammar, lists of one are written bare, everything else is
//! as the author wrote it.

use crate::action::ActionElement;
use crate::condition::{ConditionBlock, ConditionValue};
use crate::policy_document::PolicyDocument;
use crate::principal::{Principal, PrincipalElement};
use crate::resource::ResourceElement;
use crate::statement::Statement;
use crate::text::List;
use iam_language::json::{Layout, Writer};

impl PolicyDocument {
    /// The policy as JSON, laid out so.
    #[must_use]
    pub fn to_json(&self, layout: Layout) -> String {
        let mut json = Writer::new(layout);
        json.open("{");
        if let Some(version) = self.version() {
            json.key("Version");
            json.string(version.as_str());
        }
        if let Some(id) = self.id() {
            json.key("Id");
            json.string(id);
        }
        json.key("Statement");
        json.open("[");
        for one in self.statements() {
            json.item();
            statement(&mut json, one);
        }
        json.close("]");
        json.close("}");
        json.finish()
    }
}

fn statement(json: &mut Writer, statement: &Statement) {
    json.open("{");
    if let Some(sid) = &statement.sid {
        json.key("Sid");
        json.string(sid);
    }
    json.key("Effect");
    json.string(statement.effect.as_str());
    if let Some(element) = &statement.principal {
        json.key(principal_key(element));
        principal(json, element.principal());
    }
    json.key(action_key(&statement.action));
    list(json, statement.action.patterns(), |json, pattern| json.string(pattern.as_str()));
    if let Some(element) = &statement.resource {
        json.key(resource_key(element));
        list(json, element.patterns(), |json, pattern| json.string(pattern.as_str()));
    }
    if !statement.conditions.is_empty() {
        json.key("Condition");
        condition(json, &statement.conditions);
    }
    json.close("}");
}

fn principal(json: &mut Writer, principal: &Principal) {
    match principal {
        Principal::Everyone => json.string("*"),
        Principal::Listed(groups) => {
            json.open("{");
            for group in groups.iter() {
                json.key(group.principal_type.as_str());
                list(json, &group.identifiers, |json, identifier| json.string(identifier));
            }
            json.close("}");
        }
    }
}

fn condition(json: &mut Writer, blocks: &List<ConditionBlock>) {
    json.open("{");
    for block in blocks.iter() {
        json.key_of(&block.operator.spelling());
        json.open("{");
        for test in block.tests.iter() {
            json.key(test.key.as_str());
            list(json, &test.values, |json, value| match value {
                ConditionValue::String(text) => json.string(text),
                ConditionValue::Bool(_) | ConditionValue::Number(_) => json.raw(value.as_str()),
            });
        }
        json.close("}");
    }
    json.close("}");
}

/// A list of one is written as that one.
fn list<T>(json: &mut Writer, items: &[T], mut one: impl FnMut(&mut Writer, &T)) {
    if let [item] = items {
        return one(json, item);
    }
    json.open("[");
    for item in items {
        json.item();
        one(json, item);
    }
    json.close("]");
}

pub(crate) const fn principal_key(element: &PrincipalElement) -> &'static str {
    match element {
        PrincipalElement::Principal(_) => "Principal",
        PrincipalElement::NotPrincipal(_) => "NotPrincipal",
    }
}

pub(crate) const fn action_key(element: &ActionElement) -> &'static str {
    match element {
        ActionElement::Action(_) => "Action",
        ActionElement::NotAction(_) => "NotAction",
    }
}

pub(crate) const fn resource_key(element: &ResourceElement) -> &'static str {
    match element {
        ResourceElement::Resource(_) => "Resource",
        ResourceElement::NotResource(_) => "NotResource",
    }
}
