//! What was decided so that a document is what it is: texts that are the same where the same is decided.

use super::choices::Choices;
use super::facts::{Decision, written};
use super::template::Template;
use iam_core::document::{Node, Value};
use iam_core::pattern::parameters;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// The decisions of one way, and what the conditions among them say. None if that is more than the template may be
/// made of.
pub(super) fn decided<'d>(
    template: &Template<'d>,
    choices: &Choices<'d>,
) -> Option<BTreeSet<Arc<str>>> {
    texts(template, choices.made.iter().chain(&choices.asked_for))
}

/// The same of these decisions.
pub(super) fn texts<'i, 'd: 'i>(
    template: &Template<'d>,
    decisions: impl Iterator<Item = &'i Decision<'d>>,
) -> Option<BTreeSet<Arc<str>>> {
    let (mut way, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for decision in decisions {
        match decision {
            Decision::Condition(name, holds) => {
                let holds = if *holds { "holds" } else { "does not hold" };
                if way.insert(format!("{name:?} {holds}")) {
                    let definitions = template.definitions_of(name)?;
                    texts.extend(definitions.iter().cloned());
                }
            }
            Decision::OneOf(name, values) => {
                let mut values = values.clone();
                values.sort_unstable();
                way.insert(format!("{name:?} is one of {values:?}"));
                texts.extend(default_of(template, name));
            }
        }
    }
    let way = Vec::from_iter(way).join(", ");
    if !template.takes(way.len() + texts.len()) {
        return None;
    }
    if !way.is_empty() {
        texts.insert(way.into());
    }
    Some(texts)
}

/// What a parameter is unless somebody says something else.
fn default_of(template: &Template<'_>, name: &str) -> Option<Arc<str>> {
    let default = template.parameter(name)?.member("Default")?;
    Some(format!("Parameter {name:?}: {}", written(&default.node)).into())
}

/// What a condition says, and what those conditions, mappings and parameters say that it asks for.
pub(super) fn definitions(template: &Template<'_>, name: &str) -> Option<Vec<Arc<str>>> {
    let mut texts = Vec::new();
    let mut open = vec![("Condition", name)];
    let mut seen = HashSet::new();
    while let Some((kind, name)) = open.pop() {
        if !seen.insert((kind, name)) {
            continue;
        }
        let node = match kind {
            "Condition" => template.condition(name),
            "Mapping" => template.mapping(name),
            _ => {
                texts.extend(default_of(template, name));
                continue;
            }
        };
        let Some(node) = node else { continue };
        if kind == "Condition" {
            asked_for(node, &mut open);
        }
        let text = format!("{kind} {name:?}: {}", written(node));
        if !template.takes(text.len()) {
            return None;
        }
        texts.push(text.into());
    }
    Some(texts)
}

/// The conditions, the mappings and the parameters that a definition names.
fn asked_for<'d>(node: &'d Node<'d>, to: &mut Vec<(&'static str, &'d str)>) {
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| asked_for(item, to)),
        Value::Object(members) => {
            for member in members {
                let name = match &*member.key {
                    "Condition" => member.node.text().map(|name| ("Condition", name)),
                    "Ref" => member.node.text().map(|name| ("Parameter", name)),
                    "Fn::Sub" => {
                        let text =
                            member.node.text().or_else(|| member.node.items().first()?.text());
                        let names = text.into_iter().flat_map(parameters);
                        to.extend(names.map(|name| ("Parameter", name)));
                        None
                    }
                    "Fn::FindInMap" => {
                        let mapping = member.node.items().first().and_then(Node::text);
                        mapping.map(|name| ("Mapping", name))
                    }
                    _ => None,
                };
                to.extend(name);
                asked_for(&member.node, to);
            }
        }
        _ => {}
    }
}
