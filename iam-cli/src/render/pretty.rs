//! JSON with one item a line, written piece by piece: an answer may be long.

use crate::visible::visible_json;
use serde::Serialize;

/// Adds the value as JSON, each of its lines behind `indent`.
pub(crate) fn push(out: &mut String, value: &impl Serialize, indent: &str) {
    // Strings and numbers always have JSON, and no line breaks of their own in it.
    let value = serde_json::to_string_pretty(value).unwrap_or_default();
    for (index, line) in visible_json(&value).split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(indent);
        out.push_str(line);
    }
}
