//! A tree with some name in place of each that is not known.

use crate::hole::Hole;
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::pattern::{Piece, pieces};
use std::borrow::Cow;

/// A name that many kinds of resources can have.
const SOME: &str = "some-name";

/// `node` with a name for each hole that can hold nothing else; none if there is no such hole.
pub(crate) fn named<'t>(node: &Node<'t>, holes: &[Hole]) -> Option<Node<'t>> {
    let names: Vec<&str> =
        holes.iter().filter(|hole| hole.is_name).map(|hole| hole.name.as_str()).collect();
    (!names.is_empty()).then(|| filled(node, &|_, name| names.contains(&name)))
}

/// `node` with a name for each parameter that `fills` says so of, by the place of the text and by its name.
pub(crate) fn filled<'t>(node: &Node<'t>, fills: &dyn Fn(ByteSpan, &str) -> bool) -> Node<'t> {
    let value = match &node.value {
        Value::String(text) => Value::String(text_with(text, &|name| fills(node.span, name))),
        Value::Array(items) => Value::Array(items.iter().map(|item| filled(item, fills)).collect()),
        Value::Object(members) => {
            let member = |Member { key, key_span, node }: &Member<'t>| Member {
                key: key.clone(),
                key_span: *key_span,
                node: filled(node, fills),
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    };
    Node { span: node.span, value }
}

fn text_with<'t>(text: &Cow<'t, str>, fills: &dyn Fn(&str) -> bool) -> Cow<'t, str> {
    if !text.contains("${") {
        return text.clone();
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for piece in pieces(text) {
        let end = at + piece.written_len();
        match piece {
            Piece::Parameter { name } if fills(name) => out.push_str(SOME),
            _ => out.push_str(text.get(at..end).unwrap_or_default()),
        }
        at = end;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::json;

    #[test]
    fn only_names_are_filled() {
        let node =
            json::read(r#"["arn:aws:s3:::${Bucket}/${Key}", "${aws:username}"]"#).expect("JSON");
        let hole = |name: &str| Hole::new(ByteSpan::default(), name, "something");
        assert_eq!(named(&node, &[hole("Bucket")]), None);
        let filled = named(&node, &[hole("Bucket").named(true), hole("Key")]).expect("a name");
        let texts: Vec<_> = filled.items().iter().filter_map(Node::text).collect();
        assert_eq!(texts, ["arn:aws:s3:::some-name/${Key}", "${aws:username}"]);
    }
}
