//! The line that a finding is about, cut to a readable length and made safe to show.

use crate::visible::{is_odd, push};
use iam_core::document::ByteSpan;
use iam_core::json::LineIndex;
use std::ops::Range;

/// One line, or the part of it around a place.
pub(super) struct Excerpt {
    pub(super) line: usize,
    /// Characters before the place on its line, from 1.
    pub(super) column: usize,
    pub(super) shown: String,
    /// The place, in bytes of `shown`.
    pub(super) mark: Range<usize>,
}

impl Excerpt {
    /// The column of the place in what is shown, from 1.
    pub(super) fn shown_column(&self) -> usize {
        self.shown.get(..self.mark.start).unwrap_or_default().chars().count() + 1
    }
}

/// At most so many bytes of a line are shown before and after the start of a place.
const BEFORE: usize = 60;
const AFTER: usize = 100;

/// The excerpt for `span`: of a place of several lines, the first.
pub(super) fn excerpt(text: &str, lines: &LineIndex<'_>, span: ByteSpan) -> Excerpt {
    let position = lines.position(span.start as usize);
    let start = position.offset;
    let line_start = lines.line_start(position.line);
    let line_end = lines.line_start(position.line + 1).max(start);
    let (from, to) = if line_end - line_start <= BEFORE + AFTER {
        (line_start, line_end)
    } else {
        let from = text.floor_char_boundary(start.saturating_sub(BEFORE));
        (from.max(line_start), text.floor_char_boundary((start + AFTER).min(line_end)))
    };
    // Of what goes beyond the excerpt, only the start is marked.
    let end = span.end as usize;
    let end = if end > to { start + 1 } else { end };

    let mut shown = String::new();
    if from > line_start {
        shown.push('…');
    }
    let mut mark = shown.len()..shown.len();
    let part = text.get(from..to).unwrap_or_default().trim_end_matches(['\n', '\r']);
    for (at, c) in part.char_indices() {
        if from + at == start {
            mark = shown.len()..shown.len();
        }
        if c == '\t' || !is_odd(c) {
            shown.push(c);
        } else {
            push(&mut shown, c);
        }
        if (start..end).contains(&(from + at)) {
            mark.end = shown.len();
        }
    }
    if start >= from + part.len() {
        // At the end of the line: nothing is there to underline but the place after it.
        mark = shown.len()..shown.len();
    }
    if to < line_end && from + part.len() == to {
        shown.push('…');
    }
    Excerpt { line: position.line, column: position.column + 1, shown, mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, start: u32, end: u32) -> (usize, usize, String, String) {
        let lines = LineIndex::new(text);
        let Excerpt { line, column, shown, mark } = excerpt(text, &lines, ByteSpan { start, end });
        let marked = shown[mark].to_owned();
        (line, column, shown, marked)
    }

    #[test]
    fn the_place_is_marked_on_its_line() {
        assert_eq!(marked("{\n \"é\": 1,\r\n}", 3, 7), (2, 2, " \"é\": 1,".into(), "\"é\"".into()));
        assert_eq!(marked("{ 2,\n 1 }", 0, 9), (1, 1, "{ 2,".into(), "{".into()));
        assert_eq!(marked("{\n 1 }", 0, 6), (1, 1, "{".into(), "{".into()));
        assert_eq!(marked("{\n", 2, 2), (2, 1, String::new(), String::new()));
        assert_eq!(marked("", 0, 0), (1, 1, String::new(), String::new()));
        assert_eq!(marked("a\u{202e}b", 1, 4).2, "a\\u{202e}b");
        assert_eq!(marked("a\u{202e}b", 1, 4).3, "\\u{202e}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}X{}", "é".repeat(100_000), "y".repeat(100_000));
        let (line, column, shown, marked) = marked(&text, 200_000, 200_001);
        assert_eq!((line, column, marked.as_str()), (1, 100_001, "X"));
        assert!(shown.starts_with("…é") && shown.ends_with("y…") && shown.len() < 200);
    }
}
