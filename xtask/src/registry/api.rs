//! The operations of AWS's APIs, from botocore.

use super::model::{Action, Registry};
use crate::outcome::Result;
use crate::pypi;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// What the tables write of an operation that is newer than AWS's list of actions.
const NEW: &str = "operation botocore";

/// The operations of every API.
pub(super) struct Operations(Vec<Operation>);

struct Operation {
    /// What names its service: how requests are signed, the endpoint, botocore's folder.
    service: [String; 3],
    /// The service's name for people.
    full_name: String,
    name: String,
}

/// By the prefix of a service, then by the name in lower case: the names.
pub(super) type ByService = BTreeMap<String, BTreeMap<String, String>>;

impl Operations {
    /// Reads a wheel of botocore, with Python: it holds zipped JSON in a ZIP.
    pub(super) fn read(wheel: &Path) -> Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/registry/operations.py");
        let output = Command::new(pypi::python()).arg(script).arg(wheel).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let text = String::from_utf8(output.stdout)?;
        let rows = text.lines().map(|line| {
            let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let Ok([signing, endpoint, folder, full_name, name]) = <[String; 5]>::try_from(columns)
            else {
                return Err(format!("operations.py printed `{line}`"));
            };
            Ok(Operation { service: [signing, endpoint, folder], full_name, name })
        });
        Ok(Self(rows.collect::<Result<_, _>>()?))
    }

    /// The operations of the services that the registry has, by the first of their names that is a
    /// prefix there.
    pub(super) fn by_service(&self, is_service: impl Fn(&str) -> bool) -> ByService {
        let mut services = ByService::new();
        for operation in &self.0 {
            let Some(prefix) = operation.service.iter().find(|prefix| is_service(prefix)) else {
                continue;
            };
            let names = services.entry(prefix.clone()).or_default();
            names.insert(operation.name.to_ascii_lowercase(), operation.name.clone());
        }
        services
    }

    /// What people call the service that signs its requests with this name.
    pub(super) fn full_name(&self, prefix: &str) -> Option<&str> {
        let mut own = self.0.iter().filter(|it| it.service.first().is_some_and(|it| it == prefix));
        own.find(|it| !it.full_name.is_empty()).map(|it| it.full_name.as_str())
    }

    /// Of no API.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// Every name of an operation.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|operation| operation.name.as_str())
    }
}

/// Adds to the registry what the API can do and no action is called.
///
/// An operation that the older release has, too, was there when AWS listed its actions: it is an
/// operation whose permission has another name. One that came since is most likely an action that
/// the list does not have yet, unless its service calls few actions after operations. `known` are
/// the operations of which the overlay tells the actions.
pub(super) fn merge(
    registry: &mut Registry,
    newest: &Operations,
    older: &Operations,
    known: &BTreeSet<String>,
) {
    let is_service = |prefix: &str| registry.services.contains_key(prefix);
    let (newest, older) = (newest.by_service(is_service), older.by_service(is_service));
    for (prefix, operations) in newest {
        let Some(service) = registry.services.get_mut(&prefix) else { continue };
        let before = older.get(&prefix);
        let is_old = |name: &String| before.is_some_and(|names| names.contains_key(name));
        let listed = operations.keys().filter(|name| service.actions.contains_key(*name)).count();
        let old = operations.keys().filter(|name| is_old(name)).count();
        // Of a new service there is nothing to go by but what its list has.
        let names_alike = 2 * listed >= old.max(1);
        for (lower, name) in operations {
            let text = format!("{prefix}:{lower}");
            if service.actions.contains_key(&lower) || known.contains(&text) {
                continue;
            }
            if names_alike && !is_old(&lower) {
                service.actions.insert(lower, Action::named(name, NEW));
            } else {
                registry.operations.insert(text, format!("{prefix}:{name}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Service;
    use super::*;

    fn operations(names: &[&str]) -> Operations {
        let of = |name: &&str| Operation {
            service: ["signed".to_owned(), "endpoint".to_owned(), "demo".to_owned()],
            full_name: "Demo".to_owned(),
            name: (*name).to_owned(),
        };
        Operations(names.iter().map(of).collect())
    }

    /// Actions with a mark, then operations, once the API was merged into a service of `actions`.
    fn merged(actions: &[&str], newest: &[&str], older: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut service = Service::default();
        for name in actions {
            service
                .actions
                .insert(name.to_ascii_lowercase(), Action::named((*name).to_owned(), ""));
        }
        let mut registry = Registry::default();
        registry.services.insert("demo".to_owned(), service);
        let known = BTreeSet::from(["demo:byhand".to_owned()]);
        merge(&mut registry, &operations(newest), &operations(older), &known);
        let actions = registry.services["demo"].actions.values();
        let marked = actions.filter(|it| !it.status.is_empty()).map(|it| it.name.clone());
        (marked.collect(), registry.operations.into_values().collect())
    }

    #[test]
    fn what_came_after_the_list_is_likely_an_action() {
        let older = ["GetThing", "PutThing", "HeadThing", "ByHand"];
        let newest = ["GetThing", "PutThing", "HeadThing", "ByHand", "MendThing"];
        let expected = (vec!["MendThing".to_owned()], vec!["demo:HeadThing".to_owned()]);
        assert_eq!(merged(&["getThing", "PutThing"], &newest, &older), expected);
    }

    #[test]
    fn a_service_that_names_its_actions_otherwise_says_nothing_of_new_ones() {
        let older = ["CreateApi", "DeleteApi", "GetApi"];
        let newest = ["CreateApi", "DeleteApi", "GetApi", "MendApi"];
        let (marked, operations) = merged(&["POST", "GetApi"], &newest, &older);
        assert_eq!(marked, [""; 0]);
        assert_eq!(operations, ["demo:CreateApi", "demo:DeleteApi", "demo:MendApi"]);
    }
}
