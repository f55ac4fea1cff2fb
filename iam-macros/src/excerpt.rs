//! The offending line of a file, underlined, within the message of rustc.

use iam_core::document::ByteSpan;
use iam_core::json::{LineIndex, Position};
use iam_core::visible;
use std::fmt::Write as _;

/// So many characters of a long line are shown before the offending part, and so many of it.
const BEFORE: usize = 60;
const LONGEST: usize = 120;

/// Shows parts of one file.
pub(crate) struct Excerpts<'f> {
    name: &'f str,
    text: &'f str,
    lines: LineIndex<'f>,
}

impl<'f> Excerpts<'f> {
    pub(crate) fn new(name: &'f str, text: &'f str) -> Self {
        Self { name, text, lines: LineIndex::new(text) }
    }

    /// File, line and column of `span`, its line with it underlined, and where `related` starts.
    pub(crate) fn at(&self, span: ByteSpan, related: impl Iterator<Item = ByteSpan>) -> String {
        let Position { line, column, offset } = self.lines.position(span.start as usize);
        let start = self.lines.line_start(line);
        let whole = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let end = (span.end as usize).clamp(offset, start + whole.len());
        let length = self.text.get(offset..end).map_or(0, |part| part.chars().count()).max(1);

        // A file without line breaks is one line: a part of it must do.
        let from = if column > BEFORE { column - BEFORE / 2 } else { 0 };
        let mut shown = String::new();
        let mut marks = String::new();
        if from > 0 {
            shown.push('…');
            marks.push(' ');
        }
        let marked = column..column + length;
        let mut characters = whole.chars().enumerate().skip(from);
        for (at, character) in characters.by_ref().take(LONGEST) {
            let before = shown.chars().count();
            push_visible(&mut shown, character);
            let width = shown.chars().count() - before;
            let mark = if marked.contains(&at) { '^' } else { ' ' };
            marks.extend(std::iter::repeat_n(mark, width));
        }
        if characters.next().is_some() {
            shown.push('…');
        }
        let marks = marks.trim_end();
        // What is missing at the end of a line has no character of its own.
        let marks = if marks.is_empty() { "^" } else { marks };

        let gutter = " ".repeat(line.to_string().len());
        let mut out = format!("{gutter}--> {}:{line}:{}\n", self.name, column + 1);
        let _ = write!(out, "{gutter} |\n{line} | {shown}\n{gutter} | {marks}");
        for related in related {
            let Position { line, column, .. } = self.lines.position(related.start as usize);
            let _ = write!(out, "\n{gutter}::: {}:{line}:{}", self.name, column + 1);
        }
        out
    }
}

/// Adds a character as it is, or as `\u{…}` if it would hide or reorder what is shown.
fn push_visible(shown: &mut String, character: char) {
    visible::push(shown, if character == '\t' { ' ' } else { character });
}

#[cfg(test)]
mod tests {
    use super::Excerpts;
    use iam_core::document::ByteSpan;

    fn at(text: &str, part: &str) -> String {
        let start = text.find(part).expect("a part of the text");
        let span = |start: usize, len: usize| ByteSpan {
            start: u32::try_from(start).expect("a short text"),
            end: u32::try_from(start + len).expect("a short text"),
        };
        Excerpts::new("a.json", text).at(span(start, part.len()), std::iter::empty())
    }

    #[test]
    fn the_part_is_underlined() {
        let shown = at("{\n\t\"Versión\": \"x\"\n}", "\"x\"");
        assert_eq!(shown, " --> a.json:2:13\n  |\n2 |  \"Versión\": \"x\"\n  |             ^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_part() {
        let text = format!("[{}\"bad\"{}]", "1,".repeat(50_000), ",1".repeat(50_000));
        let shown = at(&text, "\"bad\"");
        assert!(shown.len() < 600, "{shown}");
        let marks = shown.lines().last().expect("marks");
        let line = shown.lines().nth(2).expect("the line");
        let column = marks.chars().position(|c| c == '^').expect("a mark");
        assert!(line.chars().skip(column).collect::<String>().starts_with("\"bad\""), "{shown}");
    }

    #[test]
    fn a_part_of_many_lines_is_underlined_on_its_first() {
        let shown = at("[\n {\n }\n]", "{\n }");
        assert!(shown.ends_with("2 |  {\n  |  ^"), "{shown}");
    }

    #[test]
    fn odd_characters_are_shown_and_underlined_whole() {
        let shown = at("[\"a\u{202e}b\"]", "\"a\u{202e}b\"");
        assert!(shown.ends_with("1 | [\"a\\u{202e}b\"]\n  |  ^^^^^^^^^^^^"), "{shown}");
        assert!(at("", "").ends_with("1 | \n  | ^"));
    }
}
