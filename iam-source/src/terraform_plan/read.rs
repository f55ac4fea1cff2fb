//! A plan or a state, read.

use super::attached::attached;
use super::configuration::Configuration;
use super::planned::Planned;
use super::resource::{Outcome, reason};
use super::same::canonical;
use super::sections::Sections;
use crate::around;
use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::terraform::{POLICY_DOCUMENT, is_look_alike};
use crate::written::{self, Places};
use iam_core::document::Node;
use iam_core::json::SyntaxError;
use std::collections::{BTreeMap, HashSet};

/// What the plan or the state holds whose text is `file`.
///
/// Of a large text little may be of interest: nothing but the resources that can hold policies is read, one at a
/// time, so that what is held in memory grows with the policies, not with the plan.
pub(crate) fn read(plan: &Sections<'_>, file: &str) -> Result<Contents<'static>, SyntaxError> {
    let mut contents = Contents::new(Source::TerraformPlan);
    if let Some(version) = &plan.format_version
        && let Some(unchecked) = of_the_future(&version.node()?)
    {
        contents.unchecked.push(unchecked);
        return Ok(contents);
    }
    let configuration = Configuration::of(plan.configuration.as_ref())?;
    let mut reader = Reader { file, configuration, contents };
    match plan.resource_changes.filter(|it| it.items().next().is_some()) {
        Some(changes) => {
            let mut resources = Vec::new();
            for item in changes.items() {
                resources.extend(Planned::of_change(&item)?);
            }
            reader.read(&resources)?;
            // What was read while planning, and nothing known holds.
            if let Some(values) = plan.prior_state.and_then(|it| it.member("values")) {
                reader.read_documents(&Planned::of_values(&values)?)?;
            }
        }
        None => {
            for values in [plan.planned_values, plan.values].into_iter().flatten() {
                let resources = Planned::of_values(&values)?;
                let (data, managed): (Vec<_>, Vec<_>) =
                    resources.into_iter().partition(|it| it.type_name == POLICY_DOCUMENT);
                reader.read(&managed)?;
                reader.read_documents(&data)?;
            }
        }
    }
    let mut contents = reader.contents;
    contents.policies.sort_by_key(|it| it.span);
    contents.unchecked.sort_by_key(|it| it.span);
    Ok(contents)
}

/// Says so if the format is of a version that nobody knows yet.
fn of_the_future(version: &Node<'_>) -> Option<Unchecked> {
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

struct Reader<'f> {
    file: &'f str,
    configuration: Configuration<'f>,
    contents: Contents<'static>,
}

impl<'f> Reader<'f> {
    fn read(&mut self, resources: &[Planned<'f>]) -> Result<(), SyntaxError> {
        // Documents that are read during apply, by their address.
        let documents: BTreeMap<_, _> = resources
            .iter()
            .filter(|it| it.type_name == POLICY_DOCUMENT && it.address.contains("data."))
            .map(|it| (it.address.as_ref(), it))
            .collect();
        let mut used_at_all: HashSet<String> = HashSet::new();
        let mut addresses = HashSet::new();
        for planned in resources {
            if planned.type_name == POLICY_DOCUMENT || !addresses.insert(&planned.address) {
                continue;
            }
            let is_of_table = planned.is_of_table();
            if !is_of_table && planned.mentions_policies() {
                self.unknown_type(planned)?;
            }
            if !is_of_table && !planned.has_names() {
                continue;
            }
            let trees = planned.read(&self.configuration)?;
            let resource = planned.with(&trees);
            self.contents.attached.extend(attached(&resource));
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
                    used_at_all.insert(document.address.to_string());
                    if let Some(found) = self.document(document)? {
                        let found = found.on(resource_type);
                        let found = found.held_by(resource.address, path.clone());
                        self.contents.policies.push(Found { policy_type, ..found });
                    }
                }
            }
        }
        for document in documents.values().filter(|it| !used_at_all.contains(it.address.as_ref())) {
            let found = self.document(document)?;
            self.contents.policies.extend(found);
        }
        Ok(())
    }

    /// The policies of a resource of which nobody knows where it holds any.
    fn unknown_type(&mut self, planned: &Planned<'f>) -> Result<(), SyntaxError> {
        let module = module_of(&planned.address).len();
        // What is read of AWS is none of this plan's.
        if planned.address.get(module..).is_some_and(|it| it.starts_with("data.")) {
            return Ok(());
        }
        let around = around::read(&planned.after.node()?, self.file);
        let of_plan = around.policies.into_iter().filter_map(|found| {
            let path = found.path.replace('/', ".");
            let attribute = path.split('.').next().unwrap_or_default();
            let is_none = is_look_alike(&planned.type_name, attribute);
            (!is_none).then(|| found.held_by(planned.address.as_ref(), path))
        });
        self.contents.policies.extend(of_plan);
        let unchecked = around.unchecked.into_iter();
        self.contents.unchecked.extend(
            unchecked.map(|it| Unchecked::new(it.span, planned.address.as_ref(), it.reason)),
        );
        Ok(())
    }

    /// The policy of a data source that is read during apply.
    fn document(&self, planned: &Planned<'f>) -> Result<Option<Found<'static>>, SyntaxError> {
        let trees = planned.read(&self.configuration)?;
        Ok(planned.with(&trees).document())
    }

    /// Documents that were read already, unless what was found says the same.
    fn read_documents(&mut self, resources: &[Planned<'_>]) -> Result<(), SyntaxError> {
        let documents: Vec<_> =
            resources.iter().filter(|it| it.type_name == POLICY_DOCUMENT).collect();
        if documents.is_empty() {
            return Ok(());
        }
        let policies = self.contents.policies.iter();
        let mut seen: HashSet<_> = policies.map(|it| canonical(&it.document)).collect();
        for resource in documents {
            let Some(node) = resource.after.member("json") else { continue };
            let node = node.node()?;
            let Some(text) = node.text() else { continue };
            match written::read(text, &Places::of_json(self.file, node.span)) {
                Ok(document) => {
                    if seen.insert(canonical(&document)) {
                        let syntax = Syntax::Text(text.to_owned());
                        let found = Found::alone(document, syntax);
                        let found = found.held_by(resource.address.as_ref(), "json");
                        self.contents.policies.push(Found { span: node.span, ..found });
                    }
                }
                Err(broken) => {
                    let reason = format!("`json` is no JSON: {}", broken.message);
                    let holder = resource.address.as_ref();
                    let unchecked = Unchecked::new(Some(broken.span), holder, reason);
                    self.contents.unchecked.push(unchecked);
                }
            }
        }
        Ok(())
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
fn addresses_of<'r, 't>(
    module: &str,
    reference: &str,
    documents: &BTreeMap<&str, &'r Planned<'t>>,
) -> Vec<&'r Planned<'t>> {
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
