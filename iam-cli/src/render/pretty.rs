//! JSON with one item a line, written piece by piece: an answer may be long.

use serde::Serialize;

/// The values as JSON, each behind `indent` on lines of its own, parted by commas.
pub(super) fn items<T: Serialize>(values: impl Iterator<Item = T>, indent: &str) -> String {
    let mut out = String::new();
    for value in values {
        if !out.is_empty() {
            out.push_str(",\n");
        }
        // Strings and numbers always have JSON, and no line breaks of their own in it.
        let value = serde_json::to_string_pretty(&value).unwrap_or_default();
        for (index, line) in value.split('\n').enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(indent);
            out.push_str(line);
        }
    }
    out
}

/// The values as a JSON array; its brackets stand on lines that start with `indent`.
pub(super) fn array<T: Serialize>(values: impl Iterator<Item = T>, indent: &str) -> String {
    let items = items(values, &format!("{indent}  "));
    if items.is_empty() { "[]".to_owned() } else { format!("[\n{items}\n{indent}]") }
}
