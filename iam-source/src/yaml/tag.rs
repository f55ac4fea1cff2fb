//! The short tags of CloudFormation: `!Ref x` is `{"Ref": x}`.

use super::scalar::resolved;
use iam_core::document::{ByteSpan, Member, Node, Value};
use saphyr_parser::Tag;
use std::borrow::Cow;

/// What a tag does to the node that it stands before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tagged {
    /// The value of this function.
    Function(Cow<'static, str>),
    /// Text, whatever it looks like.
    Text,
    /// Nothing: what the node looks like is what it is.
    Plain,
}

impl Tagged {
    pub(super) fn of(tag: Option<&Tag>) -> Self {
        let Some(tag) = tag else { return Self::Plain };
        match (tag.handle.as_str(), tag.suffix.as_str()) {
            ("!", "Ref") => Self::Function(Cow::Borrowed("Ref")),
            ("!", "Condition") => Self::Function(Cow::Borrowed("Condition")),
            ("!", "Sub") => Self::Function(Cow::Borrowed("Fn::Sub")),
            ("!", "GetAtt") => Self::Function(Cow::Borrowed("Fn::GetAtt")),
            ("!", name) => Self::Function(Cow::Owned(format!("Fn::{name}"))),
            ("tag:yaml.org,2002:", "str") | ("", "!" | "tag:yaml.org,2002:str") => Self::Text,
            _ => Self::Plain,
        }
    }

    /// How many levels it adds to a tree.
    pub(super) fn levels(&self) -> usize {
        usize::from(matches!(self, Self::Function(_)))
    }

    /// What this scalar is.
    pub(super) fn scalar<'t>(&self, text: Cow<'t, str>, is_plain: bool) -> Value<'t> {
        match self {
            Self::Plain if is_plain => resolved(text),
            // What a function takes is text, too: `!Ref 1` means the name.
            _ => Value::String(text),
        }
    }

    /// The node with this tag, which begins at `start`.
    pub(super) fn applied(self, node: Node<'_>, start: u32) -> Node<'_> {
        let Self::Function(name) = self else { return node };
        let span = ByteSpan { start, end: node.span.end };
        let key_span = ByteSpan { start, end: node.span.start };
        let node = if name == "Fn::GetAtt" { dotted(node) } else { node };
        let member = Member { key: name, key_span, node };
        Node { span, value: Value::Object(vec![member]) }
    }
}

/// `a.b` as the list of `a` and `b`.
fn dotted(node: Node<'_>) -> Node<'_> {
    let Some((name, attribute)) = node.text().and_then(|text| text.split_once('.')) else {
        return node;
    };
    let item =
        |text: &str| Node { span: node.span, value: Value::String(Cow::Owned(text.to_owned())) };
    Node { span: node.span, value: Value::Array(vec![item(name), item(attribute)]) }
}
