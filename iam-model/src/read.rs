//! A document to a policy.
//!
//! Reading is silent: a document that is no policy gives nothing, and the structure checks, which
//! cover every way to fail here, say why. That keeps the common case fast and each rule's words in
//! one place.

use crate::action::{ActionElement, ActionPattern};
use crate::condition::{ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue};
use crate::mismatch::StatementMismatch;
use crate::policy_document::PolicyDocument;
use crate::principal::{Principal, PrincipalElement, PrincipalGroup};
use crate::resource::{ResourceElement, ResourcePattern};
use crate::statement::{Purpose, Statement};
use crate::text::{List, Text};
use iam_language::document::{Member, Node, Value};
use iam_language::policy::{Effect, PolicyType, PrincipalType, Version};
use std::borrow::Cow;

/// The policy that `document` spells; nothing if its structure is not that of a policy of this type.
///
/// Values that are known only at run time ([`Value::Interpolated`]) are left out.
#[must_use]
pub fn read(document: &Node<'_>, policy_type: PolicyType) -> Option<PolicyDocument> {
    let mut version = None;
    let mut id = None;
    let mut statements = None;
    let Value::Object(members) = &document.value else { return None };
    for Member { key, node, .. } in members {
        match key.as_ref() {
            "Version" => set(&mut version, Version::from_text(node.text()?)?)?,
            "Id" => set(&mut id, own(node.text()?))?,
            "Statement" => set(&mut statements, node)?,
            _ => return None,
        }
    }
    let nodes = match &statements?.value {
        Value::Array(nodes) => nodes.as_slice(),
        Value::Object(_) => statements.map(std::slice::from_ref)?,
        _ => return None,
    };
    if nodes.is_empty() {
        return None;
    }
    let mut statements = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let statement = statement(node)?;
        StatementMismatch::find(index, &statement, policy_type).ok()?;
        statements.push(statement);
    }
    Some(PolicyDocument::new(version, id, Cow::Owned(statements)))
}

/// Sets what may be set once.
fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

fn own(text: &str) -> Text {
    Cow::Owned(text.to_owned())
}

fn statement(node: &Node<'_>) -> Option<Statement> {
    let Value::Object(members) = &node.value else { return None };
    let mut sid = None;
    let mut effect = None;
    let mut who = None;
    let mut action = None;
    let mut resource = None;
    let mut conditions = None;
    for Member { key, node, .. } in members {
        match key.as_ref() {
            "Sid" => set(&mut sid, own(node.text()?))?,
            "Effect" => set(&mut effect, Effect::from_text(node.text()?)?)?,
            "Principal" => set(&mut who, PrincipalElement::Principal(principal(node)?))?,
            "NotPrincipal" => set(&mut who, PrincipalElement::NotPrincipal(principal(node)?))?,
            "Action" => set(&mut action, ActionElement::Action(actions(node)?))?,
            "NotAction" => set(&mut action, ActionElement::NotAction(actions(node)?))?,
            "Resource" => set(&mut resource, ResourceElement::Resource(resources(node)?))?,
            "NotResource" => set(&mut resource, ResourceElement::NotResource(resources(node)?))?,
            "Condition" => set(&mut conditions, condition(node)?)?,
            _ => return None,
        }
    }
    Some(Statement {
        purpose: Purpose::NONE,
        sid,
        effect: effect?,
        principal: who,
        action: action?,
        resource,
        conditions: conditions.unwrap_or_default(),
    })
}

fn actions(node: &Node<'_>) -> Option<List<ActionPattern>> {
    list(node, |text| ActionPattern::new(own(text)).ok())
}

fn resources(node: &Node<'_>) -> Option<List<ResourcePattern>> {
    // Nearly half of all statements are about every resource: those share one list.
    if matches!(node.items(), [only] if only.text() == Some("*")) {
        return Some(Cow::Borrowed(const { &[ResourcePattern::already_read("*")] }));
    }
    list(node, |text| Some(ResourcePattern::new(own(text))))
}

/// A string, or an array of strings.
fn list<T: Clone>(node: &Node<'_>, mut item: impl FnMut(&str) -> Option<T>) -> Option<List<T>> {
    let nodes = node.items();
    let mut items = Vec::with_capacity(nodes.len());
    for node in nodes {
        match &node.value {
            Value::String(text) => items.push(item(text)?),
            Value::Interpolated(_) => {}
            _ => return None,
        }
    }
    Some(Cow::Owned(items))
}

/// What `read` makes of each member. A collected iterator would not know its length beforehand.
fn each<T: Clone>(
    members: &[Member<'_>],
    read: impl Fn(&Member<'_>) -> Option<T>,
) -> Option<List<T>> {
    let mut items = Vec::with_capacity(members.len());
    for member in members {
        items.push(read(member)?);
    }
    Some(Cow::Owned(items))
}

fn principal(node: &Node<'_>) -> Option<Principal> {
    let members = match &node.value {
        Value::String(text) => return (text == "*").then_some(Principal::Everyone),
        Value::Object(members) if node.repeated_members().is_empty() => members,
        _ => return None,
    };
    let group = |Member { key, node, .. }: &Member<'_>| {
        let principal_type = PrincipalType::from_text(key)?;
        Some(PrincipalGroup { principal_type, identifiers: list(node, |text| Some(own(text)))? })
    };
    each(members, group).map(Principal::Listed)
}

fn condition(node: &Node<'_>) -> Option<List<ConditionBlock>> {
    let Value::Object(members) = &node.value else { return None };
    let mut blocks: Vec<ConditionBlock> = Vec::with_capacity(members.len());
    for Member { key, node, .. } in members {
        let operator = key.parse().ok()?;
        // At most 162 operators exist, so this stays linear.
        if blocks.iter().any(|block| block.operator == operator) {
            return None;
        }
        let Value::Object(members) = &node.value else { return None };
        if !node.repeated_members().is_empty() {
            return None;
        }
        blocks.push(ConditionBlock { operator, tests: each(members, test)? });
    }
    Some(Cow::Owned(blocks))
}

fn test(Member { key, node, .. }: &Member<'_>) -> Option<ConditionTest> {
    let nodes = node.items();
    let mut values = Vec::with_capacity(nodes.len());
    for node in nodes {
        values.push(match &node.value {
            Value::String(text) => ConditionValue::String(own(text)),
            Value::Bool(value) => ConditionValue::Bool(*value),
            Value::Number(text) => ConditionValue::Number(own(text)),
            Value::Interpolated(_) => continue,
            _ => return None,
        });
    }
    Some(ConditionTest { key: ConditionKeyName::new(own(key)), values: Cow::Owned(values) })
}
