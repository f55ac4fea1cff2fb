//! The hand-written overlay: what the packages lack, each line with its source.

use super::model::{Action, ConditionKey, Registry, ResourceType, Service};
use super::tables::digest;
use crate::outcome::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Lays one line of a file over the registry, given as its columns.
type Layer = fn(&mut Registry, &[&str]) -> Result;

/// The files, in the order in which they are laid over: an action needs its service.
const FILES: [(&str, Layer); 9] = [
    ("services", add_service),
    ("names", rename_service),
    ("keys", add_key),
    ("resources", add_resource),
    ("actions", add_action),
    ("links", add_links),
    ("dependents", add_dependents),
    ("operations", check_operation),
    ("aliases", check_alias),
];

/// Lays the overlay in `folder` over `registry`; gives the operations that it tells the actions of,
/// in lower case.
pub(super) fn lay_over(registry: &mut Registry, folder: &Path) -> Result<BTreeSet<String>> {
    registry.overlay_digest = digest_of(folder)?;
    for (name, add) in FILES {
        Overlay::read(folder, name)?.each(|row| add(registry, row))?;
    }
    let mut operations = BTreeSet::new();
    Overlay::read(folder, "operations")?.each(|row| {
        operations.extend(row.first().map(|text| text.to_ascii_lowercase()));
        Ok(())
    })?;
    Ok(operations)
}

/// The digest of all files of the overlay in `folder`.
pub(super) fn digest_of(folder: &Path) -> Result<String> {
    let files = FILES.map(|(name, _)| Overlay::read(folder, name));
    let files = files.into_iter().collect::<Result<Vec<_>>>()?;
    Ok(digest(files.iter().map(|file| (file.name.as_str(), file.text.as_str()))))
}

/// One file: tab-separated rows; a line that begins with `#` explains.
struct Overlay {
    name: String,
    text: String,
}

impl Overlay {
    fn read(folder: &Path, name: &str) -> Result<Self> {
        let name = format!("{name}.tsv");
        let text =
            fs::read_to_string(folder.join(&name)).map_err(|why| format!("{name}: {why}"))?;
        Ok(Self { name, text })
    }

    fn each(&self, mut add: impl FnMut(&[&str]) -> Result) -> Result {
        for (index, line) in self.text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let row: Vec<&str> = line.split('\t').collect();
            let outcome = match row.last() {
                Some(source) if !source.is_empty() => add(&row),
                _ => Err("a row ends with its source".into()),
            };
            outcome.map_err(|why| format!("overlay/{}:{}: {why}", self.name, index + 1))?;
        }
        Ok(())
    }
}

const COLUMNS: &str = "wrong number of columns";
const DOCUMENTED: &str = "the reference now has it: delete this row";

fn add_service(registry: &mut Registry, row: &[&str]) -> Result {
    let &[prefix, name, status, source] = row else { return Err(COLUMNS.into()) };
    if registry.services.contains_key(prefix) {
        return Err(DOCUMENTED.into());
    }
    let service =
        Service { name: name.to_owned(), status: status_of(status, source)?, ..Service::default() };
    registry.services.insert(prefix.to_owned(), service);
    Ok(())
}

/// Names a service whose prefix several pages of the reference share, of which one gave its name.
fn rename_service(registry: &mut Registry, row: &[&str]) -> Result {
    let &[prefix, name, _source] = row else { return Err(COLUMNS.into()) };
    let service = service(registry, prefix)?;
    if service.name == name {
        return Err(DOCUMENTED.into());
    }
    name.clone_into(&mut service.name);
    Ok(())
}

fn add_key(registry: &mut Registry, row: &[&str]) -> Result {
    let &[prefix, name, value_type, _source] = row else { return Err(COLUMNS.into()) };
    let keys = match prefix {
        "*" => &mut registry.global_keys,
        _ => &mut service(registry, prefix)?.keys,
    };
    let key = ConditionKey { name: name.to_owned(), value_type: value_type.to_owned() };
    match keys.insert(name.to_ascii_lowercase(), key) {
        Some(_) => Err(DOCUMENTED.into()),
        None => Ok(()),
    }
}

fn add_resource(registry: &mut Registry, row: &[&str]) -> Result {
    let &[prefix, name, arn, keys, _source] = row else { return Err(COLUMNS.into()) };
    let resource = ResourceType {
        name: name.to_owned(),
        arns: vec![arn.to_owned()],
        keys: list(keys).map(str::to_ascii_lowercase).collect(),
    };
    match service(registry, prefix)?.resources.insert(name.to_ascii_lowercase(), resource) {
        Some(_) => Err(DOCUMENTED.into()),
        None => Ok(()),
    }
}

fn add_action(registry: &mut Registry, row: &[&str]) -> Result {
    let &[text, access_level, resources, status, source] = row else { return Err(COLUMNS.into()) };
    let (prefix, name) = text.split_once(':').ok_or("expected `service:Action`")?;
    let resources = list(resources).map(|name| match name.strip_suffix('*') {
        Some(name) => (name.to_ascii_lowercase(), true),
        None => (name.to_ascii_lowercase(), false),
    });
    let action = Action {
        name: name.to_owned(),
        access_level: access_level.to_owned(),
        resources: resources.collect::<BTreeMap<_, _>>(),
        keys: [].into(),
        dependents: [].into(),
        status: status_of(status, source)?,
    };
    match service(registry, prefix)?.actions.insert(name.to_ascii_lowercase(), action) {
        Some(_) => Err(DOCUMENTED.into()),
        None => Ok(()),
    }
}

/// What an action takes and carries beside what the reference says of it.
fn add_links(registry: &mut Registry, row: &[&str]) -> Result {
    let &[text, resources, keys, _source] = row else { return Err(COLUMNS.into()) };
    let (prefix, name) = text.split_once(':').ok_or("expected `service:Action`")?;
    let service = service(registry, prefix)?;
    let action = service.actions.get_mut(&name.to_ascii_lowercase()).ok_or("no such action")?;
    for resource in list(resources).map(str::to_ascii_lowercase) {
        if action.resources.insert(resource, false).is_some() {
            return Err(DOCUMENTED.into());
        }
    }
    for key in list(keys).map(str::to_ascii_lowercase) {
        if !action.keys.insert(key) {
            return Err(DOCUMENTED.into());
        }
    }
    Ok(())
}

fn add_dependents(registry: &mut Registry, row: &[&str]) -> Result {
    let &[text, dependents, _source] = row else { return Err(COLUMNS.into()) };
    let (prefix, name) = text.split_once(':').ok_or("expected `service:Action`")?;
    let actions = &mut service(registry, prefix)?.actions;
    let action = actions.get_mut(&name.to_ascii_lowercase()).ok_or("no such action")?;
    action.dependents.extend(list(dependents).map(str::to_ascii_lowercase));
    Ok(())
}

/// Operations stay in the overlay, which `iam-registry` reads itself; only their truth is checked.
fn check_operation(registry: &mut Registry, row: &[&str]) -> Result {
    let &[operation, actions, _source] = row else { return Err(COLUMNS.into()) };
    if registry.action(&operation.to_ascii_lowercase()).is_some() {
        return Err(DOCUMENTED.into());
    }
    match list(actions).find(|text| registry.action(&text.to_ascii_lowercase()).is_none()) {
        Some(text) => Err(format!("no action `{text}`").into()),
        None => Ok(()),
    }
}

/// Aliases stay in the overlay too.
fn check_alias(registry: &mut Registry, row: &[&str]) -> Result {
    let &[alias, prefix, _source] = row else { return Err(COLUMNS.into()) };
    if registry.services.contains_key(alias) {
        return Err(DOCUMENTED.into());
    }
    service(registry, prefix).map(|_| ())
}

/// `retired 2024`, or `undocumented`, which the tables write with where it was seen.
fn status_of(status: &str, source: &str) -> Result<String> {
    if status == "undocumented" {
        return Ok(format!("undocumented {source}"));
    }
    let year = status.strip_prefix("retired ").and_then(|year| year.parse::<u16>().ok());
    year.ok_or("expected `retired YEAR` or `undocumented`")?;
    Ok(status.to_owned())
}

fn service<'a>(registry: &'a mut Registry, prefix: &str) -> Result<&'a mut Service> {
    registry.services.get_mut(prefix).ok_or_else(|| format!("no service `{prefix}`").into())
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|item| !item.is_empty())
}
