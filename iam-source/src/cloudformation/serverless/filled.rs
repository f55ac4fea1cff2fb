//! The tree of a file with variables, as CloudFormation can be given it.

use super::settings::Settings;
use super::variable::{Piece, pieces, whole};
use iam_core::document::{Member, Node, Value};
use std::borrow::Cow;

/// The function that a text with variables is the call of. Nobody can have written it.
pub(in crate::cloudformation) const VARIABLES: &str = "Fn::${}";
/// How deep a tree may be: as deep as one that is read.
const MAX_DEPTH: usize = 128;
/// How often what a variable stands for may stand within what another one stands for.
const MAX_WITHIN: usize = 8;

/// What people call a function: the text, if it is one with variables.
pub(in crate::cloudformation) fn shown<'d>(function: &'d str, node: &'d Node<'d>) -> &'d str {
    let argument = node.member(VARIABLES).and_then(|it| it.node.text());
    argument.filter(|_| function == VARIABLES).unwrap_or(function)
}

/// The same tree: a text that is a variable for something else than text is that, and one with other variables is a
/// call of [`VARIABLES`].
pub(in crate::cloudformation) fn filled<'d>(
    node: &'d Node<'d>,
    settings: &Settings<'d>,
) -> Node<'d> {
    Filling { settings, depth: 0, within: 0 }.node(node)
}

struct Filling<'s, 'd> {
    settings: &'s Settings<'d>,
    depth: usize,
    within: usize,
}

impl<'d> Filling<'_, 'd> {
    fn node(&mut self, node: &'d Node<'d>) -> Node<'d> {
        self.depth += 1;
        let value = match &node.value {
            Value::String(text) => {
                let filled = self.text(text, node);
                self.depth -= 1;
                return filled;
            }
            Value::Array(items) => Value::Array(items.iter().map(|it| self.node(it)).collect()),
            Value::Object(members) => {
                let member = |it: &'d Member<'d>| Member {
                    key: Cow::Borrowed(&*it.key),
                    key_span: it.key_span,
                    node: self.name(it).unwrap_or_else(|| self.node(&it.node)),
                };
                Value::Object(members.iter().map(member).collect())
            }
            other => other.clone(),
        };
        self.depth -= 1;
        Node { span: node.span, value }
    }

    /// A name that CloudFormation looks up, where all of it is known.
    fn name(&self, member: &'d Member<'d>) -> Option<Node<'d>> {
        let text = member.node.text().filter(|text| text.contains("${"))?;
        if !["Ref", "Type", "Condition"].contains(&&*member.key) {
            return None;
        }
        let value = Value::String(self.settings.known_text(text)?);
        Some(Node { span: member.node.span, value })
    }

    fn text(&mut self, text: &'d str, node: &'d Node<'d>) -> Node<'d> {
        let is_plain = |piece: &Piece<'_>| matches!(piece, Piece::Text(..));
        let plain = Node { span: node.span, value: Value::String(Cow::Borrowed(text)) };
        if self.depth > MAX_DEPTH || pieces(text).iter().all(is_plain) {
            return plain;
        }
        if self.within < MAX_WITHIN
            && whole(text).is_some()
            && let Some(found) = self.settings.node(text)
        {
            match &found.value {
                Value::Array(_) | Value::Object(_) if self.fits(found) => {
                    self.within += 1;
                    let filled = self.node(found);
                    self.within -= 1;
                    return filled;
                }
                // A text stands where it is asked for.
                Value::String(_) | Value::Array(_) | Value::Object(_) => {}
                other => return Node { span: node.span, value: other.clone() },
            }
        }
        let member = Member { key: Cow::Borrowed(VARIABLES), key_span: node.span, node: plain };
        Node { span: node.span, value: Value::Object(vec![member]) }
    }

    /// Whether there is room for this tree here.
    fn fits(&self, node: &Node<'_>) -> bool {
        let mut waiting = vec![(node, self.depth)];
        while let Some((node, depth)) = waiting.pop() {
            if depth > MAX_DEPTH || !self.settings.takes(64) {
                return false;
            }
            match &node.value {
                Value::Array(items) => waiting.extend(items.iter().map(|it| (it, depth + 1))),
                Value::Object(members) => {
                    waiting.extend(members.iter().map(|it| (&it.node, depth + 1)));
                }
                _ => {}
            }
        }
        true
    }
}
