//! The length of a document as the quotas count it.

use super::super::view::PolicyView;
use super::super::{Options, Report};
use crate::document::{Member, Node, Value};
use crate::finding::Finding;
use crate::json::escaped_len;
use crate::policy::{ParameterLength, longest_text_len};
use std::ops::RangeBounds;

/// Reports a document whose number of characters, white space aside, is one of `lengths`.
pub(super) fn exceeds<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    lengths: impl RangeBounds<usize>,
    report: &mut Report<S>,
    about: impl FnOnce(S, usize) -> Finding<S>,
) {
    let len = *policy.length.get_or_init(|| len(policy.document, policy.options));
    if lengths.contains(&len) {
        report.push(about(policy.document.span, len));
    }
}

/// The characters of `node` as compact JSON, with the parameters of a template at their longest.
fn len<S>(node: &Node<'_, S>, options: Options) -> usize {
    let commas = |items: usize| items.saturating_sub(1);
    let text_len = |text: &str| {
        let len = if options.template {
            longest_text_len(text, ParameterLength::PSEUDO)
        } else if is_plain(text) {
            text.len()
        } else {
            escaped_len(text)
        };
        "\"\"".len() + len
    };
    match &node.value {
        Value::Null => "null".len(),
        Value::Bool(value) => if *value { "true" } else { "false" }.len(),
        Value::Number(text) => escaped_len(text),
        Value::String(text) => text_len(text),
        // Unknown until run time: counted as empty text.
        Value::Interpolated(_) => "\"\"".len(),
        Value::Array(items) if options.canonical && is_list_of_one(items) => {
            items.iter().map(|item| len(item, options)).sum()
        }
        Value::Array(items) => {
            let items_len: usize = items.iter().map(|item| len(item, options)).sum();
            "[]".len() + commas(items.len()) + items_len
        }
        Value::Object(members) => {
            let member_len = |Member { key, node, .. }: &Member<'_, S>| {
                text_len(key) + ":".len() + len(node, options)
            };
            "{}".len() + commas(members.len()) + members.iter().map(member_len).sum::<usize>()
        }
    }
}

/// Whether each byte of `text` is a character of JSON; written so that many are looked at at once.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| {
        plain & matches!(byte, b' '..=b'~') & !matches!(byte, b'"' | b'\\')
    })
}

/// Whether canonical JSON has no brackets here. Statements keep theirs.
fn is_list_of_one<S>(items: &[Node<'_, S>]) -> bool {
    matches!(items, [item] if !matches!(item.value, Value::Object(_)))
}

/// `10240` as `10,240`.
pub(super) fn thousands(number: usize) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", thousands(number / 1_000), number % 1_000)
}
