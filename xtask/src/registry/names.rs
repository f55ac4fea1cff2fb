//! Names that AWS lists before anything else is known of them, from cfn-lint.

use super::api::{ByService, Operations};
use super::model::{Action, Registry, ResourceType, Service};
use super::source::{json, member, object};
use super::spelling::Spelling;
use crate::outcome::Result;
use crate::{npm, pypi};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the tables write of a name of which only this is known.
const NAMED: &str = "named cfn-lint";

/// AWS's list of services and actions, in lower case, with the ARNs of their resource types.
pub(super) struct Names(Value);

impl Names {
    /// Reads a wheel of cfn-lint.
    pub(super) fn read(wheel: &Path) -> Result<Self> {
        let folder = wheel.with_extension("unpacked");
        if !folder.exists() {
            // Unpack beside, then rename: an interrupted run must not leave half a wheel.
            let partial = wheel.with_extension("partial");
            if partial.exists() {
                fs::remove_dir_all(&partial)?;
            }
            let mut unpack = Command::new(pypi::python());
            npm::run(unpack.args(["-m", "zipfile", "-e"]).arg(wheel).arg(&partial))?;
            fs::rename(&partial, &folder)?;
        }
        Ok(Self(json(&folder.join("cfnlint/data/AdditionalSpecs/Policies.json"))?))
    }

    /// How many actions it lists, and those of them that are not known.
    pub(super) fn unknown(&self, is_known: impl Fn(&str) -> bool) -> Result<(usize, Vec<String>)> {
        let (mut count, mut unknown) = (0, Vec::new());
        for (prefix, service) in object(&self.0)? {
            for name in object(member(service, "Actions")?)?.keys() {
                count += 1;
                let text = format!("{prefix}:{name}");
                if !is_known(&text) {
                    unknown.push(text);
                }
            }
        }
        Ok((count, unknown))
    }
}

/// Adds the services, resource types and actions that the registry lacks.
pub(super) fn merge(registry: &mut Registry, names: &Names, operations: &Operations) -> Result {
    let spelling = Spelling::new(
        registry.services.values().flat_map(|service| {
            let keys = service.keys.values().filter_map(|key| key.name.split(':').nth(1));
            service.actions.values().map(|action| action.name.as_str()).chain(keys)
        }),
        operations.names(),
    );
    let services = object(&names.0)?;
    let spelt =
        operations.by_service(|it| services.contains_key(it) || registry.services.contains_key(it));
    let types: BTreeMap<String, String> = registry
        .services
        .values()
        .flat_map(|service| service.keys.iter())
        .map(|(lower, key)| (lower.clone(), key.value_type.clone()))
        .collect();
    for (prefix, listed) in services {
        let service = registry.services.entry(prefix.clone()).or_insert_with(|| Service {
            // Where no source has a name for people, the prefix is better than a guess.
            name: operations.full_name(prefix).unwrap_or(prefix).to_owned(),
            status: NAMED.to_owned(),
            ..Service::default()
        });
        let resources = object(member(listed, "Resources")?)?;
        let known = service.resources.keys().cloned().collect::<BTreeSet<_>>();
        for (name, resource) in resources.iter().filter(|(name, _)| !known.contains(*name)) {
            let resource = resource_type(service, name, resource, &types)
                .map_err(|why| format!("{prefix} {name}: {why}"))?;
            service.resources.insert(name.clone(), resource);
        }
        for (lower, action) in object(member(listed, "Actions")?)? {
            if service.actions.contains_key(lower) {
                continue;
            }
            let name = spelt_as(&spelt, prefix, lower).unwrap_or_else(|| spelling.of(lower));
            let mut action = Action { resources: taken(action)?, ..Action::named(name, NAMED) };
            action.resources.retain(|name, _| service.resources.contains_key(name));
            service.actions.insert(lower.clone(), action);
        }
    }
    Ok(())
}

fn spelt_as(operations: &ByService, prefix: &str, lower: &str) -> Option<String> {
    operations.get(prefix)?.get(lower).cloned()
}

/// The resource types of an action; whether one must be named is not said.
fn taken(action: &Value) -> Result<BTreeMap<String, bool>> {
    let names = match action.get("Resources") {
        None => Vec::new(),
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        Some(other) => return Err(format!("resource types are {other}").into()),
    };
    Ok(names.into_iter().map(|name| (name.to_ascii_lowercase(), false)).collect())
}

/// A resource type; its keys are taken as far as some service tells their type.
fn resource_type(
    service: &mut Service,
    name: &str,
    resource: &Value,
    types: &BTreeMap<String, String>,
) -> Result<ResourceType> {
    let mut keys = BTreeSet::new();
    for key in resource.get("ConditionKeys").and_then(Value::as_array).into_iter().flatten() {
        let key = key.as_str().ok_or("a condition key is not text")?;
        let lower = key.to_ascii_lowercase();
        let Some(value_type) = types.get(&lower) else { continue };
        service.add_key(key, value_type);
        keys.insert(lower);
    }
    let formats = member(resource, "ARNFormats")?.as_array().ok_or("expected a list of ARNs")?;
    let placeholder = placeholder(name);
    // It writes `.*` from the first placeholder of the resource on.
    let arns = formats.iter().filter_map(Value::as_str).map(|arn| arn.replace(".*", &placeholder));
    Ok(ResourceType { name: name.to_owned(), arns: arns.collect(), keys })
}

/// `${BrandProfile}` of `brand-profile`.
fn placeholder(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        first.to_ascii_uppercase() + rest
    });
    format!("${{{}}}", words.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_new_service_is_known_by_name_with_its_arns() {
        let names = Names(json!({
            "demo": {
                "Actions": { "getthing": { "Resources": ["big-thing"] }, "listthings": {} },
                "Resources": { "big-thing": {
                    "ARNFormats": ["arn:${Partition}:demo:${Region}:${Account}:thing/.*"]
                } }
            }
        }));
        let mut registry = Registry::default();
        merge(&mut registry, &names, &Operations::none()).expect("a list");
        let service = &registry.services["demo"];
        assert_eq!((service.name.as_str(), service.status.as_str()), ("demo", NAMED));
        let thing = &service.resources["big-thing"];
        assert_eq!(thing.arns, ["arn:${Partition}:demo:${Region}:${Account}:thing/${BigThing}"]);
        let action = &service.actions["getthing"];
        assert_eq!(action.resources, BTreeMap::from([("big-thing".to_owned(), false)]));
        assert_eq!((action.status.as_str(), action.access_level.as_str()), (NAMED, ""));
        assert_eq!(
            names.unknown(|text| registry.action(text).is_some()).expect("a list"),
            (2, Vec::new())
        );
    }
}
