//! A tree with some name in place of each that is not known.

use crate::hole::Hole;
use iam_core::document::{Member, Node, Value};
use iam_core::pattern::{Piece, pieces};
use std::borrow::Cow;

/// A name that many kinds of resources can have.
const SOME: &str = "some-name";

/// `node` with a name for each hole that can hold nothing else; none if there is no such hole.
pub(crate) fn named<'t>(node: &Node<'t>, holes: &[Hole]) -> Option<Node<'t>> {
    let names: Vec<&str> =
        holes.iter().filter(|hole| hole.is_name).map(|hole| hole.name.as_str()).collect();
    (!names.is_empty()).then(|| with(node, &names))
}

fn with<'t>(node: &Node<'t>, names: &[&str]) -> Node<'t> {
    let value = match &node.value {
        Value::String(text) => Value::String(text_with(text, names)),
        Value::Array(items) => Value::Array(items.iter().map(|item| with(item, names)).collect()),
        Value::Object(members) => {
            let member = |Member { key, key_span, node }: &Member<'t>| Member {
                key: key.clone(),
                key_span: *key_span,
                node: with(node, names),
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    };
    Node { span: node.span, value }
}

fn text_with<'t>(text: &Cow<'t, str>, names: &[&str]) -> Cow<'t, str> {
    if !text.contains("${") {
        return text.clone();
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for piece in pieces(text) {
        let end = at + piece.written_len();
        match piece {
            Piece::Parameter { name } if names.contains(&name) => out.push_str(SOME),
            _ => out.push_str(text.get(at..end).unwrap_or_default()),
        }
        at = end;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::document::ByteSpan;
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
