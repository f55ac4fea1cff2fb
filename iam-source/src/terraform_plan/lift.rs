//! Known parts of a plan and what in them is not known, as one value.

use super::configuration::{Written, in_words};
use crate::fingerprint::Fingerprint;
use crate::terraform::{Entry, Kind, Place, Text, Unknown, Val};
use iam_core::document::{ByteSpan, Node, Value};
use std::rc::Rc;

/// The value that `after` is, with what `unknown` says will only be known after apply.
pub(crate) fn lift(
    after: Option<&Node<'_>>,
    unknown: Option<&Node<'_>>,
    written: Written<'_>,
    name: &str,
    around: ByteSpan,
) -> Val {
    let span = after.map_or(around, |node| node.span);
    let place = Place { file: 0, span };
    if let Some(Value::Bool(true)) = unknown.map(|it| &it.value) {
        return Val::unknown(not_known(written, name), place);
    }
    let Some(after) = after else { return Val::null(place) };
    let kind = match &after.value {
        Value::Null | Value::Interpolated(_) => Kind::Null,
        Value::Bool(value) => Kind::Bool(*value),
        Value::Number(number) => Kind::Number(number.as_ref().into()),
        Value::String(text) => Kind::Text(Rc::new(Text::known(text.as_ref(), place))),
        Value::Array(items) => {
            let unknowns = unknown.map_or(&[][..], array);
            let item = |(index, item): (usize, &Node<'_>)| {
                let unknown = unknowns.get(index);
                let is_leaf = !matches!(item.value, Value::Object(_));
                let written = if is_leaf { written } else { written.item(index) };
                let value =
                    lift(Some(item), unknown, written, &format!("{name}.{index}"), item.span);
                match value.kind {
                    // Lists of arguments are lists of texts.
                    Kind::Unknown(unknown) if is_leaf => {
                        Val::unknown(unknown.one_text(), value.place)
                    }
                    _ => value,
                }
            };
            Kind::List(items.iter().enumerate().map(item).collect())
        }
        Value::Object(members) => {
            let mut entries = Vec::with_capacity(members.len());
            for member in members {
                let unknown = unknown.and_then(|it| it.member(&member.key)).map(|it| &it.node);
                let name = format!("{name}.{}", member.key);
                let written = written.member(&member.key);
                let key_place = Place { file: 0, span: member.key_span };
                let value = lift(Some(&member.node), unknown, written, &name, member.node.span);
                entries.push(Entry::known(&member.key, key_place, value));
            }
            for member in unknown.map_or(&[][..], Node::members) {
                if after.member(&member.key).is_none() && holds_true(&member.node) {
                    let name = format!("{name}.{}", member.key);
                    let unknown = not_known(written.member(&member.key), &name);
                    let is_text = matches!(
                        member.key.as_ref(),
                        "sid" | "effect" | "type" | "test" | "variable"
                    );
                    let unknown = if is_text { unknown.one_text() } else { unknown };
                    entries.push(Entry::known(&member.key, place, Val::unknown(unknown, place)));
                }
            }
            Kind::Object(entries.into())
        }
    };
    Val::new(place, kind)
}

fn array<'n>(node: &'n Node<'_>) -> &'n [Node<'n>] {
    match &node.value {
        Value::Array(items) => items,
        _ => &[],
    }
}

/// Whether something in it is `true`.
pub(crate) fn holds_true(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Bool(value) => *value,
        Value::Array(items) => items.iter().any(holds_true),
        Value::Object(members) => members.iter().any(|member| holds_true(&member.node)),
        _ => false,
    }
}

/// What is known after apply, by what it refers to if that is one thing. Of what is made of that nothing is told: so
/// what stands elsewhere, which `name` says, is another.
pub(crate) fn not_known(written: Written<'_>, name: &str) -> Unknown {
    match written.references().as_slice() {
        [] => Unknown::new(name, format!("the value of `{name}`, which is known after apply")),
        [one] => {
            let what = format!("the value of `{one}`, which is known after apply");
            Unknown::told_apart(one, &Fingerprint::of(&format!("{one} at {name}")), what)
        }
        several => {
            let what = format!("the values of {}, known after apply", in_words(several));
            Unknown::new(name, what)
        }
    }
}
