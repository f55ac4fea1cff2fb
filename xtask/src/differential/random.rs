//! Generated requests: every part of a policy and every type of policy, on words that meet.

use super::case::Case;
use crate::outcome::Result;
use iam_core::policy::{Kind, Policy};
use iam_generate::{Dice, Given, Question, Vocabulary};
use serde_json::{Map, Value, json};

/// The account that the principals are in: a resource is there unless it says otherwise.
pub(super) const HOME: &str = "111122223333";

/// So many cases, the same each time.
pub(super) fn cases(count: u64) -> Result<Vec<Case>> {
    (0..count).map(|number| Ok(Case { line: line(number)? })).collect()
}

fn line(id: u64) -> Result<Value> {
    let case = iam_generate::case(&mut Dice::new(id, &[]), &Vocabulary::PLAIN);
    Ok(json!({
        "id": id,
        "request": request(&case.question),
        "identity_policies": list(&case.identity)?,
        "resource_policy": case.on_resource.as_ref().map(json).transpose()?,
        "permissions_boundaries": some(&case.boundaries)?,
        "session_policies": some(&case.sessions)?,
        "service_control_policies": case.service_control.as_deref().map(levels).transpose()?,
        "resource_control_policies":
            Some(&*case.resource_control).filter(|it| !it.is_empty()).map(levels).transpose()?,
        "endpoint_policies": some(&case.endpoint)?,
    }))
}

fn request(question: &Question) -> Value {
    let context: Map<String, Value> = question
        .context
        .iter()
        .map(|(key, given)| match given {
            Given::One(value) => ((*key).to_owned(), Value::from(*value)),
            Given::Many(values) => ((*key).to_owned(), Value::from(values.as_slice())),
        })
        .collect();
    json!({
        "principal": question.principal,
        "action": question.action,
        "resource": question.resource,
        "resource_account": question.resource_account.unwrap_or(HOME),
        "context": context,
    })
}

fn json<K: Kind>(policy: &Policy<K>) -> Result<Value> {
    Ok(serde_json::from_str(&policy.to_json())?)
}

fn list<K: Kind>(policies: &[Policy<K>]) -> Result<Value> {
    policies.iter().map(json).collect()
}

/// None of none.
fn some<K: Kind>(policies: &[Policy<K>]) -> Result<Option<Value>> {
    Some(policies).filter(|it| !it.is_empty()).map(list).transpose()
}

fn levels<K: Kind>(levels: &[Vec<Policy<K>>]) -> Result<Value> {
    let levels = levels.iter().enumerate().map(|(level, policies)| {
        Ok(json!({ "id": format!("level-{level}"), "policies": list(policies)? }))
    });
    levels.collect()
}
