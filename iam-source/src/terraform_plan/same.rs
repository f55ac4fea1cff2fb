//! Whether two policies say the same, wherever they stand.

use iam_core::document::{Node, Value};

/// A text that is the same for policies that differ in white space, order of members and spelling of strings.
pub(crate) fn canonical(node: &Node<'_>) -> String {
    let mut text = String::new();
    write(node, &mut text);
    text
}

fn write(node: &Node<'_>, to: &mut String) {
    match &node.value {
        Value::Null => to.push_str("null"),
        Value::Bool(value) => to.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => to.push_str(number),
        Value::String(text) => quoted(text, to),
        Value::Interpolated(index) => to.push_str(&index.to_string()),
        Value::Array(items) => {
            to.push('[');
            for item in items {
                write(item, to);
                to.push(',');
            }
            to.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|a, b| a.key.cmp(&b.key));
            to.push('{');
            for member in members {
                quoted(&member.key, to);
                to.push(':');
                write(&member.node, to);
                to.push(',');
            }
            to.push('}');
        }
    }
}

fn quoted(text: &str, to: &mut String) {
    to.push('"');
    to.extend(text.escape_debug());
    to.push('"');
}
