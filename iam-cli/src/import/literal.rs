//! Texts as string literals of Rust.

use crate::visible::hides;
use iam_core::document::{Node, Value};

/// `text` as a literal that shows every odd character.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' | '\r' | '\t' | '\0' => literal.extend(c.escape_default()),
            c if hides(c) => literal.extend(c.escape_unicode()),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// Whether a text starts with the character that stands for Rust values in the macros.
pub(super) fn has_reserved_text(node: &Node<'_>) -> bool {
    match &node.value {
        Value::String(text) => text.starts_with('\u{fffc}'),
        Value::Array(items) => items.iter().any(has_reserved_text),
        Value::Object(members) => members.iter().any(|member| has_reserved_text(&member.node)),
        _ => false,
    }
}
