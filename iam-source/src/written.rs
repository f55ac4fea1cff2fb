//! Trees of JSON that stands in a string of a file.

use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::json;
use std::borrow::Cow;

/// Where each byte of a text that was unescaped stands in the text of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    /// Where one byte here is one byte there, up to the next of them; sorted.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    unescaped: u32,
    written: u32,
}

impl Places {
    /// Of a text that stands in the file as it is, from byte `written` on.
    pub(crate) fn verbatim(written: u32) -> Self {
        let mut places = Self::default();
        places.continue_at(0, written);
        places
    }

    /// From byte `unescaped` of the text on, its bytes stand in the file from `written` on.
    pub(crate) fn continue_at(&mut self, unescaped: usize, written: u32) {
        let unescaped = u32::try_from(unescaped).unwrap_or(u32::MAX);
        match self.runs.last_mut() {
            Some(last) if last.unescaped == unescaped => last.written = written,
            _ => self.runs.push(Run { unescaped, written }),
        }
    }

    /// From byte `unescaped` of the text on, its bytes are those `len` that `of` tells of from its byte `from` on.
    pub(crate) fn extend(&mut self, unescaped: usize, of: &Self, from: usize, len: usize) {
        let start = u32::try_from(from).unwrap_or(u32::MAX);
        let end = u32::try_from(from.saturating_add(len)).unwrap_or(u32::MAX);
        self.continue_at(unescaped, of.of(start));
        let first = of.runs.partition_point(|run| run.unescaped <= start);
        for run in of.runs.iter().skip(first).take_while(|run| run.unescaped <= end) {
            self.continue_at(unescaped + (run.unescaped - start) as usize, run.written);
        }
    }

    /// Of the string of JSON that stands at `span` of the file, its quotes included.
    pub(crate) fn of_json(file: &str, span: ByteSpan) -> Self {
        let start = span.start.saturating_add(1);
        let inside = start as usize..span.end.saturating_sub(1) as usize;
        let mut places = Self::verbatim(start);
        let (mut unescaped, mut written) = (0, start);
        let mut rest = file.get(inside).unwrap_or_default();
        while let Some(at) = rest.find('\\') {
            unescaped += at;
            let (len, escape) = escape(rest.get(at..).unwrap_or_default());
            places.continue_at(unescaped, written + len_of(at));
            unescaped += len;
            written += len_of(at + escape);
            places.continue_at(unescaped, written);
            rest = rest.get(at + escape..).unwrap_or_default();
        }
        places
    }

    /// Of a text that was unescaped once more: `self` tells of the text between.
    pub(crate) fn through(&self, inner: &Self) -> Self {
        let mut through = Self::default();
        let mut inner = inner.runs.iter().peekable();
        while let Some(run) = inner.next() {
            through.continue_at(run.unescaped as usize, self.of(run.written));
            // The runs of `self` that begin within this one.
            let end = inner
                .peek()
                .map_or(u32::MAX, |next| run.written + (next.unescaped - run.unescaped));
            let from = self.runs.partition_point(|it| it.unescaped <= run.written);
            for within in self.runs.iter().skip(from).take_while(|it| it.unescaped < end) {
                let at = run.unescaped + (within.unescaped - run.written);
                through.continue_at(at as usize, within.written);
            }
        }
        through
    }

    /// The same, if what was read had so many bytes more in front than the text has.
    pub(crate) fn without_first(mut self, bytes: u32) -> Self {
        for run in &mut self.runs {
            run.written = run.written.saturating_sub(bytes);
        }
        self
    }

    /// Where this byte of the text stands in the file.
    pub(crate) fn of(&self, unescaped: u32) -> u32 {
        let after = self.runs.partition_point(|run| run.unescaped <= unescaped);
        let run = after.checked_sub(1).and_then(|at| self.runs.get(at));
        run.map_or(0, |run| run.written.saturating_add(unescaped - run.unescaped))
    }

    /// Where this part of the text stands in the file.
    pub(crate) fn span(&self, span: ByteSpan) -> ByteSpan {
        // An escape at the end is part of it: the end is where what comes next begins.
        ByteSpan { start: self.of(span.start), end: self.of(span.end) }
    }
}

fn len_of(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// How many bytes the escape at the start of `text` stands for, and how many it has.
fn escape(text: &str) -> (usize, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else { return (1, 2) };
    if (0xd800..0xdc00).contains(&first) && unit(6).is_some() {
        return (4, 12);
    }
    (char::from_u32(first).map_or(1, char::len_utf8), 6)
}

/// Why the text in a string is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Where in the file.
    pub(crate) span: ByteSpan,
    /// What is wrong there.
    pub(crate) message: String,
}

/// The tree that the unescaped `text` is JSON of, its places in the file.
pub(crate) fn read(text: &str, places: &Places) -> Result<Node<'static>, Broken> {
    match json::read(text) {
        Ok(node) => Ok(moved(node, &|span| places.span(span))),
        Err(error) => {
            Err(Broken { span: places.span(error.span()), message: error.message().to_owned() })
        }
    }
}

/// The same tree, free of the text that it was read from, each place put through `place`.
pub(crate) fn moved(node: Node<'_>, place: &dyn Fn(ByteSpan) -> ByteSpan) -> Node<'static> {
    let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
    let value = match node.value {
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Bool(value),
        Value::Number(text) => Value::Number(own(text)),
        Value::String(text) => Value::String(own(text)),
        Value::Array(items) => Value::Array(items.into_iter().map(|it| moved(it, place)).collect()),
        Value::Object(members) => {
            let member = |Member { key, key_span, node }: Member<'_>| Member {
                key: own(key),
                key_span: place(key_span),
                node: moved(node, place),
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        Value::Interpolated(index) => Value::Interpolated(index),
    };
    Node { span: place(node.span), value }
}

/// Percent-encoded text as it was, as the API of IAM gives policies: and where each byte of it stands.
///
/// None if it is not encoded, or to no text.
pub(crate) fn percent_decoded(text: &str) -> Option<(String, Places)> {
    if !text.starts_with("%7B") && !text.starts_with("%7b") {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut places = Places::default();
    let (mut rest, mut at) = (text.as_bytes(), 0);
    while let [first, ..] = rest {
        let digits = rest.get(1..3).and_then(|it| std::str::from_utf8(it).ok());
        let encoded = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let (byte, len) = match (first, encoded) {
            (b'%', Some(byte)) => (byte, 3),
            _ => (*first, 1),
        };
        places.continue_at(bytes.len(), at);
        bytes.push(byte);
        rest = rest.get(len..).unwrap_or_default();
        at += len_of(len);
    }
    places.continue_at(bytes.len(), at);
    String::from_utf8(bytes).ok().map(|text| (text, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the file at each text of the tree.
    fn written<'f>(file: &'f str, node: &Node<'_>, found: &mut Vec<&'f str>) {
        let at = |span: ByteSpan| &file[span.start as usize..span.end as usize];
        match &node.value {
            Value::Object(members) => {
                for member in members {
                    found.push(at(member.key_span));
                    written(file, &member.node, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| written(file, item, found)),
            _ => found.push(at(node.span)),
        }
    }

    #[test]
    fn places_are_those_of_the_file() {
        let file = r#"{"a": "{\"\u0053id\": \n [\"\\u00e9\\n\", \"\ud83d\ude00\", 1] }"}"#;
        let outer = json::read(file).expect("JSON");
        let node = &outer.member("a").expect("a").node;
        let places = Places::of_json(file, node.span);
        let inner = read(node.text().expect("text"), &places).expect("JSON");
        let mut found = Vec::new();
        written(file, &inner, &mut found);
        let wanted = [r#"\"\u0053id\""#, r#"\"\\u00e9\\n\""#, r#"\"\ud83d\ude00\""#, "1"];
        assert_eq!(found, wanted);
        assert_eq!(inner.members()[0].key, "Sid");
        assert_eq!(inner.members()[0].node.items()[0].text(), Some("é\n"));
    }

    #[test]
    fn what_was_unescaped_twice_stands_where_it_stands() {
        let file = r#"{"a": "%7B%22S\u0069d%22%3A%22x\ty%22%7D"}"#;
        let outer = json::read(file).expect("JSON");
        let node = &outer.member("a").expect("a").node;
        let (text, inner) = percent_decoded(node.text().expect("text")).expect("encoded");
        assert_eq!(text, "{\"Sid\":\"x\ty\"}");
        let places = Places::of_json(file, node.span).through(&inner);
        let at = |from: usize, to: usize| {
            let (start, end) = (len_of(from), len_of(to));
            let span = places.span(ByteSpan { start, end });
            &file[span.start as usize..span.end as usize]
        };
        assert_eq!(at(1, 6), r"%22S\u0069d%22");
        assert_eq!(at(7, 12), r"%22x\ty%22");
        assert_eq!(at(12, 13), "%7D");
    }

    #[test]
    fn a_mistake_is_told_at_its_place() {
        let file = r#"{"a": "{\"b\": }"}"#;
        let outer = json::read(file).expect("JSON");
        let node = &outer.member("a").expect("a").node;
        let broken = read(node.text().expect("text"), &Places::of_json(file, node.span));
        assert_eq!(broken.expect_err("no JSON").span.start, 15);
    }
}
