//! The registry in memory, between its sources and its tables.

use crate::outcome::Result;
use std::collections::{BTreeMap, BTreeSet};

/// Everything, sorted: maps go by the name in lower case.
#[derive(Default)]
pub(super) struct Registry {
    /// Day of the source's release, `2026-09-26`.
    pub(super) date: String,
    pub(super) services: BTreeMap<String, Service>,
    pub(super) global_keys: BTreeMap<String, ConditionKey>,
    pub(super) partitions: Vec<Partition>,
    /// What the API can do and no action is called, by its name in lower case, prefix included.
    pub(super) operations: BTreeMap<String, String>,
    /// Digest of the overlay, so that a forgotten regeneration shows without a network.
    pub(super) overlay_digest: String,
}

#[derive(Default)]
pub(super) struct Service {
    pub(super) name: String,
    pub(super) resource_control_policies: bool,
    /// Empty for what the reference documents, else as the tables write it.
    pub(super) status: String,
    pub(super) keys: BTreeMap<String, ConditionKey>,
    pub(super) resources: BTreeMap<String, ResourceType>,
    pub(super) actions: BTreeMap<String, Action>,
}

pub(super) struct ConditionKey {
    pub(super) name: String,
    pub(super) value_type: String,
}

pub(super) struct ResourceType {
    pub(super) name: String,
    pub(super) arns: Vec<String>,
    pub(super) keys: BTreeSet<String>,
}

pub(super) struct Action {
    pub(super) name: String,
    pub(super) access_level: String,
    /// Whether each resource type, in lower case, must be named.
    pub(super) resources: BTreeMap<String, bool>,
    /// In lower case.
    pub(super) keys: BTreeSet<String>,
    /// In lower case, prefix included.
    pub(super) dependents: BTreeSet<String>,
    pub(super) status: String,
}

pub(super) struct Partition {
    pub(super) id: String,
    pub(super) dns_suffix: String,
    pub(super) regions: BTreeSet<String>,
}

impl Action {
    /// An action of which only the name is known.
    pub(super) fn named(name: String, status: &str) -> Self {
        Self {
            name,
            access_level: String::new(),
            resources: [].into(),
            keys: [].into(),
            dependents: [].into(),
            status: status.to_owned(),
        }
    }
}

impl Service {
    /// Adds a condition key unless it is there.
    pub(super) fn add_key(&mut self, name: &str, value_type: &str) {
        let key = || ConditionKey { name: name.to_owned(), value_type: value_type.to_owned() };
        self.keys.entry(name.to_ascii_lowercase()).or_insert_with(key);
    }

    /// The keys, in lower case, that some action carries, be it for one of its resource types.
    pub(super) fn bound_keys(&self) -> BTreeSet<&str> {
        let taken: BTreeSet<&String> =
            self.actions.values().flat_map(|action| action.resources.keys()).collect();
        let of_types =
            taken.into_iter().filter_map(|name| self.resources.get(name)).flat_map(|it| &it.keys);
        let own = self.actions.values().flat_map(|action| &action.keys);
        own.chain(of_types).map(String::as_str).collect()
    }
}

impl Registry {
    /// The action `service:Name`, in lower case.
    pub(super) fn action(&self, text: &str) -> Option<(&str, &Action)> {
        let (prefix, name) = text.split_once(':')?;
        let (prefix, service) = self.services.get_key_value(prefix)?;
        Some((prefix, service.actions.get(name)?))
    }

    /// Every name that one thing gives to another must be that of a thing we hold, and none may
    /// hold a character that parts columns or lists.
    pub(super) fn validate(&self) -> Result {
        let mut faults = Vec::new();
        for (prefix, service) in &self.services {
            let known = |key: &String| service.keys.contains_key(key);
            for action in service.actions.values() {
                let name = &action.name;
                for resource in action.resources.keys() {
                    if !service.resources.contains_key(resource) {
                        faults.push(format!("{prefix}:{name}: no resource type `{resource}`"));
                    }
                }
                for key in action.keys.iter().filter(|key| !known(key)) {
                    faults.push(format!("{prefix}:{name}: no condition key `{key}`"));
                }
                for text in action.dependents.iter().filter(|text| self.action(text).is_none()) {
                    faults.push(format!("{prefix}:{name}: no dependent action `{text}`"));
                }
            }
            for resource in service.resources.values() {
                for key in resource.keys.iter().filter(|key| !known(key)) {
                    faults.push(format!("{prefix} {}: no condition key `{key}`", resource.name));
                }
            }
            let names = service.actions.values().map(|action| &action.name);
            let names = names.chain(service.keys.values().map(|key| &key.name));
            let names = names.chain(service.resources.values().map(|resource| &resource.name));
            for name in names.filter(|name| name.contains(['\t', '\n', ',', '*'])) {
                faults.push(format!("{prefix}: `{name}` holds a character that parts a table"));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
    }
}
