//! From a place in JSON text to the way there from the root of its tree.

use crate::document::{ByteSpan, Node, Value};
use std::fmt;

/// One step on the way from a document to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "JSON has these")]
pub enum PathElement<'d> {
    /// Into what the member of this name is set to.
    Value(&'d str),
    /// Into the item of an array, counted from 0.
    Index(usize),
    /// To the name of the member, not what it is set to; only ever the last step.
    Key(&'d str),
}

/// The way from `document` to the smallest part of it that holds `span`: empty if that is the whole.
///
/// It takes a binary search a level, so that many paths in one large document cost little.
///
/// # Examples
///
/// ```
/// use iam_language::document::ByteSpan;
/// use iam_language::json::{self, PathElement};
///
/// let document = json::read(r#"{"Statement": [{"Action": "*"}]}"#)?;
/// let star = ByteSpan { start: 26, end: 29 };
/// let way = [PathElement::Value("Statement"), PathElement::Index(0), PathElement::Value("Action")];
/// assert_eq!(json::path(&document, star), way);
///
/// let name = ByteSpan { start: 16, end: 24 };
/// assert_eq!(json::path(&document, name).last(), Some(&PathElement::Key("Action")));
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn path<'d>(document: &'d Node<'_>, span: ByteSpan) -> Vec<PathElement<'d>> {
    let mut path = Vec::new();
    let mut node = document;
    while node.span != span {
        let inner = match &node.value {
            Value::Object(members) => {
                let after = members.partition_point(|member| member.key_span.start <= span.start);
                let Some(member) = after.checked_sub(1).and_then(|at| members.get(at)) else {
                    break;
                };
                if holds(member.key_span, span) {
                    path.push(PathElement::Key(&member.key));
                    break;
                }
                (PathElement::Value(member.key.as_ref()), &member.node)
            }
            Value::Array(items) => {
                let after = items.partition_point(|item| item.span.start <= span.start);
                let Some(at) = after.checked_sub(1) else { break };
                let Some(item) = items.get(at) else { break };
                (PathElement::Index(at), item)
            }
            _ => break,
        };
        if !holds(inner.1.span, span) {
            break;
        }
        path.push(inner.0);
        node = inner.1;
    }
    path
}

fn holds(outer: ByteSpan, inner: ByteSpan) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A path as a JSON pointer: `/Statement/0/Action`. A name is pointed at like its value.
///
/// Source: [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)
#[must_use]
pub fn pointer(path: &[PathElement<'_>]) -> String {
    path.iter().fold(String::new(), |pointer, element| format!("{pointer}/{element}"))
}

impl fmt::Display for PathElement<'_> {
    /// As a JSON pointer writes it: `~` and `/` escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => index.fmt(f),
            Self::Value(name) | Self::Key(name) => {
                f.write_str(&name.replace('~', "~0").replace('/', "~1"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    /// The pointer to where `part` first stands in `text`.
    fn to(text: &str, part: &str) -> String {
        let document = json::read(text).expect("JSON");
        let start = text.find(part).expect("a part of the text");
        let end = u32::try_from(start + part.len()).expect("short");
        pointer(&path(&document, ByteSpan { start: u32::try_from(start).expect("short"), end }))
    }

    #[test]
    fn each_part_has_its_path() {
        let text = r#"{"a": [1, {"b/c": null, "d": [[], "e"]}], "f": {}}"#;
        assert_eq!(to(text, text), "");
        assert_eq!(to(text, "1"), "/a/0");
        assert_eq!(to(text, r#""b/c""#), "/a/1/b~1c");
        assert_eq!(to(text, "null"), "/a/1/b~1c");
        assert_eq!(to(text, "[]"), "/a/1/d/0");
        assert_eq!(to(text, r#""e""#), "/a/1/d/1");
        assert_eq!(to(text, "{}"), "/f");
    }

    #[test]
    fn what_lies_between_parts_belongs_to_what_holds_them() {
        let text = r#"{"a": [1, 2], "b": 3}"#;
        assert_eq!(to(text, r#"2], "b""#), "");
        assert_eq!(to(text, "1, 2"), "/a");
        assert_eq!(to(text, ": 3"), "");
    }
}
