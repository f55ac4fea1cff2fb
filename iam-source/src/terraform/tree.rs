//! Values as the tree of a policy.

use super::json_text;
use super::place::Place;
use super::value::{Gap, Kind, Text, Unknown, Val};
use crate::hole::Hole;
use iam_core::document::{ByteSpan, Member, Node, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// A policy as a tree with places in one file, and what in it is not known.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The tree.
    pub(crate) document: Node<'static>,
    /// What is not known.
    pub(crate) holes: Vec<Hole>,
}

/// The tree of `value`. What stands in another file than `file` stands where that is referred to, at the latest
/// at `whole`.
pub(crate) fn tree(value: &Val, file: u32, whole: ByteSpan) -> Tree {
    let mut planter = Planter { file, holes: Vec::new(), numbers: HashMap::new() };
    let document = planter.node(value, whole, true);
    Tree { document, holes: planter.holes }
}

struct Planter {
    file: u32,
    holes: Vec<Hole>,
    /// By name and place: one that is repeated, as by a loop, is one.
    numbers: HashMap<(String, ByteSpan), usize>,
}

impl Planter {
    /// `text`: a text that is not known can stand here as a parameter.
    fn node(&mut self, value: &Val, around: ByteSpan, text: bool) -> Node<'static> {
        let span = self.span(value.place, value.seen, around);
        let value = match &value.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(number) => Value::Number(Cow::Owned(number.to_string())),
            Kind::Text(text) => Value::String(self.text(text, span)),
            Kind::Json(value) => {
                let text = json_text::encode(value, Place { file: self.file, span });
                Value::String(self.text(&text, span))
            }
            Kind::Unknown(unknown) => {
                let index = self.hole(unknown, span);
                if text && unknown.text {
                    Value::String(Cow::Owned(format!("${{{}}}", unknown.name)))
                } else {
                    Value::Interpolated(index)
                }
            }
            Kind::List(items) => {
                Value::Array(items.iter().map(|item| self.node(item, span, text)).collect())
            }
            Kind::Object(entries) => {
                let member = |entry: &super::value::Entry| {
                    let key_span = self.span(entry.key_place, None, span);
                    let key = self.text(&entry.key, key_span);
                    let text = text && can_hold_parameters(&key);
                    Member { node: self.node(&entry.value, span, text), key, key_span }
                };
                let (out, written): (Vec<_>, Vec<_>) =
                    entries.iter().partition(|entry| entry.is_left_out());
                let members = written.into_iter().map(member).collect();
                for entry in out {
                    // For its holes.
                    self.node(&entry.value, span, text);
                }
                Value::Object(members)
            }
        };
        Node { span, value }
    }

    fn text(&mut self, text: &Text, span: ByteSpan) -> Cow<'static, str> {
        for Gap { place, unknown, .. } in &text.gaps {
            let at = if place.file == self.file { place.span } else { span };
            self.hole(unknown, at);
        }
        Cow::Owned(text.text.clone())
    }

    fn span(&self, place: Place, seen: Option<Place>, around: ByteSpan) -> ByteSpan {
        let places = [Some(place), seen];
        let here = places.into_iter().flatten().find(|place| place.file == self.file);
        here.map_or(around, |place| place.span)
    }

    fn hole(&mut self, unknown: &Unknown, span: ByteSpan) -> usize {
        let key = (unknown.name.to_string(), span);
        if let Some(index) = self.numbers.get(&key) {
            return *index;
        }
        let index = self.holes.len();
        let hole = Hole::new(span, &*unknown.name, &*unknown.what);
        self.holes.push(hole.named(unknown.is_name));
        self.numbers.insert(key, index);
        index
    }
}

/// Whether a parameter as the whole value says nothing wrong: an effect or an action is not `${var.x}`.
fn can_hold_parameters(element: &str) -> bool {
    !matches!(element, "Action" | "NotAction" | "Effect" | "Version" | "Sid")
}
