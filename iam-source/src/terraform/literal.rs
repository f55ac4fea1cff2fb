//! The text between the quotes, and where each character of it stands.

use super::place::{Place, Spots};
use super::syntax::Part;
use iam_core::document::ByteSpan;
use std::ops::Range;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    /// As it is, but for `$${` and `%%{`.
    Plain,
    /// Between quotes: with escapes.
    Quoted,
    /// In a heredoc, without so many characters at the start of each line.
    Heredoc {
        /// The white space that is taken away.
        indent: usize,
    },
}

/// A text and where it stands in a file.
#[derive(Clone, Copy)]
pub(crate) struct Source<'t> {
    /// All of the text.
    pub(crate) text: &'t str,
    /// Where a part of it stands.
    pub(crate) place: &'t dyn Fn(Range<usize>) -> Place,
}

/// A range as the places of trees are written.
pub(crate) fn byte_span(span: Range<usize>) -> ByteSpan {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    ByteSpan { start: byte(span.start), end: byte(span.end) }
}

impl Source<'_> {
    /// The text that is written at `span`; none if that is empty.
    pub(crate) fn literal(&self, span: Range<usize>, literal: Literal) -> Option<Part> {
        self.literal_at(span, literal, true)
    }

    /// The same, where `line_starts` says whether it is the first on its line.
    pub(crate) fn literal_at(
        &self,
        span: Range<usize>,
        literal: Literal,
        line_starts: bool,
    ) -> Option<Part> {
        let raw = self.text.get(span.clone())?;
        let mut writer = Writer {
            source: self,
            text: String::with_capacity(raw.len()),
            spots: Spots::default(),
            run: span.start,
        };
        let (mut at, mut line_starts) = (span.start, line_starts);
        while let Some(rest) = self.text.get(at..span.end).filter(|rest| !rest.is_empty()) {
            if line_starts && let Literal::Heredoc { indent } = literal {
                let blank = rest.chars().take(indent).take_while(|it| *it == ' ' || *it == '\t');
                let cut: usize = blank.map(char::len_utf8).sum();
                if cut > 0 {
                    writer.put(at, at + cut, "");
                    at += cut;
                    line_starts = false;
                    continue;
                }
            }
            line_starts = false;
            let first = rest.chars().next().unwrap_or_default();
            let len = match first {
                '$' if rest.starts_with("$${") => writer.put(at, at + 3, "${"),
                '%' if rest.starts_with("%%{") => writer.put(at, at + 3, "%{"),
                '\\' if literal == Literal::Quoted => {
                    let (character, len) = escape(rest);
                    writer.put(at, at + len, character.encode_utf8(&mut [0; 4]))
                }
                other => {
                    line_starts = other == '\n';
                    other.len_utf8()
                }
            };
            at += len;
        }
        writer.flush(at);
        (!writer.text.is_empty()).then_some(Part::Literal(writer.text, writer.spots))
    }

    /// The range without white space at its ends, and whether something was cut at the start.
    pub(crate) fn trimmed(
        &self,
        span: Range<usize>,
        start: bool,
        end: bool,
    ) -> (Range<usize>, bool) {
        let raw = self.text.get(span.clone()).unwrap_or_default();
        let from = if start { raw.len() - raw.trim_start().len() } else { 0 };
        let rest = raw.get(from..).unwrap_or_default();
        let to = if end { rest.trim_end().len() } else { rest.len() };
        (span.start + from..span.start + from + to, from > 0)
    }

    /// Whether a line ends with it.
    pub(crate) fn ends_line(&self, span: &Range<usize>) -> bool {
        self.text.get(span.clone()).is_some_and(|raw| raw.ends_with('\n'))
    }
}

struct Writer<'s, 't> {
    source: &'s Source<'t>,
    text: String,
    spots: Spots,
    /// From here on nothing was copied yet.
    run: usize,
}

impl Writer<'_, '_> {
    /// `text` stands for what is written from `from` to `to`; gives the length of that.
    fn put(&mut self, from: usize, to: usize, text: &str) -> usize {
        self.flush(from);
        if !text.is_empty() {
            self.spots.put_in(self.text.len(), (self.source.place)(from..to));
            self.text.push_str(text);
        }
        self.run = to;
        to - from
    }

    /// Copies what is written up to `to` as it is.
    fn flush(&mut self, to: usize) {
        let raw = self.source.text.get(self.run..to).unwrap_or_default();
        if raw.is_empty() {
            return;
        }
        let place = (self.source.place)(self.run..to);
        let len = place.span.end.saturating_sub(place.span.start);
        if usize::try_from(len).is_ok_and(|len| len == raw.len()) {
            self.spots.verbatim(self.text.len(), place);
            self.text.push_str(raw);
        } else {
            // Escaped in the file: each character by itself.
            for (at, character) in raw.char_indices() {
                let from = self.run + at;
                let place = (self.source.place)(from..from + character.len_utf8());
                self.spots.put_in(self.text.len(), place);
                self.text.push(character);
            }
        }
        self.run = to;
    }
}

/// The character that an escape stands for, and the length of the escape.
fn escape(rest: &str) -> (char, usize) {
    let code = |digits: usize| {
        let text = rest.get(2..2 + digits)?;
        char::from_u32(u32::from_str_radix(text, 16).ok()?)
    };
    let second = rest.chars().nth(1).unwrap_or('\\');
    match second {
        'n' => ('\n', 2),
        'r' => ('\r', 2),
        't' => ('\t', 2),
        'u' => code(4).map_or(('u', 2), |it| (it, 6)),
        'U' => code(8).map_or(('U', 2), |it| (it, 10)),
        other => (other, 1 + other.len_utf8()),
    }
}
