//! Where the text that a scalar stands for is written.

use super::place::saturated;
use crate::written::Places;
use iam_core::document::ByteSpan;

/// Where each byte of `text` stands in the file: it is what the scalar at `span` stands for.
///
/// Exact for what is quoted. In a block, or where a plain scalar has several lines, exact from the first
/// character of each line on that is no space.
pub(crate) fn places(file: &str, span: ByteSpan, text: &str) -> Places {
    let start = content_start(file, span);
    let raw = file.get(start as usize..span.end as usize).unwrap_or_default();
    match raw.bytes().next() {
        Some(b'"') => quoted(raw, start, true),
        Some(b'\'') => quoted(raw, start, false),
        Some(b'|' | b'>') => {
            let header = raw.find('\n').map_or(raw.len(), |at| at + 1);
            lines(raw.get(header..).unwrap_or_default(), start + saturated(header), text)
        }
        _ => lines(raw, start, text),
    }
}

/// Where the scalar at `span` begins, tags and anchors before it left out.
pub(crate) fn content_start(file: &str, span: ByteSpan) -> u32 {
    let raw = file.get(span.start as usize..span.end as usize).unwrap_or_default();
    let mut rest = raw;
    loop {
        rest = rest.trim_start();
        rest = match rest.bytes().next() {
            Some(b'!' | b'&') => {
                // A tag in angle brackets may hold what else ends one.
                let from = rest.strip_prefix("!<").and_then(|it| it.find('>')).unwrap_or(0);
                let ends =
                    |it: char| it.is_whitespace() || matches!(it, '[' | ']' | '{' | '}' | ',');
                let end = rest.get(from..).and_then(|rest| rest.find(ends));
                end.and_then(|end| rest.get(from + end..)).unwrap_or_default()
            }
            Some(b'#') => rest.find('\n').and_then(|at| rest.get(at..)).unwrap_or_default(),
            _ => break,
        };
    }
    span.start + saturated(raw.len() - rest.len())
}

/// Where the scalar at `span`, which begins with a quote, has its other one.
pub(super) fn quoted_end(file: &str, span: ByteSpan) -> u32 {
    let raw = file.get(span.start as usize..span.end as usize).unwrap_or_default();
    let Some(quote) = raw.bytes().next().filter(|it| matches!(it, b'"' | b'\'')) else {
        return span.end;
    };
    let mut at = 1;
    while let Some(found) = raw.get(at..).and_then(|it| it.find([char::from(quote), '\\'])) {
        let rest = raw.get(at + found..).unwrap_or_default();
        at += found;
        at += match rest.as_bytes() {
            [b'\\', ..] if quote == b'"' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            [b'\\', ..] => 1,
            [b'\'', b'\'', ..] => 2,
            _ => return span.start + saturated(at + 1),
        };
    }
    span.end
}

/// Of lines that were put together, the space around each of them left out.
fn lines(raw: &str, start: u32, text: &str) -> Places {
    let mut places = Places::verbatim(start);
    let (mut written, mut unescaped) = (0, 0);
    for line in raw.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() {
            let indent = line.len() - line.trim_start().len();
            let rest = text.get(unescaped..).unwrap_or_default();
            unescaped += rest.len() - rest.trim_start().len();
            places.continue_at(unescaped, start + saturated(written + indent));
            unescaped += content.len();
            let end = written + line.trim_end().len();
            places.continue_at(unescaped, start + saturated(end));
        }
        written += line.len();
    }
    places
}

/// Of a scalar in quotes: `raw` begins with the first of them.
fn quoted(raw: &str, start: u32, is_double: bool) -> Places {
    let mut places = Places::verbatim(start + 1);
    let (mut at, mut unescaped) = (1, 0);
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let special = rest.find(['\\', '\'', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
        (at, unescaped) = (at + special, unescaped + special);
        let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) else { break };
        let (len, stands_for) = match rest.bytes().next() {
            Some(b'\\') if is_double => escape(rest),
            Some(b'\'') if !is_double && rest.starts_with("''") => (2, 1),
            Some(b' ' | b'\t' | b'\r' | b'\n') => space(rest),
            _ => (1, 1),
        };
        if len != stands_for {
            places.continue_at(unescaped, start + saturated(at));
        }
        (at, unescaped) = (at + len, unescaped + stands_for);
        if len != stands_for {
            places.continue_at(unescaped, start + saturated(at));
        }
    }
    places
}

/// How long the white space at the start of `rest` is, and how many bytes it stands for: as it is within a line,
/// else one space for a break, or a break for each but the first.
fn space(rest: &str) -> (usize, usize) {
    let len = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    match breaks(rest.get(..len).unwrap_or_default()) {
        0 => (len, len),
        1 => (len, 1),
        several => (len, several - 1),
    }
}

fn breaks(space: &str) -> usize {
    let feeds = space.bytes().filter(|byte| *byte == b'\n').count();
    let returns = space.bytes().filter(|byte| *byte == b'\r').count();
    feeds + returns - space.matches("\r\n").count()
}

/// How long the escape at the start of `rest` is, and how many bytes it stands for.
fn escape(rest: &str) -> (usize, usize) {
    let code = |digits: usize| {
        let code = rest.get(2..2 + digits).and_then(|it| u32::from_str_radix(it, 16).ok());
        let stands_for = code.and_then(char::from_u32).map_or(1, char::len_utf8);
        (2 + digits, stands_for)
    };
    match rest.chars().nth(1) {
        Some('x') => code(2),
        Some('u') => code(4),
        Some('U') => code(8),
        Some('N' | '_') => (2, 2),
        Some('L' | 'P') => (2, 3),
        Some('\r' | '\n') => {
            let space = rest.get(1..).unwrap_or_default();
            let len = space.len() - space.trim_start_matches([' ', '\t', '\r', '\n']).len();
            (1 + len, breaks(space.get(..len).unwrap_or_default()).saturating_sub(1))
        }
        Some(other) => (1 + other.len_utf8(), other.len_utf8()),
        None => (1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the file at each word of the scalar.
    fn words(file: &str) -> Vec<String> {
        let document = crate::yaml::read(file).expect("YAML").remove(0);
        let node = &document.members()[0].node;
        let node = node.members().first().map_or(node, |member| &member.node);
        let text = node.text().expect("text");
        let places = places(file, node.span, text);
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split([' ', '\n']) {
            let (start, end) = (saturated(at), saturated(at + word.len()));
            let span = places.span(ByteSpan { start, end });
            words.push(file[span.start as usize..span.end as usize].to_owned());
            at += word.len() + 1;
        }
        words.retain(|word| !word.is_empty());
        words
    }

    #[test]
    fn words_stand_where_they_are_written() {
        for (file, wanted) in [
            ("a: one two", vec!["one", "two"]),
            ("é: &x one\n  two\n\n  three # no\n", vec!["one", "two", "three"]),
            ("a: 'it''s one\n   two\n\n\n  three'", vec!["it''s", "one", "two", "three"]),
            (
                "a: !Sub \"\\u00e9\\x41b one\\\n    two \\\n three\r\n four\\_\"\r\n",
                vec![r"\u00e9\x41b", "one\\\n    two", "three", r"four\_"],
            ),
            ("a: |\n  one\n    two\n\n  three é\n", vec!["one", "two", "three", "é"]),
            (
                "a: !Sub >2- # note\r\n    one\r\n   two\r\n\r\n  three\r\n",
                vec!["one", "two", "three"],
            ),
            ("a: !Sub\n  # note\n  &x |\n\n   one\n   two\nb: c", vec!["one", "two"]),
        ] {
            assert_eq!(words(file), wanted, "{file}");
        }
    }
}
