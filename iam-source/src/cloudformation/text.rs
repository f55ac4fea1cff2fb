//! Text that is put together, with where each part of it stands.

use crate::written::Places;
use crate::yaml;
use iam_core::document::ByteSpan;

/// The text that a template has, and how its scalars are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'d> {
    pub(super) text: &'d str,
    pub(super) is_yaml: bool,
}

/// A text of a policy before it is one of its tree.
#[derive(Clone, Debug)]
pub(super) struct Text<'d> {
    pub(super) content: String,
    pub(super) span: ByteSpan,
    /// Whether all of it is known: no part is a hole or a pseudo parameter.
    pub(super) is_known: bool,
    parts: Vec<Part<'d>>,
}

/// A part of a text, up to the next.
#[derive(Clone, Copy, Debug)]
struct Part<'d> {
    at: usize,
    place: Place<'d>,
}

/// Where a part of a text is from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'d> {
    /// From byte `offset` on of `text`, which the scalar at `span` stands for.
    Scalar { span: ByteSpan, text: &'d str, offset: usize },
    /// Made of what stands there.
    Whole(ByteSpan),
}

impl<'d> Text<'d> {
    /// With nothing in it yet, of a node that stands there.
    pub(super) fn new(span: ByteSpan) -> Self {
        Self { content: String::new(), span, is_known: true, parts: Vec::new() }
    }

    /// All of a scalar, as it is.
    pub(super) fn scalar(text: &'d str, span: ByteSpan) -> Self {
        let place = Place::Scalar { span, text, offset: 0 };
        let parts = vec![Part { at: 0, place }];
        Self { content: text.to_owned(), span, is_known: true, parts }
    }

    /// What is made of the node that stands there.
    pub(super) fn made(text: String, span: ByteSpan) -> Self {
        let parts = vec![Part { at: 0, place: Place::Whole(span) }];
        Self { content: text, span, is_known: true, parts }
    }

    pub(super) fn push(&mut self, text: &str, place: Place<'d>) {
        if !text.is_empty() {
            self.parts.push(Part { at: self.content.len(), place });
            self.content.push_str(text);
        }
    }

    /// Another text after this one, from where it is itself.
    pub(super) fn append(&mut self, other: &Self) {
        let at = self.content.len();
        let moved = other.parts.iter().map(|part| Part { at: part.at + at, place: part.place });
        self.parts.extend(moved);
        self.content.push_str(&other.content);
        self.is_known &= other.is_known;
    }

    /// Another text after this one, all of which is told to be of the node that stands there.
    pub(super) fn append_at(&mut self, other: &Self, span: ByteSpan) {
        self.push(&other.content, Place::Whole(span));
        self.is_known &= other.is_known;
    }

    /// The same, told to be of the node that stands there.
    pub(super) fn of_node(mut self, span: ByteSpan) -> Self {
        self.span = span;
        self
    }

    /// The parts between each `delimiter`.
    pub(super) fn split(&self, delimiter: &str) -> Vec<Self> {
        let mut texts = Vec::new();
        let mut start = 0;
        for piece in self.content.split(delimiter) {
            texts.push(self.slice(start, start + piece.len()));
            start += piece.len() + delimiter.len();
        }
        texts
    }

    fn slice(&self, start: usize, end: usize) -> Self {
        let after = self.parts.partition_point(|part| part.at <= start);
        let first = after.saturating_sub(1);
        let within = self.parts.iter().skip(first).take_while(|part| part.at < end);
        let moved = within.map(|part| Part {
            at: part.at.saturating_sub(start),
            place: match part.place {
                Place::Scalar { span, text, offset } => {
                    let offset = offset + start.saturating_sub(part.at);
                    Place::Scalar { span, text, offset }
                }
                Place::Whole(span) => Place::Whole(span),
            },
        });
        Self {
            content: self.content.get(start..end).unwrap_or_default().to_owned(),
            span: self.span,
            is_known: self.is_known,
            parts: moved.collect(),
        }
    }

    /// Where each byte of it stands in the file.
    pub(super) fn places(&self, file: File<'_>) -> Places {
        let mut places = Places::default();
        let mut last: Option<(ByteSpan, Places)> = None;
        let ends = self.parts.iter().skip(1).map(|next| next.at).chain([self.content.len()]);
        for (part, end) in self.parts.iter().zip(ends) {
            match part.place {
                Place::Whole(span) => places.continue_at(part.at, span.start),
                Place::Scalar { span, text, offset } => {
                    if last.as_ref().is_none_or(|(at, _)| *at != span) {
                        let of = if file.is_yaml {
                            yaml::places(file.text, span, text)
                        } else {
                            Places::of_json(file.text, span)
                        };
                        last = Some((span, of));
                    }
                    if let Some((_, of)) = &last {
                        places.extend(part.at, of, offset, end - part.at);
                    }
                }
            }
        }
        places
    }
}
