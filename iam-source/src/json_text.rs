//! The JSON text of a tree, with something for each thing that is not known.

use crate::hole::Hole;
use iam_core::document::{Node, Value};
use iam_core::json::{Layout, Writer};
use iam_core::pattern::{Piece, pieces};

/// `node` as compact JSON, with what `fill` says of its name in place of each parameter and hole.
pub(crate) fn of(node: &Node<'_>, holes: &[Hole], fill: &mut dyn FnMut(&str) -> String) -> String {
    let mut json = Writer::new(Layout::Compact);
    write(&mut json, node, holes, fill);
    json.finish()
}

fn write(json: &mut Writer, node: &Node<'_>, holes: &[Hole], fill: &mut dyn FnMut(&str) -> String) {
    match &node.value {
        Value::Null => json.raw("null"),
        Value::Bool(value) => json.raw(if *value { "true" } else { "false" }),
        Value::Number(text) => json.raw(text),
        Value::String(text) => json.string(&filled(text, fill)),
        Value::Interpolated(index) => {
            let name = holes.get(*index).map_or("", |hole| hole.name.as_str());
            json.string(&fill(name));
        }
        Value::Array(items) => {
            json.open("[");
            for item in items {
                json.item();
                write(json, item, holes, fill);
            }
            json.close("]");
        }
        Value::Object(members) => {
            json.open("{");
            for member in members {
                json.key(&filled(&member.key, fill));
                write(json, &member.node, holes, fill);
            }
            json.close("}");
        }
    }
}

fn filled(text: &str, fill: &mut dyn FnMut(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for piece in pieces(text) {
        let end = at + piece.written_len();
        match piece {
            Piece::Parameter { name } => filled.push_str(&fill(name)),
            _ => filled.push_str(text.get(at..end).unwrap_or_default()),
        }
        at = end;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::document::ByteSpan;
    use iam_core::json;

    #[test]
    fn a_tree_is_written_as_it_was_read() {
        let text = r#"{"a":["${Name}","${aws:username}*",1,true,null],"b":{}}"#;
        let node = json::read(text).expect("JSON");
        assert_eq!(of(&node, &[], &mut |name| format!("${{{name}}}")), text);
        let filled = of(&node, &[], &mut |name| format!("<{name}>"));
        assert_eq!(filled, text.replace("${Name}", "<Name>"));
        let hole = Node { span: ByteSpan::default(), value: Value::Interpolated(0) };
        let holes = [Hole::new(ByteSpan::default(), "Whole", "a value")];
        assert_eq!(of(&hole, &holes, &mut str::to_owned), r#""Whole""#);
    }
}
