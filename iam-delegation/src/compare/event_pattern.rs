//! What an event rule picks and where it sends it, field by field.

use super::canonical::json_text;
use super::form::{Field, Meaning};
use iam_core::document::{Node, Value};
use std::collections::BTreeSet;

/// The fields of an event pattern. All of them have to fit; of a list, one value has to.
///
/// Source: [event patterns](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html)
pub(super) fn fields(pattern: &Node<'_>, fields: &mut Vec<Field>) {
    walk("event_pattern", pattern, fields);
}

fn walk(name: &str, node: &Node<'_>, fields: &mut Vec<Field>) {
    match &node.value {
        Value::Object(members) if !members.is_empty() && node.repeated_members().is_empty() => {
            for member in members {
                // A dot in a name is none that leads into it.
                let key = member.key.replace('\\', "\\\\").replace('.', "\\.");
                walk(&format!("{name}.{key}"), &member.node, fields);
            }
        }
        // `$or` holds patterns, of which more cannot be said here than that they differ.
        Value::Array(items) if !name.ends_with(".$or") => {
            let values = items.iter().map(json_text).collect();
            let name = name.to_owned();
            fields.push(Field { name, values, meaning: Meaning::AnyOf, only_in_sets: false });
        }
        _ => fields.push(Field::new(name, Meaning::Opaque, json_text(node))),
    }
}

/// The targets of a rule, each of which gets what it picks.
pub(super) fn targets(targets: &Node<'_>, fields: &mut Vec<Field>) {
    let (values, meaning): (BTreeSet<_>, _) = match &targets.value {
        Value::Array(items) => (items.iter().map(json_text).collect(), Meaning::Each),
        _ => (BTreeSet::from([json_text(targets)]), Meaning::Opaque),
    };
    let name = "targets".to_owned();
    fields.push(Field { name, values, meaning, only_in_sets: false });
}
