//! `cargo xtask registry --corpus`: does the registry know what AWS managed policies use?

use super::source::{json, member, object};
use crate::npm;
use crate::outcome::Result;
use iam_core::registry;
use serde_json::Value;
use std::collections::BTreeMap;

/// Fails, and lists them, if the current version of any AWS managed policy uses an action, a
/// pattern or a condition key that the registry does not know.
pub(crate) fn check() -> Result {
    let policies = json(&npm::MANAGED_POLICIES.fetch()?.join("dist/managedPolicies.json"))?;
    let mut unknown: BTreeMap<String, String> = BTreeMap::new();
    let (mut entries, policies) = (0_usize, object(&policies)?);
    for (name, policy) in policies {
        let current = member(policy, "latestVersionId")?.as_str().unwrap_or_default();
        let version = member(member(policy, "versions")?, current)?;
        for statement in one_or_list(member(member(version, "document")?, "Statement")?) {
            let operators = statement.get("Condition").and_then(Value::as_object);
            let tests =
                operators.into_iter().flat_map(|it| it.values().filter_map(Value::as_object));
            for key in tests.flat_map(|keys| keys.keys()) {
                if !is_key(key) {
                    unknown.insert(key.clone(), name.clone());
                }
            }
            let elements = ["Action", "NotAction"].into_iter();
            let patterns =
                elements.filter_map(|element| statement.get(element)).flat_map(one_or_list);
            for text in patterns.filter_map(Value::as_str) {
                entries += 1;
                if !registry::is_known(text) {
                    unknown.insert(text.to_owned(), name.clone());
                }
            }
        }
    }
    println!("{} managed policies, {entries} actions and patterns", policies.len());
    if unknown.is_empty() {
        return Ok(());
    }
    let list: Vec<_> = unknown.iter().map(|(text, name)| format!("  {text} ({name})")).collect();
    let list = list.join("\n");
    Err(format!("the registry does not know:\n{list}\nadd them to its overlay, with a source")
        .into())
}

/// Whether the key is global or of any service.
fn is_key(text: &str) -> bool {
    registry::global_condition_key(text).is_some()
        || registry::services().any(|service| service.condition_key(text).is_some())
}

fn one_or_list(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}
