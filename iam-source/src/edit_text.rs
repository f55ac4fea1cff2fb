//! Fixes of policies that stand in a string of the file: a heredoc, a block of YAML, a string of JSON.
//!
//! In the first two the JSON stands as it is, and is edited as that: nothing around it changes, and of what is
//! within only the nodes that a fix names. In a string of JSON each edit is escaped as the string is. Where the
//! file says something else than the policy, as where something is filled in, nothing is edited.

use crate::found::Found;
use crate::written::{Places, moved};
use crate::yaml;
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::finding::{Edit, Fix};
use iam_core::json::{self, Layout, TextEdit, Writer};
use std::collections::HashMap;

/// What is longer than any policy may be is left: each fix looks through all of it.
const MAX_LEN: usize = 128 << 10;

/// How the string stands in the file.
#[derive(Debug)]
pub(crate) enum InString {
    /// Its text is JSON there, too; the places of the tree are those of the file.
    AsItIs { tree: Node<'static>, is_single: bool },
    /// Between double quotes, with escapes.
    Escaped {
        /// With places of the file.
        tree: Node<'static>,
        /// With places of the text inside.
        inner: Node<'static>,
        places: Places,
        /// Where in the text inside stands what is at a place of the file.
        inside: HashMap<ByteSpan, ByteSpan>,
    },
}

impl InString {
    /// The string at `span` of the file, which says `inside`; none if it says that in another way.
    pub(crate) fn new(text: &str, span: ByteSpan, inside: &str) -> Option<Self> {
        if inside.len() > MAX_LEN {
            return None;
        }
        // A tag and an anchor may stand before it.
        let start = yaml::content_start(text, span) as usize;
        let raw = text.get(start..span.end as usize)?;
        if raw.starts_with('"') {
            let string = json::read(raw).ok()?;
            if string.text() != Some(inside) {
                return None;
            }
            let end = start + string.span.end as usize;
            let places = Places::of_json(text, byte_span(start, end));
            let inner = moved(json::read(inside).ok()?, &|span| span);
            let tree = moved(inner.clone(), &|span| places.span(span));
            let mut inside = HashMap::new();
            beside(&tree, &inner, &mut inside);
            return Some(Self::Escaped { tree, inner, places, inside });
        }
        let (from, to) = match raw.bytes().next()? {
            b'\'' => (1, raw.len().checked_sub(1).filter(|_| raw.ends_with('\''))?),
            b'|' | b'>' => (raw.find('\n')? + 1, raw.len()),
            // The last line is the mark that ends it.
            b'<' if raw.starts_with("<<") => (raw.find('\n')? + 1, raw.trim_end().rfind('\n')? + 1),
            _ => return None,
        };
        let tree = json::read(raw.get(from..to)?).ok()?;
        let from = u32::try_from(start + from).ok()?;
        let place = |ByteSpan { start, end }| ByteSpan { start: start + from, end: end + from };
        Some(Self::AsItIs { tree: moved(tree, &place), is_single: raw.starts_with('\'') })
    }

    /// The edits of the text of the file that do what `fix` says of the policy in the string, in order; none if
    /// that cannot be done for sure.
    pub(crate) fn edits(
        &self,
        text: &str,
        found: &Found<'_>,
        said: &str,
        fix: &Fix,
    ) -> Option<Vec<TextEdit>> {
        let is_same = |edit: &Edit| self.is_same(text, &found.document, edit);
        if !fix.edits.iter().all(|edit| self.takes(edit) && is_same(edit)) {
            return None;
        }
        match self {
            Self::AsItIs { tree, .. } => json::edits(text, tree, fix),
            Self::Escaped { inner, places, inside, .. } => {
                let edits = json::edits(said, inner, &at_inside(fix, inside)?)?.into_iter();
                let in_file =
                    |TextEdit { at, with }| TextEdit { at: places.span(at), with: escaped(&with) };
                Some(edits.map(in_file).collect())
            }
        }
    }

    fn tree(&self) -> &Node<'static> {
        match self {
            Self::AsItIs { tree, .. } | Self::Escaped { tree, .. } => tree,
        }
    }

    /// Whether what the edit is about stands in the file as it is in the policy.
    fn is_same(&self, text: &str, document: &Node<'_>, edit: &Edit) -> bool {
        match edit {
            Edit::Replace { at, .. } | Edit::Remove { at } => {
                let (Some(here), Some(there)) = (at_span(document, *at), at_span(self.tree(), *at))
                else {
                    return false;
                };
                let written = |span: ByteSpan| text.get(span.start as usize..span.end as usize);
                let is_plain = written(there.span())
                    .is_some_and(|raw| !raw.contains("${") && !raw.contains("%{"));
                is_plain && here == there
            }
            Edit::Insert { into, .. } => {
                let names = |tree: &Node<'_>| {
                    let Some(At::Node(object)) = at_span(tree, *into) else { return None };
                    let name = |it: &Member<'_>| (it.key.clone().into_owned(), it.key_span);
                    Some(object.members().iter().map(name).collect::<Vec<_>>())
                };
                names(document).is_some_and(|here| Some(here) == names(self.tree()))
            }
            _ => false,
        }
    }

    /// Whether what the edit writes is in the string what it is in a policy.
    fn takes(&self, edit: &Edit) -> bool {
        let is_single = matches!(self, Self::AsItIs { is_single: true, .. });
        let is_unsafe = |text: &str| {
            let ends_it = is_single && text.contains('\'');
            ends_it
                || text.contains(char::is_control)
                || ["${", "%{"].iter().any(|it| text.contains(it))
        };
        match edit {
            Edit::Replace { with, .. } => !is_unsafe(with),
            Edit::Insert { name, with, .. } => !is_unsafe(name) && !is_unsafe(with),
            _ => true,
        }
    }
}

/// What stands somewhere.
#[derive(PartialEq)]
enum At<'n, 't> {
    /// The name of a member, and all of it.
    Name(&'n Member<'t>),
    Node(&'n Node<'t>),
}

impl At<'_, '_> {
    /// All of it.
    fn span(&self) -> ByteSpan {
        match self {
            Self::Name(member) => {
                ByteSpan { start: member.key_span.start, end: member.node.span.end }
            }
            Self::Node(node) => node.span,
        }
    }
}

/// The name or the node at this place.
fn at_span<'n, 't>(node: &'n Node<'t>, at: ByteSpan) -> Option<At<'n, 't>> {
    if node.span == at {
        return Some(At::Node(node));
    }
    let within = |member: &'n Member<'t>| {
        let is_name = member.key_span == at;
        if is_name { Some(At::Name(member)) } else { at_span(&member.node, at) }
    };
    let mut members = node.members().iter();
    match &node.value {
        Value::Array(items) => items.iter().find_map(|it| at_span(it, at)),
        _ => members.find_map(within),
    }
}

/// The fix with its places in the text inside.
fn at_inside(fix: &Fix, places: &HashMap<ByteSpan, ByteSpan>) -> Option<Fix> {
    let mut fix = fix.clone();
    for edit in &mut fix.edits {
        match edit {
            Edit::Replace { at, .. } | Edit::Remove { at } => *at = *places.get(at)?,
            Edit::Insert { into, .. } => *into = *places.get(into)?,
            _ => return None,
        }
    }
    Some(fix)
}

/// Notes for each place of `one` that of `other`.
fn beside(one: &Node<'_>, other: &Node<'_>, places: &mut HashMap<ByteSpan, ByteSpan>) {
    places.insert(one.span, other.span);
    for (one, other) in one.members().iter().zip(other.members()) {
        places.insert(one.key_span, other.key_span);
        beside(&one.node, &other.node, places);
    }
    if let Value::Array(_) = one.value {
        for (one, other) in one.items().iter().zip(other.items()) {
            beside(one, other, places);
        }
    }
}

/// A part of a text as a string of JSON has it, without the quotes.
fn escaped(text: &str) -> String {
    let mut json = Writer::new(Layout::Compact);
    json.string(text);
    let json = json.finish();
    let inside = json.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inside.unwrap_or_default().to_owned()
}

fn byte_span(start: usize, end: usize) -> ByteSpan {
    let saturated = |at| u32::try_from(at).unwrap_or(u32::MAX);
    ByteSpan { start: saturated(start), end: saturated(end) }
}
