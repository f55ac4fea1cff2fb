//! Fixes of the tree as edits of its text: quotes, escapes, commas, indentation and line ends.

use super::write::{Layout, Writer};
use crate::document::{ByteSpan, Member, Node, Value};
use crate::finding::{Edit, Fix};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Bytes of a text, and what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a place and a text")]
pub struct TextEdit {
    /// The bytes that go; none if something is only added.
    pub at: ByteSpan,
    /// What stands there instead.
    pub with: String,
}

/// A text with fixes applied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the text, and how many")]
pub struct Fixed {
    /// The text: JSON as before, and byte for byte the same but for the edits.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
}

/// The edits of `text` that do what `fix` says of the `document` read from it, in order.
///
/// None if that cannot be: there is no such place, a list or an object would be left without an item (which
/// IAM takes for something else than no list), or an object would have two members of one name or has
/// hundreds.
///
/// # Examples
///
/// ```
/// use iam_language::document::ByteSpan;
/// use iam_language::finding::Fix;
/// use iam_language::json;
/// let text = r#"["s3:Get*", "s3:GetObject"]"#;
/// let document = json::read(text)?;
/// let second = ByteSpan { start: 12, end: 26 };
/// let edits = json::edits(text, &document, &Fix::remove(second, "s3:GetObject")).unwrap();
/// // With its comma.
/// assert_eq!((edits[0].at.start, edits[0].at.end), (10, 26));
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn edits(text: &str, document: &Node<'_>, fix: &Fix) -> Option<Vec<TextEdit>> {
    let mut plan = Plan::new(text, document);
    plan.take(fix, &[]).then(|| plan.finish())
}

/// Applies `fixes` to the `text` from which `document` was read, each with the places that it relies on
/// as they are: where two would meet, the first wins, and the other is left for another run.
///
/// # Examples
///
/// ```
/// use iam_language::document::ByteSpan;
/// use iam_language::finding::Fix;
/// use iam_language::json;
/// let text = r#"{ "Effect": "allow" }"#;
/// let document = json::read(text)?;
/// let allow = Fix::replace(ByteSpan { start: 12, end: 19 }, "Allow");
/// let fixed = json::apply(text, &document, [(&allow, &[][..])]);
/// assert_eq!((fixed.text.as_str(), fixed.applied), (r#"{ "Effect": "Allow" }"#, 1));
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn apply<'f>(
    text: &str,
    document: &Node<'_>,
    fixes: impl IntoIterator<Item = (&'f Fix, &'f [ByteSpan])>,
) -> Fixed {
    let mut plan = Plan::new(text, document);
    let applied = fixes.into_iter().filter(|(fix, relies_on)| plan.take(fix, relies_on)).count();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for TextEdit { at, with } in plan.finish() {
        out.push_str(text.get(done..at.start as usize).unwrap_or_default());
        out.push_str(&with);
        done = at.end as usize;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Fixed { text: out, applied }
}

/// In an object of more members no name is changed: no policy has one.
const MOST_MEMBERS: usize = 200;

/// The fixes that were taken so far.
struct Plan<'d, 't> {
    text: &'t str,
    document: &'d Node<'t>,
    /// What they change.
    written: Spans,
    /// What must stay as it is for them to be right.
    read: Spans,
    writes: Vec<TextEdit>,
    /// By where the list or object starts.
    removals: BTreeMap<u32, (Parts<'d, 't>, BTreeSet<usize>)>,
    /// Of each object that gets a name: how often it has each one, whatever its case.
    names: HashMap<u32, HashMap<String, usize>>,
}

/// What a list or an object holds.
#[derive(Clone, Copy)]
enum Parts<'d, 't> {
    Items(&'d [Node<'t>]),
    Members(&'d [Member<'t>]),
}

/// A node or a name, and what holds it.
struct Found<'d, 't> {
    node: &'d Node<'t>,
    holder: Option<(u32, Parts<'d, 't>, usize)>,
    is_name: bool,
}

/// An edit whose place was found.
enum Step<'d, 't> {
    /// The text edit, what it must not share with another, and the name that it gives in an object.
    Write {
        edit: TextEdit,
        place: ByteSpan,
        name: Option<Name<'d, 't>>,
    },
    Remove {
        place: ByteSpan,
        from: u32,
        parts: Parts<'d, 't>,
        index: usize,
    },
}

/// A name that a member gets.
struct Name<'d, 't> {
    object: u32,
    members: &'d [Member<'t>],
    /// What it was.
    old: &'d str,
    new: String,
}

impl<'d, 't> Plan<'d, 't> {
    fn new(text: &'t str, document: &'d Node<'t>) -> Self {
        Self {
            text,
            document,
            written: Spans::default(),
            read: Spans::default(),
            writes: Vec::new(),
            removals: BTreeMap::new(),
            names: HashMap::new(),
        }
    }

    /// Whether all of `fix` can be done beside what was taken before; then it is taken.
    fn take(&mut self, fix: &Fix, relies_on: &[ByteSpan]) -> bool {
        let steps: Option<Vec<_>> = fix.edits.iter().map(|edit| self.step(edit)).collect();
        let Some(steps) = steps else { return false };
        let mut places: Vec<_> = steps.iter().map(Step::place).collect();
        places.sort_unstable();
        let among_them =
            places.iter().zip(places.iter().skip(1)).any(|(one, next)| next.start < one.end);
        let meets = |place: &ByteSpan| self.written.meet(*place) || self.read.meet(*place);
        if among_them
            || places.iter().any(meets)
            || relies_on.iter().any(|place| self.written.meet(*place))
            || !self.leaves_some(&steps)
            || !self.names_are_free(&steps)
        {
            return false;
        }
        for step in steps {
            self.written.add(step.place());
            match step {
                Step::Write { edit, .. } => self.writes.push(edit),
                Step::Remove { from, parts, index, .. } => {
                    let (_, removed) =
                        self.removals.entry(from).or_insert_with(|| (parts, BTreeSet::new()));
                    removed.insert(index);
                }
            }
        }
        for place in relies_on {
            self.read.add(*place);
        }
        true
    }

    fn step(&self, edit: &Edit) -> Option<Step<'d, 't>> {
        match edit {
            Edit::Replace { at, with } => {
                let found = find(self.document, *at)?;
                let is_scalar = !matches!(found.node.value, Value::Array(_) | Value::Object(_));
                let name = match found.holder? {
                    (object, Parts::Members(members), index) if found.is_name => {
                        let old = members.get(index)?.key.as_ref();
                        Some(Name { object, members, old, new: with.clone() })
                    }
                    _ if is_scalar => None,
                    _ => return None,
                };
                let edit = TextEdit { at: *at, with: quoted(with) };
                Some(Step::Write { edit, place: *at, name })
            }
            Edit::Remove { at } => {
                let found = find(self.document, *at)?;
                let (from, parts, index) = found.holder?;
                let goes = found.is_name || matches!(parts, Parts::Items(_));
                let place = parts.span(index).filter(|_| goes)?;
                Some(Step::Remove { place, from, parts, index })
            }
            Edit::Insert { into, name, with } => {
                let found = find(self.document, *into).filter(|found| !found.is_name)?;
                let Value::Object(members) = &found.node.value else { return None };
                let edit = self.insertion(*into, members, name, with);
                let name = Name { object: into.start, members, old: "", new: name.clone() };
                // The brace stands for what comes first in the object.
                let place = ByteSpan { start: into.start, end: into.start + 1 };
                Some(Step::Write { edit, place, name: Some(name) })
            }
        }
    }

    /// A member before the others, laid out as they are.
    fn insertion(
        &self,
        object: ByteSpan,
        members: &[Member<'t>],
        name: &str,
        with: &str,
    ) -> TextEdit {
        let (name, with) = (quoted(name), quoted(with));
        let inside = object.start + 1;
        let Some(first) = members.first() else {
            let at = ByteSpan { start: inside, end: inside };
            return TextEdit { at, with: format!("{name}: {with}") };
        };
        let colon = self.between(first.key_span.end, first.node.span.start);
        let before = self.between(inside, first.key_span.start);
        let comma = match members.get(1) {
            Some(second) => self.between(first.node.span.end, second.key_span.start).to_owned(),
            None if before.is_empty() && colon.len() > 1 => ", ".to_owned(),
            None => format!(",{before}"),
        };
        let at = ByteSpan { start: first.key_span.start, end: first.key_span.start };
        TextEdit { at, with: format!("{name}{colon}{with}{comma}") }
    }

    fn leaves_some(&self, steps: &[Step<'d, 't>]) -> bool {
        let mut removed: HashMap<u32, usize> = HashMap::new();
        steps.iter().all(|step| {
            let Step::Remove { from, parts, .. } = step else { return true };
            let before = || self.removals.get(from).map_or(0, |(_, removed)| removed.len());
            let count = removed.entry(*from).or_insert_with(before);
            *count += 1;
            *count < parts.len()
        })
    }

    /// Notes the names, if each is free in an object that is not of odd size: each fix that is lowered alone
    /// looks at all names there. One of a fix that is not taken after all stays taken.
    fn names_are_free(&mut self, steps: &[Step<'d, 't>]) -> bool {
        steps.iter().all(|step| {
            let Step::Write { name: Some(Name { object, members, old, new }), .. } = step else {
                return true;
            };
            if members.len() > MOST_MEMBERS {
                return false;
            }
            let taken = self.names.entry(*object).or_insert_with(|| {
                let mut taken = HashMap::new();
                for member in *members {
                    *taken.entry(member.key.to_ascii_lowercase()).or_default() += 1;
                }
                taken
            });
            let own = usize::from(old.eq_ignore_ascii_case(new));
            let count = taken.entry(new.to_ascii_lowercase()).or_default();
            let is_free = *count <= own;
            *count += 1 - own;
            is_free
        })
    }

    /// The edits of the text, in order.
    fn finish(mut self) -> Vec<TextEdit> {
        let mut edits = std::mem::take(&mut self.writes);
        for (parts, removed) in self.removals.values() {
            let mut removed = removed.iter().copied().peekable();
            while let Some(first) = removed.next() {
                let mut last = first;
                while let Some(next) = removed.next_if_eq(&(last + 1)) {
                    last = next;
                }
                let at = self.cut(*parts, first, last);
                edits.extend(at.map(|at| TextEdit { at, with: String::new() }));
            }
        }
        edits.sort_by_key(|edit| edit.at);
        edits
    }

    /// What goes with the parts from `first` to `last`, beside some that stay: one comma for each, and the
    /// white space that led to them.
    fn cut(&self, parts: Parts<'_, '_>, first: usize, last: usize) -> Option<ByteSpan> {
        let (start, end) = (parts.span(first)?.start, parts.span(last)?.end);
        let before = first.checked_sub(1).and_then(|before| parts.span(before));
        let after = parts.span(last + 1);
        let span = match (before, after) {
            (None, Some(after)) => ByteSpan { start, end: after.start },
            // What follows takes over the start of the line.
            (Some(before), Some(after)) if self.between(before.end, start).contains('\n') => {
                ByteSpan { start, end: after.start }
            }
            (Some(before), _) => ByteSpan { start: before.end, end },
            (None, None) => return None,
        };
        Some(span)
    }

    fn between(&self, start: u32, end: u32) -> &'t str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl Step<'_, '_> {
    /// What must not be of another edit.
    fn place(&self) -> ByteSpan {
        match self {
            Self::Write { place, .. } | Self::Remove { place, .. } => *place,
        }
    }
}

impl Parts<'_, '_> {
    fn len(self) -> usize {
        match self {
            Self::Items(items) => items.len(),
            Self::Members(members) => members.len(),
        }
    }

    /// Of a member from its name on.
    fn span(self, index: usize) -> Option<ByteSpan> {
        match self {
            Self::Items(items) => items.get(index).map(|item| item.span),
            Self::Members(members) => members
                .get(index)
                .map(|member| ByteSpan { start: member.key_span.start, end: member.node.span.end }),
        }
    }
}

/// The node or the name that stands exactly at `at`: a binary search a level.
fn find<'d, 't>(document: &'d Node<'t>, at: ByteSpan) -> Option<Found<'d, 't>> {
    let (mut node, mut holder) = (document, None);
    while node.span != at {
        let start = node.span.start;
        match &node.value {
            Value::Object(members) => {
                let after = members.partition_point(|member| member.key_span.start <= at.start);
                let index = after.checked_sub(1)?;
                let member = members.get(index)?;
                node = &member.node;
                holder = Some((start, Parts::Members(members), index));
                if member.key_span == at {
                    return Some(Found { node, holder, is_name: true });
                }
            }
            Value::Array(items) => {
                let index = items.partition_point(|item| item.span.start <= at.start);
                let index = index.checked_sub(1)?;
                node = items.get(index)?;
                holder = Some((start, Parts::Items(items), index));
            }
            _ => return None,
        }
    }
    Some(Found { node, holder, is_name: false })
}

fn quoted(text: &str) -> String {
    let mut writer = Writer::new(Layout::Compact);
    writer.string(text);
    writer.finish()
}

/// Places that are apart from each other: those that meet become one.
#[derive(Default)]
struct Spans(BTreeMap<u32, u32>);

impl Spans {
    fn meet(&self, place: ByteSpan) -> bool {
        self.0.range(..place.end).next_back().is_some_and(|(_, end)| *end > place.start)
    }

    fn add(&mut self, place: ByteSpan) {
        let ByteSpan { mut start, mut end } = place;
        while let Some((&other, &other_end)) = self.0.range(..end).next_back()
            && other_end > start
        {
            start = start.min(other);
            end = end.max(other_end);
            self.0.remove(&other);
        }
        self.0.insert(start, end);
    }
}
