//! The line that a finding is about, cut to a readable length and made safe to show.

use crate::visible::push;
use iam_core::document::ByteSpan;
use iam_core::json::LineIndex;
use std::ops::Range;
use unicode_width::UnicodeWidthStr as _;

/// One line, or the part of it around a place.
pub(super) struct Excerpt {
    pub(super) line: usize,
    /// Characters before the place on its line, from 1.
    pub(super) column: usize,
    pub(super) shown: String,
    /// The place, in bytes of `shown`.
    pub(super) mark: Range<usize>,
}

/// How much of a line is shown, in bytes and in columns, before and after the start of a place.
#[derive(Clone, Copy)]
pub(super) struct Room {
    before: usize,
    after: usize,
}

impl Room {
    /// On a terminal of so many columns, some of which are `taken`; without one, what can be read well.
    pub(super) fn of(columns: Option<usize>, taken: usize) -> Self {
        let Some(columns) = columns else { return Self { before: 60, after: 100 } };
        // Two more are for the dots that tell of a cut.
        let room = columns.saturating_sub(taken + 2).max(20);
        Self { before: room * 3 / 8, after: room - room * 3 / 8 }
    }

    fn all(self) -> usize {
        self.before + self.after
    }
}

/// How many columns a tab takes.
const TAB: &str = "    ";

/// The excerpt for `span`: of a place of several lines, the first.
pub(super) fn excerpt(text: &str, lines: &LineIndex<'_>, span: ByteSpan, room: Room) -> Excerpt {
    let position = lines.position(span.start as usize);
    let start = position.offset;
    let line_start = lines.line_start(position.line);
    let line_end = lines.line_start(position.line + 1).max(start);
    let (from, to) = if line_end - line_start <= room.all() {
        (line_start, line_end)
    } else {
        let from = text.floor_char_boundary(start.saturating_sub(room.before));
        (from.max(line_start), text.floor_char_boundary((start + room.after).min(line_end)))
    };
    // Of what goes beyond the excerpt, only the start is marked.
    let end = span.end as usize;
    let end = if end > to { start + 1 } else { end };

    let mut shown = String::new();
    if from > line_start {
        shown.push('…');
    }
    let mut mark = shown.len()..shown.len();
    let mut cut = false;
    let mut columns = 0;
    let part = text.get(from..to).unwrap_or_default().trim_end_matches(['\n', '\r']);
    for (at, c) in part.char_indices() {
        if from + at == start {
            mark = shown.len()..shown.len();
        }
        let before = shown.len();
        if c == '\t' {
            shown.push_str(TAB);
        } else {
            push(&mut shown, c);
        }
        // What is escaped takes more room than it had.
        columns += shown.get(before..).unwrap_or_default().width();
        if columns > room.all() && from + at > start {
            shown.truncate(before);
            cut = true;
            break;
        }
        if (start..end).contains(&(from + at)) {
            mark.end = shown.len();
        }
    }
    if start >= from + part.len() {
        // At the end of the line: nothing is there to underline but the place after it.
        mark = shown.len()..shown.len();
    }
    if cut || (to < line_end && from + part.len() == to) {
        shown.push('…');
    }
    Excerpt { line: position.line, column: position.column + 1, shown, mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, start: u32, end: u32) -> (usize, usize, String, String) {
        let lines = LineIndex::new(text);
        let room = Room::of(None, 0);
        let Excerpt { line, column, shown, mark } =
            excerpt(text, &lines, ByteSpan { start, end }, room);
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

    #[test]
    fn what_is_shown_fits_the_terminal() {
        let fillers = ["x", "é", "\u{202e}", "漢", "\t"];
        for (filler, columns) in fillers.iter().flat_map(|it| [(it, 40), (it, 80), (it, 200)]) {
            let text = format!("{}\"X\"{}", filler.repeat(300), filler.repeat(300));
            let start = u32::try_from(300 * filler.len()).expect("few");
            let lines = LineIndex::new(&text);
            let span = ByteSpan { start, end: start + 3 };
            let Excerpt { shown, mark, .. } =
                excerpt(&text, &lines, span, Room::of(Some(columns), 4));
            assert_eq!(&shown[mark.start..=mark.start], "\"", "{shown}");
            // Escapes before the place are not cut for the sake of the room.
            if !matches!(*filler, "\u{202e}" | "\t") {
                assert!(shown.width() <= columns - 4, "{} {shown}", shown.width());
            }
        }
    }
}
