//! The pinned packages, read.

use super::model::{Action, ConditionKey, Partition, Registry, ResourceType, Service};
use crate::outcome::Result;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Everything the packages say. `iam_data` and `older` are two releases of one package.
pub(super) fn read(iam_data: &Path, older: &Path, partitions: &Path) -> Result<Registry> {
    let data = iam_data.join("data");
    let manifest = json(&iam_data.join("package.json"))?;
    let mut registry = Registry {
        date: string(&manifest, "updatedAt")?.chars().take(10).collect(),
        global_keys: global_keys(&iam_data.join("dist/esm/globalConditionKeys.js"))?,
        partitions: read_partitions(partitions)?,
        ..Registry::default()
    };
    let under_control = json(&data.join("rcpSupportedServices.json"))?;
    let under_control: BTreeSet<&str> =
        array(&under_control)?.iter().filter_map(Value::as_str).collect();
    for (prefix, name) in object(&json(&data.join("serviceNames.json"))?)? {
        let mut service = read_service(&data, prefix).map_err(|why| format!("{prefix}: {why}"))?;
        let name = name.as_str().ok_or("a service's name is not text")?;
        name.clone_into(&mut service.name);
        service.resource_control_policies = under_control.contains(prefix.as_str());
        registry.services.insert(prefix.to_ascii_lowercase(), service);
    }
    read_dependents(&mut registry, &older.join("data/actions"))?;
    Ok(registry)
}

fn read_service(data: &Path, prefix: &str) -> Result<Service> {
    let file = |folder: &str| json(&data.join(folder).join(format!("{prefix}.json")));
    let mut service = Service::default();
    for key in object(&file("conditionKeys")?)?.values() {
        let key = ConditionKey { name: string(key, "key")?, value_type: string(key, "type")? };
        service.keys.insert(key.name.to_ascii_lowercase(), key);
    }
    for resource in object(&file("resourceTypes")?)?.values() {
        let resource = ResourceType {
            name: string(resource, "key")?,
            // One field holds several formats where a type has several.
            arns: string(resource, "arn")?.split(", ").map(str::to_owned).collect(),
            keys: lowered(resource.get("conditionKeys")),
        };
        service.resources.insert(resource.name.to_ascii_lowercase(), resource);
    }
    for action in object(&file("actions")?)?.values() {
        let action = read_action(action)?;
        service.actions.insert(action.name.to_ascii_lowercase(), action);
    }
    Ok(service)
}

fn read_action(action: &Value) -> Result<Action> {
    let mut keys = lowered(action.get("conditionKeys"));
    let mut resources = BTreeMap::new();
    for resource in array(member(action, "resourceTypes")?)? {
        let required = member(resource, "required")?.as_bool() == Some(true);
        resources.insert(string(resource, "name")?.to_ascii_lowercase(), required);
        keys.extend(lowered(resource.get("conditionKeys")));
    }
    Ok(Action {
        name: string(action, "name")?,
        access_level: access_level(&string(action, "accessLevel")?)?.to_owned(),
        resources,
        keys,
        dependents: dependents(action)?,
        status: String::new(),
    })
}

/// The source adds `Write` to what AWS calls `Tagging` or `Permissions management`.
fn access_level(text: &str) -> Result<&'static str> {
    match text {
        "List" => Ok("List"),
        "Read" => Ok("Read"),
        "Write" => Ok("Write"),
        "Tagging" | "Tagging, Write" => Ok("Tagging"),
        "Permissions management" | "Permissions management, Write" => Ok("Permissions"),
        _ => Err(format!("access level `{text}` is new to us").into()),
    }
}

/// What an action needs beside itself, named for the whole or for one of its resource types.
fn dependents(action: &Value) -> Result<BTreeSet<String>> {
    let mut all = lowered(action.get("dependentActions"));
    for resource in array(member(action, "resourceTypes")?)? {
        all.extend(lowered(resource.get("dependentActions")));
    }
    Ok(all)
}

/// Takes the dependent actions of an older release, as far as both actions still exist.
fn read_dependents(registry: &mut Registry, folder: &Path) -> Result {
    let known: BTreeSet<String> = registry
        .services
        .iter()
        .flat_map(|(prefix, service)| {
            service.actions.keys().map(move |name| format!("{prefix}:{name}"))
        })
        .collect();
    for (prefix, service) in &mut registry.services {
        let file = folder.join(format!("{prefix}.json"));
        if !file.exists() {
            continue;
        }
        for (name, older) in object(&json(&file)?)? {
            if let Some(action) = service.actions.get_mut(&name.to_ascii_lowercase()) {
                let still = dependents(older)?.into_iter().filter(|text| known.contains(text));
                action.dependents.extend(still);
            }
        }
    }
    Ok(())
}

/// The global keys stand in a script, as a list of `{ key: '…', category: '…', type: '…', … }`.
fn global_keys(script: &Path) -> Result<BTreeMap<String, ConditionKey>> {
    let text = fs::read_to_string(script)?;
    let (_, list) = text.split_once("globalConditionKeys = [").ok_or("no list of global keys")?;
    let (list, _) = list.split_once("];").ok_or("the list of global keys does not end")?;
    let field = |entry: &str, name: &str| {
        let (_, rest) = entry.split_once(&format!("{name}: "))?;
        let quote = rest.chars().next().filter(|quote| ['\'', '"'].contains(quote))?;
        rest.get(1..)?.split(quote).next().map(str::to_owned)
    };
    let mut keys = BTreeMap::new();
    for entry in list.split('{').skip(1) {
        let (Some(name), Some(value_type)) = (field(entry, "key"), field(entry, "type")) else {
            return Err(format!("cannot read the global key in `{entry}`").into());
        };
        keys.insert(name.to_ascii_lowercase(), ConditionKey { name, value_type });
    }
    Ok(keys)
}

fn read_partitions(package: &Path) -> Result<Vec<Partition>> {
    let script = package.join("dist-es/submodules/client/util-endpoints/lib/aws/partitions.js");
    let text = fs::read_to_string(script)?;
    // A module whose first value is an object in JSON's own notation.
    let start = text.find('{').ok_or("no partitions")?;
    let values = serde_json::Deserializer::from_str(text.get(start..).unwrap_or_default());
    let value: Value = values.into_iter().next().ok_or("no partitions")??;
    let mut partitions = Vec::new();
    for partition in array(member(&value, "partitions")?)? {
        let regions = object(member(partition, "regions")?)?.keys();
        partitions.push(Partition {
            id: string(partition, "id")?,
            dns_suffix: string(member(partition, "outputs")?, "dnsSuffix")?,
            // `aws-global` and its like are endpoints, never a field of an ARN.
            regions: regions.filter(|region| !region.ends_with("-global")).cloned().collect(),
        });
    }
    partitions.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(partitions)
}

/// The JSON value in a file.
pub(super) fn json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// The value as an object.
pub(super) fn object(value: &Value) -> Result<&Map<String, Value>> {
    value.as_object().ok_or_else(|| "expected an object".into())
}

fn array(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().ok_or_else(|| "expected a list".into())
}

/// A member of an object.
pub(super) fn member<'a>(value: &'a Value, name: &str) -> Result<&'a Value> {
    value.get(name).ok_or_else(|| format!("no member `{name}`").into())
}

fn string(value: &Value, name: &str) -> Result<String> {
    let text = member(value, name)?.as_str();
    Ok(text.ok_or_else(|| format!("`{name}` is not text"))?.to_owned())
}

fn lowered(list: Option<&Value>) -> BTreeSet<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_ascii_lowercase).collect()
}
