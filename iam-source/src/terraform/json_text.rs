//! Texts of JSON to values, and values to texts of JSON.

use super::place::Place;
use super::value::{Entry, Gap, Kind, Text, Unknown, Val};
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::json;
use std::rc::Rc;

/// Stands around the number of a gap that is a value, not a part of a string: nobody writes it.
const MARK: char = '\u{f8ff}';

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoJson {
    /// Where, if that is in one file.
    pub(crate) place: Option<Place>,
    /// What is wrong there.
    pub(crate) message: String,
}

/// The value that `text` is JSON of, each part of it where it stands.
pub(crate) fn decode(text: &Text, whole: Place) -> Result<Val, NoJson> {
    let prepared = prepare(text);
    let node = json::read(&prepared.text).map_err(|error| {
        let span = error.span();
        let (start, end) = (prepared.original(span.start), prepared.original(span.end));
        NoJson { place: text.spots.place(start, end), message: error.message().to_owned() }
    })?;
    Ok(Decoder { text, prepared: &prepared, whole }.value(node))
}

/// The value that a string is the JSON of; of no string, or of one that is no JSON, what is not known.
pub(crate) fn decoded(value: &Val) -> Val {
    match &value.kind {
        Kind::Json(inner) => Val::clone(inner),
        Kind::Text(text) => decode(text, value.place).unwrap_or_else(|error| {
            let what = format!("a policy that can be read: {}", error.message);
            Val::unknown(Unknown::new("not.json", what), value.place)
        }),
        _ => value.clone(),
    }
}

/// A text in which what is not known can be read as JSON.
struct Prepared {
    text: String,
    /// For each value that was put in: where here, and how many bytes it is longer than in the text.
    moves: Vec<(usize, isize)>,
}

impl Prepared {
    fn original(&self, at: u32) -> usize {
        let at = at as usize;
        let before = self.moves.partition_point(|(from, _)| *from < at);
        let by = before.checked_sub(1).and_then(|index| self.moves.get(index));
        at.saturating_add_signed(by.map_or(0, |(_, by)| -by))
    }
}

/// Writes each gap that is not within a string of JSON as a string of its own.
fn prepare(text: &Text) -> Prepared {
    let mut prepared = Prepared { text: String::with_capacity(text.text.len()), moves: Vec::new() };
    let (mut from, mut by, mut quoted) = (0, 0, false);
    for (index, gap) in text.gaps.iter().enumerate() {
        let before = text.text.get(from..gap.at).unwrap_or_default();
        let mut bytes = before.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' => quoted = !quoted,
                b'\\' if quoted => {
                    bytes.next();
                }
                _ => {}
            }
        }
        prepared.text.push_str(before);
        let end = gap.at + "${}".len() + gap.unknown.name.len();
        if quoted {
            prepared.text.push_str(text.text.get(gap.at..end).unwrap_or_default());
        } else {
            let written = format!("\"{MARK}{index}{MARK}\"");
            prepared.text.push_str(&written);
            by += written.len().cast_signed() - (end - gap.at).cast_signed();
            prepared.moves.push((prepared.text.len() - 1, by));
        }
        from = end;
    }
    prepared.text.push_str(text.text.get(from..).unwrap_or_default());
    prepared
}

struct Decoder<'a> {
    text: &'a Text,
    prepared: &'a Prepared,
    whole: Place,
}

impl Decoder<'_> {
    fn value(&self, node: Node<'_>) -> Val {
        let place = self.place(node.span);
        let kind = match node.value {
            Value::Null | Value::Interpolated(_) => Kind::Null,
            Value::Bool(value) => Kind::Bool(value),
            Value::Number(text) => Kind::Number(text.as_ref().into()),
            Value::String(text) => match self.gap(&text) {
                Some(gap) => {
                    return Val::unknown(gap.unknown.clone(), gap.place);
                }
                None => Kind::Text(Rc::new(self.string(text.into_owned(), node.span, place))),
            },
            Value::Array(items) => {
                Kind::List(items.into_iter().map(|item| self.value(item)).collect())
            }
            Value::Object(members) => {
                let entry = |member: iam_core::document::Member<'_>| {
                    let key_place = self.place(member.key_span);
                    let key = self.string(member.key.into_owned(), member.key_span, key_place);
                    Entry { key: Rc::new(key), key_place, value: self.value(member.node) }
                };
                Kind::Object(members.into_iter().map(entry).collect())
            }
        };
        Val::new(place, kind)
    }

    /// The gap that stands alone in this string.
    fn gap(&self, text: &str) -> Option<&Gap> {
        let index = text.strip_prefix(MARK)?.strip_suffix(MARK)?;
        self.text.gaps.get(index.parse::<usize>().ok()?)
    }

    fn string(&self, text: String, span: ByteSpan, place: Place) -> Text {
        let (start, end) = (self.prepared.original(span.start), self.prepared.original(span.end));
        let gaps = &self.text.gaps;
        let from = gaps.partition_point(|gap| gap.at < start);
        let within = gaps.iter().skip(from).take_while(|gap| gap.at < end);
        let mut at = 0;
        let mut found = Vec::new();
        for gap in within {
            let written = format!("${{{}}}", gap.unknown.name);
            at += text.get(at..).and_then(|rest| rest.find(&written)).unwrap_or_default();
            found.push(Gap { at, ..gap.clone() });
            at += written.len();
        }
        Text { gaps: found, ..Text::known(text, place) }
    }

    fn place(&self, span: ByteSpan) -> Place {
        let (start, end) = (self.prepared.original(span.start), self.prepared.original(span.end));
        self.text.spots.place(start, end).unwrap_or(self.whole)
    }
}

/// The text of JSON that `jsonencode` makes of a value: put in at `place`, but for strings of the same file, which
/// stand where they are written.
pub(crate) fn encode(value: &Val, place: Place) -> Text {
    let mut text = Text::known("", place);
    write(value, place, &mut text);
    text
}

fn write(value: &Val, place: Place, to: &mut Text) {
    let in_file = |own: Place| if own.file == place.file { own } else { place };
    let own = in_file(value.place);
    match &value.kind {
        Kind::Null => to.push_known("null", place),
        Kind::Bool(value) => to.push_known(if *value { "true" } else { "false" }, place),
        Kind::Number(number) => to.push_known(number, place),
        Kind::Text(text) => write_string(text, own, to),
        Kind::Json(inner) => write_string(&encode(inner, place), place, to),
        Kind::Unknown(unknown) if unknown.text => {
            write_string(&Text::gap(unknown.clone(), own), own, to);
        }
        Kind::Unknown(unknown) => to.push_unknown(unknown.clone(), place),
        Kind::List(items) => {
            to.push_known("[", place);
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    to.push_known(",", place);
                }
                write(item, place, to);
            }
            to.push_known("]", place);
        }
        Kind::Object(entries) => {
            to.push_known("{", place);
            let written = entries.iter().filter(|entry| !entry.is_left_out());
            for (index, entry) in written.enumerate() {
                if index > 0 {
                    to.push_known(",", place);
                }
                write_string(&entry.key, in_file(entry.key_place), to);
                to.push_known(":", place);
                write(&entry.value, place, to);
            }
            to.push_known("}", place);
        }
    }
}

fn write_string(text: &Text, place: Place, to: &mut Text) {
    to.push_known("\"", place);
    let mut from = 0;
    for gap in &text.gaps {
        write_escaped(text.text.get(from..gap.at).unwrap_or_default(), place, to);
        to.push_unknown(gap.unknown.clone(), place);
        from = gap.at + "${}".len() + gap.unknown.name.len();
    }
    write_escaped(text.text.get(from..).unwrap_or_default(), place, to);
    to.push_known("\"", place);
}

fn write_escaped(text: &str, place: Place, to: &mut Text) {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                for part in ["\\u00", if u32::from(control) < 0x10 { "0" } else { "1" }] {
                    escaped.push_str(part);
                }
                escaped.extend(char::from_digit(u32::from(control) % 0x10, 0x10));
            }
            other => escaped.push(other),
        }
    }
    to.push_known(&escaped, place);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::place::Spots;

    #[test]
    fn gaps_are_values_or_parts_of_strings() {
        let place = Place::default();
        let unknown = |name| Unknown::new(name, "");
        let mut text = Text::known(r#"{"a": "\"x"#, place);
        text.push_unknown(unknown("var.b"), place);
        text.push_known(r#"", "c": "#, place);
        text.push_unknown(unknown("var.d"), place);
        text.push_known(r#", "e": [1, "f"]}"#, place);
        let value = decode(&text, place).expect("JSON");
        let Kind::Text(a) = &value.member("a").expect("a").kind else { panic!("{value:?}") };
        assert_eq!((a.text.as_str(), a.gaps.len()), ("\"x${var.b}", 1));
        let d = value.member("c").and_then(Val::as_unknown).expect("c");
        assert_eq!(&*d.name, "var.d");
        assert_eq!(value.member("e").expect("e").items().len(), 2);
        let again = encode(&value, place);
        assert_eq!(again.text, r#"{"a":"\"x${var.b}","c":${var.d},"e":[1,"f"]}"#);
    }

    #[test]
    fn places_behind_a_gap_are_those_of_the_text() {
        let mut text = Text::default();
        let at = |start, end| Place { file: 0, span: ByteSpan { start, end } };
        let part = |written: &str, start: u32| {
            let mut spots = Spots::default();
            spots.verbatim(0, at(start, start + u32::try_from(written.len()).expect("short")));
            Text { text: written.to_owned(), spots, gaps: Vec::new() }
        };
        text.push(&part("{\"a\": ", 100));
        text.push_unknown(Unknown::new("var.long_name", ""), at(106, 110));
        text.push(&part(", \"b\": 1}", 110));
        let value = decode(&text, at(0, 0)).expect("JSON");
        assert_eq!(value.entry("b").expect("b").key_place, at(112, 115));
        assert_eq!(value.member("b").expect("b").place, at(117, 118));
        text.push_known(" x", at(119, 120));
        assert_eq!(decode(&text, at(0, 0)).expect_err("more").place, Some(at(119, 120)));
    }
}
