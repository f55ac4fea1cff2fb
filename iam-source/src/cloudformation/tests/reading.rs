//! What the tests read and look at.

use crate::cloudformation::read;
use crate::found::{Contents, Found};
use crate::yaml;
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::json;

/// What is found in a template, in JSON if it begins with a brace.
pub(super) fn contents(text: &str) -> Contents<'static> {
    if text.starts_with('{') {
        let root = json::read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        return read(&root, text, false);
    }
    let documents = yaml::read(text).unwrap_or_else(|broken| panic!("{broken:?}: {text}"));
    read(&documents[0], text, true)
}

/// The only policy of a template, nothing of which is unchecked.
pub(super) fn only(text: &str) -> Found<'static> {
    let mut contents = contents(text);
    assert_eq!(contents.unchecked, [], "{text}");
    assert_eq!(contents.policies.len(), 1, "{:#?} in {text}", contents.policies);
    contents.policies.remove(0)
}

/// The tree in one line of JSON; a hole where no text stands is `?`.
pub(super) fn json_of(node: &Node<'_>) -> String {
    match &node.value {
        Value::Interpolated(_) => "?".to_owned(),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.to_string(),
        Value::String(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(json_of).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let member = |it: &iam_core::document::Member<'_>| {
                format!("\"{}\":{}", it.key, json_of(&it.node))
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
    }
}

/// The place of each text of the tree that is `wanted`.
pub(super) fn places(node: &Node<'_>, wanted: &str, found: &mut Vec<ByteSpan>) {
    match &node.value {
        Value::String(text) if text == wanted => found.push(node.span),
        Value::Array(items) => {
            for item in items {
                places(item, wanted, found);
            }
        }
        Value::Object(members) => {
            for member in members {
                places(&member.node, wanted, found);
            }
        }
        _ => {}
    }
}

/// The line of a place, from 1.
pub(super) fn line(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count() + 1
}
