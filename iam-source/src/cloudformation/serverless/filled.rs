//! The tree of a file with variables, as CloudFormation can be given it.

use super::rows::{Row, Rows};
use super::settings::{Given, Settings};
use super::variable::{Piece, pieces, whole};
use iam_core::document::{Member, Node, Value};
use std::borrow::Cow;

/// The function that a text with variables is the call of. Nobody can have written it.
pub(in crate::cloudformation) const VARIABLES: &str = "Fn::${}";
/// The function that chooses one of several trees, by a variable that only deploying tells: it is given that, what there
/// is for each of its values, and the text that stands there.
pub(in crate::cloudformation) const CHOICE: &str = "Fn::${}/${}";
/// How deep a tree may be: as deep as one that is read.
const MAX_DEPTH: usize = 128;
/// How often what a variable stands for may stand within what another one stands for.
const MAX_WITHIN: usize = 8;

/// What people call a function: the text, if it is one with variables.
pub(in crate::cloudformation) fn shown<'d>(function: &'d str, node: &'d Node<'d>) -> &'d str {
    let argument = match function {
        VARIABLES => node.member(VARIABLES).map(|it| &it.node),
        CHOICE => node.member(CHOICE).and_then(|it| it.node.items().last()),
        _ => None,
    };
    argument.and_then(Node::text).unwrap_or(function)
}

/// The same tree: a text that is a variable for something else than text is that, and one with other variables is a
/// call of [`VARIABLES`].
pub(in crate::cloudformation) fn filled<'d>(
    node: &'d Node<'d>,
    settings: &Settings<'d>,
) -> Node<'d> {
    Filling { settings, depth: 0, within: 0, is_in_policy: false }.node(node)
}

struct Filling<'s, 'd> {
    settings: &'s Settings<'d>,
    depth: usize,
    within: usize,
    /// Whether what stands here is a part of a document or of a statement, and nothing that either is looked for in.
    is_in_policy: bool,
}

impl<'d> Filling<'_, 'd> {
    fn node(&mut self, node: &'d Node<'d>) -> Node<'d> {
        let was_in_policy = self.is_in_policy;
        self.is_in_policy |= is_of_policy(node);
        let filled = self.filled(node);
        self.is_in_policy = was_in_policy;
        filled
    }

    fn filled(&mut self, node: &'d Node<'d>) -> Node<'d> {
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
            && let Some(rows) = whole(text).and_then(|inner| self.settings.rows(inner))
            && let Some(chosen) = self.rows(&rows, &plain)
        {
            return chosen;
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
        call_of(VARIABLES, plain)
    }

    /// The choice among some rows, if there are lists or objects among them: what chooses among texts is a text.
    fn rows(&mut self, rows: &Rows<'d>, plain: &Node<'d>) -> Option<Node<'d>> {
        let mut all = Vec::with_capacity(rows.rows.len());
        for (key, row) in &rows.rows {
            let found = match *row {
                Row::Node(node) => Ok(node),
                Row::Sources(inner) => match self.settings.given(inner, 0) {
                    Given::Node(node) => match node.text().filter(|it| whole(it).is_some()) {
                        Some(text) => self.settings.node(text).ok_or(inner),
                        None => Ok(node),
                    },
                    _ => Err(inner),
                },
            };
            all.push((*key, found));
        }
        let nodes = || all.iter().filter_map(|(_, found)| found.ok());
        let is_tree = |it: &Node<'_>| matches!(it.value, Value::Array(_) | Value::Object(_));
        if !nodes().any(is_tree) || !nodes().all(|it| self.fits(it) && self.is_value(it)) {
            return None;
        }
        self.within += 1;
        let member = |(key, found): (&'d str, Result<&'d Node<'d>, &'d str>)| {
            let node = match found {
                Ok(node) => self.node(node),
                Err(inner) => {
                    let text = Value::String(Cow::Owned(format!("${{{inner}}}")));
                    call_of(VARIABLES, Node { span: plain.span, value: text })
                }
            };
            Member { key: Cow::Borrowed(key), key_span: plain.span, node }
        };
        let members = all.into_iter().map(member).collect();
        self.within -= 1;
        let node = |value| Node { span: plain.span, value };
        let name = node(Value::String(Cow::Borrowed(rows.name)));
        let argument = vec![name, node(Value::Object(members)), plain.clone()];
        Some(call_of(CHOICE, node(Value::Array(argument))))
    }

    /// Whether it is what a policy is made of: where there may be something around one, somebody looks for it.
    fn is_value(&self, node: &Node<'_>) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match &node.value {
                Value::Array(items) => open.extend(items),
                Value::Object(_) if !self.is_in_policy && !is_of_policy(node) => return false,
                _ => {}
            }
        }
        true
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

/// Whether it is a document or a statement.
fn is_of_policy(node: &Node<'_>) -> bool {
    ["Effect", "Statement"].iter().any(|name| node.member(name).is_some())
}

/// The call of a function that stands where what it is given stands.
fn call_of<'d>(function: &'static str, argument: Node<'d>) -> Node<'d> {
    let span = argument.span;
    let member = Member { key: Cow::Borrowed(function), key_span: span, node: argument };
    Node { span, value: Value::Object(vec![member]) }
}
