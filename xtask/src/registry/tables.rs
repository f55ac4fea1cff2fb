//! The tables as text: sorted, tab-separated, one line an item.

use super::files::Files;
use super::model::{Action, ConditionKey, Registry, ResourceType, Service};
use crate::outcome::Result;
use crate::{npm, pypi};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Folder of the tables of services, under `iam-registry`.
pub(super) const SERVICES: &str = "tables/services";

/// Every generated file.
pub(super) fn render(registry: &Registry) -> Result<Files> {
    let mut files = Files::new();
    for (prefix, service) in &registry.services {
        let text = service_table(registry, service);
        files.insert(format!("{SERVICES}/{prefix}.tsv"), text);
    }
    let global_keys = registry.global_keys.values().map(global_key_line).collect();
    files.insert("tables/global-keys.tsv".to_owned(), global_keys);
    files.insert("tables/partitions.tsv".to_owned(), partitions(registry));
    files.insert("tables/arn-services.tsv".to_owned(), arn_services(registry));
    let operations = registry.operations.values().map(|text| line(&[text])).collect();
    files.insert("tables/operations.tsv".to_owned(), operations);
    let digest = digest(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    files.insert("tables/SOURCE.tsv".to_owned(), source(registry, &digest));
    files.insert("src/generated.rs".to_owned(), index(registry)?);
    Ok(files)
}

/// SHA-256 over names and texts.
pub(super) fn digest<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        hash.update(format!("{name}\0{}\0", text.len()));
        hash.update(text);
    }
    pypi::hexadecimal(&hash.finalize())
}

fn service_table(registry: &Registry, service: &Service) -> String {
    let mut text = String::new();
    let bound = service.bound_keys();
    text.extend(service.keys.iter().map(|(lower, key)| {
        let mark = if bound.contains(lower.as_str()) { "" } else { "unbound" };
        line(&["key", &key.name, &key.value_type, mark])
    }));
    text.extend(service.resources.values().map(|resource| resource_line(service, resource)));
    text.extend(service.actions.values().map(|action| action_line(registry, service, action)));
    text
}

/// Global keys belong to no action, so none of them is marked.
fn global_key_line(key: &ConditionKey) -> String {
    line(&["key", &key.name, &key.value_type])
}

fn resource_line(service: &Service, resource: &ResourceType) -> String {
    let keys = key_names(service, &resource.keys);
    line(&["resource", &resource.name, &resource.arns.join(" "), &keys])
}

fn action_line(registry: &Registry, service: &Service, action: &Action) -> String {
    let resources: Vec<String> = action
        .resources
        .iter()
        .filter_map(|(key, required)| {
            let name = &service.resources.get(key)?.name;
            Some(if *required { format!("{name}*") } else { name.clone() })
        })
        .collect();
    let dependents: Vec<String> = action
        .dependents
        .iter()
        .filter_map(|text| registry.action(text))
        .map(|(prefix, action)| format!("{prefix}:{}", action.name))
        .collect();
    line(&[
        "action",
        &action.name,
        &action.access_level,
        &resources.join(","),
        &key_names(service, &action.keys),
        &dependents.join(","),
        &action.status,
    ])
}

fn key_names(service: &Service, keys: &BTreeSet<String>) -> String {
    let names = keys.iter().filter_map(|key| Some(service.keys.get(key)?.name.as_str()));
    names.collect::<Vec<_>>().join(",")
}

/// Empty columns at the end are left out.
fn line(columns: &[&str]) -> String {
    let joined = columns.join("\t");
    format!("{}\n", joined.trim_end_matches('\t'))
}

fn partitions(registry: &Registry) -> String {
    let each = registry.partitions.iter();
    let each = each.map(|partition| {
        let regions: Vec<&str> = partition.regions.iter().map(String::as_str).collect();
        line(&[&partition.id, &partition.dns_suffix, &regions.join(",")])
    });
    each.collect()
}

/// The services that have resource types in each service field of an ARN.
fn arn_services(registry: &Registry) -> String {
    let mut index: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (prefix, service) in &registry.services {
        for arn in service.resources.values().flat_map(|resource| &resource.arns) {
            if let Some(field) = arn.split(':').nth(2) {
                index.entry(field).or_default().insert(prefix);
            }
        }
    }
    let lines = index.into_iter().map(|(field, prefixes)| {
        line(&[field, &prefixes.into_iter().collect::<Vec<_>>().join(",")])
    });
    lines.collect()
}

fn source(registry: &Registry, digest: &str) -> String {
    let services = || registry.services.values();
    let counts = [
        ("services", registry.services.len()),
        ("actions", services().map(|service| service.actions.len()).sum()),
        ("resource types", services().map(|service| service.resources.len()).sum()),
        ("condition keys", services().map(|service| service.keys.len()).sum()),
        ("global condition keys", registry.global_keys.len()),
        ("partitions", registry.partitions.len()),
    ];
    let mut text = line(&["date", &registry.date]);
    let packages = [
        (npm::IAM_DATA, "services, actions, resource types, condition keys"),
        (npm::DEPENDENT_ACTIONS, "dependent actions"),
        (npm::PARTITIONS, "partitions, regions"),
    ];
    for (package, what) in packages {
        let digest = package.digest();
        text += &line(&["package", package.name, package.version, package.date, what, &digest]);
    }
    let wheels = [
        (pypi::CFN_LINT, "names of services and actions"),
        (pypi::BOTOCORE, "operations of the API"),
        (pypi::OLDER_BOTOCORE, "operations that are older than the names"),
    ];
    for (wheel, what) in wheels {
        let digest = wheel.digest();
        text += &line(&["package", wheel.name, wheel.version, wheel.date, what, &digest]);
    }
    for (what, count) in counts {
        text += &line(&["count", what, &count.to_string()]);
    }
    text += &line(&["digest", "tables", digest]);
    text + &line(&["digest", "overlay", &registry.overlay_digest])
}

/// The Rust index: for each service what is known without decoding its table.
fn index(registry: &Registry) -> Result<String> {
    let mut text = format!(
        "//! Generated by `cargo xtask registry`; change the generator or the overlay instead.\n\
         \n\
         use crate::service::Service;\n\
         use crate::status::Status;\n\
         \n\
         /// Day of the release that the details come from.\n\
         pub(crate) const DATE: &str = {:?};\n\
         \n\
         /// Day of the newest release that names come from.\n\
         pub(crate) const NEWEST: &str = {:?};\n\
         \n\
         /// Release of the source.\n\
         pub(crate) const RELEASE: &str = {:?};\n\
         \n\
         /// Every service, sorted by prefix.\n\
         #[rustfmt::skip]\n\
         pub(crate) static SERVICES: [Service; {}] = [\n",
        registry.date,
        newest(registry),
        npm::IAM_DATA.version,
        registry.services.len(),
    );
    for (prefix, service) in &registry.services {
        let (name, rcp) = (&service.name, service.resource_control_policies);
        let status = status(&service.status).ok_or_else(|| format!("{prefix}: no such status"))?;
        let counts = [service.keys.len(), service.resources.len(), service.actions.len()];
        writeln!(
            text,
            "    Service::new({prefix:?}, {name:?}, {rcp}, {status}, {counts:?}, \
             include_str!(\"../{SERVICES}/{prefix}.tsv\")),"
        )?;
    }
    Ok(text + "];\n")
}

/// The day of the newest source of names: days of this form sort as they follow each other.
fn newest(registry: &Registry) -> &str {
    registry.date.as_str().max(pypi::CFN_LINT.date).max(pypi::BOTOCORE.date)
}

fn status(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("Status::Documented".to_owned());
    }
    match text.split_once(' ')? {
        ("retired", year) => Some(format!("Status::Retired {{ year: {year} }}")),
        ("named", source) => Some(format!("Status::ByName {{ listed_in: {source:?} }}")),
        ("undocumented", source) => Some(format!("Status::Undocumented {{ seen_in: {source:?} }}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::iam_registry;
    use super::super::overlay;
    use super::*;
    use std::fs;

    /// Without a network: were the tables, or the overlay, edited after the last regeneration?
    #[test]
    fn committed_tables_and_overlay_have_the_recorded_digests() {
        let root = iam_registry();
        let read = |path: &str| fs::read_to_string(root.join(path)).expect("a committed file");
        let services = fs::read_dir(root.join(SERVICES)).expect("a folder").map(|entry| {
            format!("{SERVICES}/{}", entry.expect("an entry").file_name().to_string_lossy())
        });
        let others = ["global-keys", "partitions", "arn-services", "operations"];
        let others = others.map(|name| format!("tables/{name}.tsv"));
        let files: Files = services.chain(others).map(|path| (path.clone(), read(&path))).collect();
        let tables = digest(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let overlay = overlay::digest_of(&root.join("tables/overlay")).expect("an overlay");
        let source = read("tables/SOURCE.tsv");
        let mend = "run `cargo xtask registry` and commit what it writes";
        assert!(source.contains(&format!("digest\ttables\t{tables}\n")), "tables: {mend}");
        assert!(source.contains(&format!("digest\toverlay\t{overlay}\n")), "overlay: {mend}");
    }
}
