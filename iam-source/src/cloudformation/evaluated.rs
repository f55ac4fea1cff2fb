//! What an expression of a template gives.

use super::text::Text;
use iam_core::document::{ByteSpan, Member, Node, Value};
use std::borrow::Cow;

/// The value of an expression, as far as it is known.
#[derive(Clone, Debug)]
pub(super) enum Evaluated<'d> {
    /// Text, with where its parts stand.
    Text(Text<'d>),
    /// A list.
    List(ByteSpan, Vec<Self>),
    /// An object.
    Object(ByteSpan, Vec<(Cow<'d, str>, ByteSpan, Self)>),
    /// A number, a boolean, `null`, or a hole where no text can stand.
    Plain(Node<'static>),
    /// `AWS::NoValue`: what has this value is not there.
    Removed,
}

impl<'d> Evaluated<'d> {
    /// A hole where no text can stand.
    pub(super) fn hole(span: ByteSpan, index: usize) -> Self {
        Self::Plain(Node { span, value: Value::Interpolated(index) })
    }

    /// Its text, if it is a scalar.
    pub(super) fn into_text(self) -> Option<Text<'d>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Plain(Node { span, value }) => match value {
                Value::Number(text) => Some(Text::made(text.into_owned(), span)),
                Value::Bool(value) => Some(Text::made(value.to_string(), span)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Its text, if all of it is known.
    pub(super) fn into_known(self) -> Option<Text<'d>> {
        self.into_text().filter(|text| text.is_known)
    }

    /// As a tree; none where it is removed.
    pub(super) fn into_node(self) -> Option<Node<'static>> {
        Some(match self {
            Self::Text(Text { content, span, .. }) => string(content, span),
            Self::List(span, items) => {
                let items = items.into_iter().filter_map(Self::into_node).collect();
                Node { span, value: Value::Array(items) }
            }
            Self::Object(span, members) => {
                let member = |(key, key_span, value): (Cow<'_, str>, _, Self)| {
                    let key = Cow::Owned(key.into_owned());
                    Some(Member { key, key_span, node: value.into_node()? })
                };
                let members = members.into_iter().filter_map(member).collect();
                Node { span, value: Value::Object(members) }
            }
            Self::Plain(node) => node,
            Self::Removed => return None,
        })
    }
}

/// A string that is made of what stands there.
pub(super) fn string(text: impl Into<String>, span: ByteSpan) -> Node<'static> {
    Node { span, value: Value::String(Cow::Owned(text.into())) }
}

/// A member that is made of what stands there.
pub(super) fn member(key: impl Into<Cow<'static, str>>, node: Node<'static>) -> Member<'static> {
    Member { key: key.into(), key_span: node.span, node }
}

/// An object that is made of what stands there.
pub(super) fn object(members: Vec<Member<'static>>, span: ByteSpan) -> Node<'static> {
    Node { span, value: Value::Object(members) }
}

/// A document of these statements, made of what stands there.
pub(super) fn document(statements: Vec<Node<'static>>, span: ByteSpan) -> Node<'static> {
    let statements = Node { span, value: Value::Array(statements) };
    let version = string("2012-10-17", span);
    object(vec![member("Version", version), member("Statement", statements)], span)
}
