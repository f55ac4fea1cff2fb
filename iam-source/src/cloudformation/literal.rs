//! Texts in which `${Name}` stands as such: outside of `Fn::Sub`, nothing fills it.

use iam_core::document::{ByteSpan, Node, Value};
use iam_core::pattern::parameters;
use std::collections::HashSet;

/// The places of such texts in a template.
pub(super) fn literals(template: &Node<'_>) -> HashSet<ByteSpan> {
    let mut literals = HashSet::new();
    gather(template, &mut literals);
    literals
}

fn gather(node: &Node<'_>, literals: &mut HashSet<ByteSpan>) {
    match &node.value {
        Value::String(text) if parameters(text).next().is_some() => {
            literals.insert(node.span);
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, literals)),
        Value::Object(members) => {
            for member in members {
                // What it fills, and what it is told to fill that with.
                if member.key != "Fn::Sub" {
                    gather(&member.node, literals);
                }
            }
        }
        _ => {}
    }
}

/// Those of them that are in `document`.
pub(super) fn within(document: &Node<'_>, literals: &HashSet<ByteSpan>) -> Vec<ByteSpan> {
    let mut found = Vec::new();
    if !literals.is_empty() {
        collect(document, literals, &mut found);
    }
    found
}

fn collect(node: &Node<'_>, literals: &HashSet<ByteSpan>, found: &mut Vec<ByteSpan>) {
    match &node.value {
        Value::String(text) if literals.contains(&node.span) => {
            found.extend(parameters(text).next().map(|_| node.span));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, literals, found)),
        Value::Object(members) => {
            for member in members {
                collect(&member.node, literals, found);
            }
        }
        _ => {}
    }
}
