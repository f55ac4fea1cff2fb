//! A plan or a state, read.

use super::configuration::Configuration;
use super::resource::{Outcome, Resource, reason};
use super::same::canonical;
use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::terraform::POLICY_DOCUMENT;
use crate::written::{self, Places};
use iam_core::document::{Node, Value};
use std::collections::{BTreeMap, HashSet};

/// What `document`, the tree of the text `file`, holds.
pub(crate) fn read(document: &Node<'_>, file: &str) -> Contents<'static> {
    let mut contents = Contents::new(Source::TerraformPlan);
    if let Some(unchecked) = of_the_future(document) {
        contents.unchecked.push(unchecked);
        return contents;
    }
    let configuration = Configuration::of(document);
    let mut reader = Reader { file, contents };
    let changes = document.member("resource_changes").map(|it| &it.node);
    let changes =
        changes.filter(|it| matches!(&it.value, Value::Array(items) if !items.is_empty()));
    match changes {
        Some(changes) => {
            let resources = changes.items().iter().filter_map(|it| change(it, &configuration));
            reader.read(&resources.collect::<Vec<_>>());
            // What was read while planning, and nothing known holds.
            let before = document.member("prior_state").and_then(|it| it.node.member("values"));
            if let Some(values) = before {
                reader.read_documents(&in_values(&values.node, &configuration));
            }
        }
        None => {
            for name in ["planned_values", "values"] {
                let Some(values) = document.member(name) else { continue };
                let resources = in_values(&values.node, &configuration);
                let (data, managed): (Vec<_>, Vec<_>) =
                    resources.into_iter().partition(|it| it.type_name == POLICY_DOCUMENT);
                reader.read(&managed);
                reader.read_documents(&data);
            }
        }
    }
    let mut contents = reader.contents;
    contents.policies.sort_by_key(|it| it.span);
    contents.unchecked.sort_by_key(|it| it.span);
    contents
}

/// Says so if the format is of a version that nobody knows yet.
fn of_the_future(document: &Node<'_>) -> Option<Unchecked> {
    let version = &document.member("format_version")?.node;
    let major = version.text().and_then(|text| text.split('.').next()?.parse::<u32>().ok());
    match major {
        Some(0 | 1) => None,
        Some(_) => {
            let text = version.text().unwrap_or_default();
            let reason = format!("the plan has format version `{text}`: only 0 and 1 are known");
            Some(Unchecked::new(Some(version.span), "", reason))
        }
        None => {
            let reason = "the format version is no version";
            Some(Unchecked::new(Some(version.span), "", reason))
        }
    }
}

/// The resource that a change leads to; none if it is deleted.
fn change<'n>(node: &'n Node<'n>, configuration: &Configuration<'n>) -> Option<Resource<'n>> {
    let change = &node.member("change")?.node;
    let after = &change.member("after")?.node;
    // One that is deposed is deleted, whatever comes after.
    if matches!(after.value, Value::Null) || node.member("deposed").is_some() {
        return None;
    }
    let address = node.member("address")?.node.text()?;
    Some(Resource {
        address,
        type_name: node.member("type")?.node.text()?,
        after,
        unknown: change.member("after_unknown").map(|it| &it.node),
        written: configuration.resource(address),
    })
}

/// The resources of `planned_values`, or of a state.
fn in_values<'n>(values: &'n Node<'n>, configuration: &Configuration<'n>) -> Vec<Resource<'n>> {
    let mut resources = Vec::new();
    let mut modules: Vec<_> = values.member("root_module").map(|it| &it.node).into_iter().collect();
    while let Some(module) = modules.pop() {
        for node in module.member("resources").map_or(&[][..], |it| it.node.items()) {
            let text = |name| node.member(name).and_then(|it| it.node.text());
            let (Some(address), Some(type_name)) = (text("address"), text("type")) else {
                continue;
            };
            let Some(values) = node.member("values") else { continue };
            resources.push(Resource {
                address,
                type_name,
                after: &values.node,
                unknown: None,
                written: configuration.resource(address),
            });
        }
        modules.extend(module.member("child_modules").map_or(&[][..], |it| it.node.items()));
    }
    resources
}

struct Reader<'f> {
    file: &'f str,
    contents: Contents<'static>,
}

impl Reader<'_> {
    fn read(&mut self, resources: &[Resource<'_>]) {
        // Documents that are read during apply, by their address.
        let documents: BTreeMap<_, _> = resources
            .iter()
            .filter(|it| it.type_name == POLICY_DOCUMENT && it.address.contains("data."))
            .map(|it| (it.address, it))
            .collect();
        let mut used_at_all: HashSet<String> = HashSet::new();
        let mut addresses = HashSet::new();
        for resource in resources {
            if resource.type_name == POLICY_DOCUMENT || !addresses.insert(resource.address) {
                continue;
            }
            let mut outcomes = Vec::new();
            resource.policies(self.file, &mut |outcome| outcomes.push(outcome));
            for outcome in outcomes {
                let (references, policy_type, resource_type, path) = match outcome {
                    Outcome::Found(found) => {
                        self.contents.policies.push(*found);
                        continue;
                    }
                    Outcome::Unchecked(unchecked) => {
                        self.contents.unchecked.push(unchecked);
                        continue;
                    }
                    Outcome::Later { references, policy_type, resource_type, path } => {
                        (references, policy_type, resource_type, path)
                    }
                };
                let module = module_of(resource.address);
                let named: Vec<_> =
                    references.iter().flat_map(|it| addresses_of(module, it, &documents)).collect();
                if named.is_empty() {
                    let reason = reason(&path, &references);
                    let span = Some(resource.after.span);
                    let unchecked = Unchecked::new(span, resource.address, reason);
                    self.contents.unchecked.push(unchecked);
                }
                for document in named {
                    used_at_all.insert(document.address.to_owned());
                    if let Some(found) = document.document() {
                        let found = found.on(resource_type);
                        let found = found.held_by(resource.address, path.clone());
                        self.contents.policies.push(Found { policy_type, ..found });
                    }
                }
            }
        }
        let mut unused: Vec<_> = documents.values().collect();
        unused.retain(|it| !used_at_all.contains(it.address));
        self.contents.policies.extend(unused.into_iter().filter_map(|it| it.document()));
    }

    /// Documents that were read already, unless what was found says the same.
    fn read_documents(&mut self, resources: &[Resource<'_>]) {
        let documents: Vec<_> =
            resources.iter().filter(|it| it.type_name == POLICY_DOCUMENT).collect();
        if documents.is_empty() {
            return;
        }
        let policies = self.contents.policies.iter();
        let mut seen: HashSet<_> = policies.map(|it| canonical(&it.document)).collect();
        for resource in documents {
            let Some(node) = resource.after.member("json").map(|it| &it.node) else { continue };
            let Some(text) = node.text() else { continue };
            match written::read(text, &Places::of_json(self.file, node.span)) {
                Ok(document) => {
                    if seen.insert(canonical(&document)) {
                        let syntax = Syntax::Text(text.to_owned());
                        let found = Found::alone(document, syntax);
                        let found = found.held_by(resource.address, "json");
                        self.contents.policies.push(Found { span: node.span, ..found });
                    }
                }
                Err(broken) => {
                    let reason = format!("`json` is no JSON: {}", broken.message);
                    let unchecked = Unchecked::new(Some(broken.span), resource.address, reason);
                    self.contents.unchecked.push(unchecked);
                }
            }
        }
    }
}

/// The module that a resource stands in, with the full stop behind it.
fn module_of(address: &str) -> &str {
    let (mut rest, mut len) = (address, 0);
    while let Some(after) = rest.strip_prefix("module.") {
        // To the full stop behind the name and its index.
        let (mut quoted, mut escaped) = (false, false);
        let end = after.find(|character| {
            match character {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '.' => return !quoted,
                _ => {}
            }
            false
        });
        let Some(end) = end else { break };
        len += "module.".len() + end + 1;
        rest = address.get(len..).unwrap_or_default();
    }
    address.get(..len).unwrap_or_default()
}

/// The documents that a reference from within `module` leads to.
fn addresses_of<'r, 'n>(
    module: &str,
    reference: &str,
    documents: &BTreeMap<&str, &'r Resource<'n>>,
) -> Vec<&'r Resource<'n>> {
    let Some(rest) = reference.strip_prefix("data.aws_iam_policy_document.") else {
        return Vec::new();
    };
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or_default();
    let address = format!("{module}data.aws_iam_policy_document.{name}");
    if let Some(document) = documents.get(address.as_str()) {
        return vec![document];
    }
    // With `count` or `for_each`: every one of them.
    let start = format!("{address}[");
    let from = documents.range(start.as_str()..);
    from.take_while(|it| it.0.starts_with(&start)).map(|it| *it.1).collect()
}
