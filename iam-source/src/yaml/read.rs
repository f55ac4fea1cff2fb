//! From a text to its documents.

use super::indent::Indented;
use super::place::{CharPlaces, saturated};
use super::tag::Tagged;
use super::written::{content_start, quoted_end};
use crate::written::{Broken, moved};
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::json;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// How much aliases and anchors may copy: nodes, and 64 bytes of text count as one.
const MAX_COPIED: usize = 1_000_000;

/// How long a text is read: the events of a long line wait in memory until its end, many times its length.
/// The longest template that AWS takes has 1 MB.
const MAX_LEN: usize = 32 << 20;

/// The documents of a text, each as a tree whose places are bytes of it.
///
/// Linear in the text: what aliases copy is bounded, and so are levels, as those of JSON are.
pub(crate) fn read(text: &str) -> Result<Vec<Node<'_>>, Broken> {
    if text.len() > MAX_LEN {
        let message = format!("YAML that is longer than {} MiB is not read", MAX_LEN >> 20);
        return Err(Broken { span: ByteSpan::default(), message });
    }
    let broken = match read_strictly(text) {
        Ok(documents) => return Ok(documents),
        Err(broken) => broken,
    };
    if broken.message.starts_with("invalid indentation") {
        let indented = Indented::new(text).filter(|it| u32::try_from(it.text.len()).is_ok());
        if let Some((indented, documents)) =
            indented.as_ref().and_then(|it| Some((it, read_strictly(&it.text).ok()?)))
        {
            let place = |span| indented.before(span);
            return Ok(documents.into_iter().map(|node| moved(node, &place)).collect());
        }
    }
    Err(broken)
}

fn read_strictly(text: &str) -> Result<Vec<Node<'_>>, Broken> {
    let mut parser = Parser::new_from_str(text);
    let mut builder = Builder::new(text);
    while let Some(event) = next(&mut parser, &builder)? {
        builder.take(event)?;
    }
    Ok(builder.documents)
}

fn next<'t>(
    parser: &mut Parser<'t, StrInput<'t>>,
    builder: &Builder<'_>,
) -> Result<Option<(Event<'t>, Span)>, Broken> {
    parser.next_event().transpose().map_err(|error| {
        let start = builder.places.byte(error.marker().index());
        let span = ByteSpan { start, end: start };
        Broken { span, message: error.info().to_owned() }
    })
}

/// A sequence or a mapping that has begun.
struct Open<'t> {
    collection: Collection<'t>,
    /// Where it begins, its tag and anchor included.
    start: u32,
    /// Where it begins, those left out.
    content: u32,
    tagged: Tagged,
    anchor: usize,
    /// What had been made when it began.
    made: usize,
}

enum Collection<'t> {
    Sequence(Vec<Node<'t>>),
    Mapping { members: Vec<Member<'t>>, key: Option<Key<'t>>, merged: Vec<Node<'t>> },
}

struct Key<'t> {
    text: Cow<'t, str>,
    span: ByteSpan,
    is_merge: bool,
}

/// What an anchor names.
struct Anchored<'t> {
    node: Node<'t>,
    cost: usize,
    levels: usize,
}

struct Builder<'t> {
    text: &'t str,
    places: CharPlaces<'t>,
    documents: Vec<Node<'t>>,
    root: Option<Node<'t>>,
    open: Vec<Open<'t>>,
    /// How many levels are open.
    depth: usize,
    anchors: HashMap<usize, Anchored<'t>>,
    /// Nodes that were made: 64 bytes of text count as one.
    made: usize,
    copied: usize,
    /// Where what was read last ends.
    end: u32,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            places: CharPlaces::new(text),
            documents: Vec::new(),
            root: None,
            open: Vec::new(),
            depth: 0,
            anchors: HashMap::new(),
            made: 0,
            copied: 0,
            end: 0,
        }
    }

    fn take(&mut self, (event, span): (Event<'t>, Span)) -> Result<(), Broken> {
        let start = self.places.byte(span.start.index());
        let span = ByteSpan { start, end: self.places.byte(span.end.index()).max(start) };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tagged = Tagged::of(tag.as_deref());
                self.scalar(text, style, anchor, tagged, span)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(Collection::Sequence(Vec::new()), anchor, tag.as_deref(), span)?;
            }
            Event::MappingStart(anchor, tag) => {
                let (members, merged) = (Vec::new(), Vec::new());
                let mapping = Collection::Mapping { members, key: None, merged };
                self.begin(mapping, anchor, tag.as_deref(), span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.finish(span)?,
            Event::Alias(anchor) => {
                let node = self.alias(anchor, span)?;
                self.add(node, false)?;
                self.end = span.end;
            }
            Event::DocumentStart(_) => self.end = span.end,
            Event::DocumentEnd => {
                self.documents.extend(self.root.take());
                self.anchors.clear();
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        anchor: usize,
        tagged: Tagged,
        span: ByteSpan,
    ) -> Result<(), Broken> {
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let start = if is_block { self.header(span) } else { span.start };
        let whole = ByteSpan { start, end: self.trimmed(span) };
        let mut content = ByteSpan { start: content_start(self.text, whole), end: whole.end };
        // What is quoted is said to end where the next thing begins, behind a comment.
        let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        if is_quoted {
            content.end = quoted_end(self.text, content);
        }
        let is_plain = style == ScalarStyle::Plain;
        let is_merge = is_plain && text == "<<" && tagged == Tagged::Plain;
        self.made += 1 + text.len() / 64;
        let cost = 1 + text.len() / 64 + tagged.levels();
        let levels = tagged.levels();
        self.levels_fit(levels, whole)?;
        self.end = if is_quoted { content.end } else { span.end };
        let node = Node { span: content, value: tagged.scalar(text, is_plain) };
        let node = tagged.applied(node, start);
        self.remember(anchor, &node, cost, levels)?;
        self.add(node, is_merge)
    }

    /// Where a block begins: at its `|` or `>`, or at what stands before those.
    fn header(&self, span: ByteSpan) -> u32 {
        let mut at = self.end.min(span.start);
        let mut rest = self.text.get(at as usize..span.end as usize).unwrap_or_default();
        // Between what was read last and the block: what makes it a value or an item, and comments.
        loop {
            let past = rest.trim_start_matches([':', '-', '?', ' ', '\t', '\r', '\n']);
            at += saturated(rest.len() - past.len());
            rest = past;
            if !rest.starts_with('#') {
                break;
            }
            let line = rest.find('\n').unwrap_or(rest.len());
            at += saturated(line);
            rest = rest.get(line..).unwrap_or_default();
        }
        at.min(span.start)
    }

    /// The end of what is at `span`, the breaks of lines after it left out.
    fn trimmed(&self, span: ByteSpan) -> u32 {
        let raw = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        span.start + saturated(raw.trim_end().len())
    }

    fn begin(
        &mut self,
        collection: Collection<'t>,
        anchor: usize,
        tag: Option<&saphyr_parser::Tag>,
        span: ByteSpan,
    ) -> Result<(), Broken> {
        let tagged = Tagged::of(tag);
        self.levels_fit(1 + tagged.levels(), span)?;
        self.depth += 1 + tagged.levels();
        let content = if tag.is_some() || anchor != 0 {
            let up_to = ByteSpan { start: span.start, end: saturated(self.text.len()) };
            content_start(self.text, up_to)
        } else {
            span.start
        };
        let made = self.made;
        self.made += 1 + tagged.levels();
        self.open.push(Open { collection, start: span.start, content, tagged, anchor, made });
        self.end = span.end;
        Ok(())
    }

    fn finish(&mut self, span: ByteSpan) -> Result<(), Broken> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        self.depth -= 1 + open.tagged.levels();
        let is_flow = self.text.get(span.start as usize..span.end as usize);
        let is_flow = is_flow.is_some_and(|it| it.trim_end().ends_with([']', '}']));
        // A block ends where what comes next begins: its own end is that of what stands last in it.
        let end = if is_flow { self.trimmed(span) } else { self.end.max(open.content) };
        let value = match open.collection {
            Collection::Sequence(items) => Value::Array(items),
            Collection::Mapping { members, merged, .. } => Value::Object(merge(members, merged)),
        };
        let node = Node { span: ByteSpan { start: open.content, end }, value };
        let node = open.tagged.applied(node, open.start);
        self.end = end;
        if open.anchor != 0 {
            let levels = levels_of(&node);
            self.remember(open.anchor, &node, self.made - open.made, levels)?;
        }
        self.add(node, false)
    }

    /// What is complete goes where it belongs.
    fn add(&mut self, node: Node<'t>, is_merge: bool) -> Result<(), Broken> {
        match self.open.last_mut().map(|open| &mut open.collection) {
            None => self.root = Some(node),
            Some(Collection::Sequence(items)) => items.push(node),
            Some(Collection::Mapping { members, key, merged }) => match key.take() {
                None => *key = Some(as_key(node, is_merge)?),
                Some(key) if key.is_merge && is_mergeable(&node) => merged.push(node),
                Some(Key { text, span, .. }) => {
                    members.push(Member { key: text, key_span: span, node });
                }
            },
        }
        Ok(())
    }

    fn remember(
        &mut self,
        anchor: usize,
        node: &Node<'t>,
        cost: usize,
        levels: usize,
    ) -> Result<(), Broken> {
        if anchor != 0 {
            self.copy(cost, node.span)?;
            self.anchors.insert(anchor, Anchored { node: node.clone(), cost, levels });
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: ByteSpan) -> Result<Node<'t>, Broken> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            let message = "the alias stands within its anchor, or in another document";
            return Err(Broken { span, message: message.to_owned() });
        };
        let (cost, levels) = (anchored.cost, anchored.levels);
        let node = anchored.node.clone();
        self.levels_fit(levels, span)?;
        self.copy(cost, span)?;
        self.made += cost;
        Ok(node)
    }

    fn copy(&mut self, cost: usize, span: ByteSpan) -> Result<(), Broken> {
        self.copied = self.copied.saturating_add(cost);
        if self.copied > MAX_COPIED {
            let message = format!("aliases and anchors copy more than {MAX_COPIED} values");
            return Err(Broken { span, message });
        }
        Ok(())
    }

    fn levels_fit(&self, levels: usize, span: ByteSpan) -> Result<(), Broken> {
        if self.depth + levels > json::MAX_DEPTH {
            let message = format!("nested deeper than {} levels", json::MAX_DEPTH);
            return Err(Broken { span, message });
        }
        Ok(())
    }
}

/// How deep the tree is: as many levels as may be open, at most.
fn levels_of(node: &Node<'_>) -> usize {
    match &node.value {
        Value::Array(items) => 1 + items.iter().map(levels_of).max().unwrap_or(0),
        Value::Object(members) => {
            1 + members.iter().map(|it| levels_of(&it.node)).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn as_key(node: Node<'_>, is_merge: bool) -> Result<Key<'_>, Broken> {
    let Node { span, value } = node;
    let text = match value {
        Value::String(text) | Value::Number(text) => text,
        Value::Null => Cow::Borrowed("null"),
        Value::Bool(true) => Cow::Borrowed("true"),
        Value::Bool(false) => Cow::Borrowed("false"),
        Value::Array(_) | Value::Object(_) | Value::Interpolated(_) => {
            return Err(Broken { span, message: "the name of a member has to be text".to_owned() });
        }
    };
    Ok(Key { text, span, is_merge })
}

fn is_mergeable(node: &Node<'_>) -> bool {
    node.items().iter().all(|item| matches!(item.value, Value::Object(_)))
}

/// The members with those of the merged mappings that none before has.
fn merge<'t>(mut members: Vec<Member<'t>>, merged: Vec<Node<'t>>) -> Vec<Member<'t>> {
    if merged.is_empty() {
        return members;
    }
    let mut seen: HashSet<Cow<'t, str>> = members.iter().map(|it| it.key.clone()).collect();
    let each = merged.into_iter().flat_map(|node| match node.value {
        Value::Array(items) => items,
        _ => vec![node],
    });
    for node in each {
        if let Value::Object(others) = node.value {
            members.extend(others.into_iter().filter(|it| seen.insert(it.key.clone())));
        }
    }
    members
}
