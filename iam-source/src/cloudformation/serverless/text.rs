//! Texts with variables, filled in where they are asked for.

use super::rows::{OTHER, Row, Rows};
use super::settings::Part;
use super::variable::{Piece, pieces, whole};
use crate::cloudformation::evaluated::Evaluated;
use crate::cloudformation::evaluator::Evaluator;
use crate::cloudformation::facts::written;
use crate::cloudformation::text::{Place, Text};
use crate::fingerprint::Fingerprint;
use iam_core::document::{ByteSpan, Node};
use std::borrow::Cow;

/// How many choices among rows may lead to each other.
const MAX_DEEP: usize = 8;

/// A part of the text that `Fn::Sub` takes.
pub(in crate::cloudformation) enum Segment<'d> {
    /// What stands there, from this byte on.
    Written(usize, &'d str),
    /// What a variable from this byte on gives, in which `Fn::Sub` fills in what it finds.
    Given(usize, &'d str),
    /// What a variable from this byte on gives, and nothing is left to be filled in.
    Filled(usize, Text<'d>),
}

impl<'d> Evaluator<'_, 'd> {
    /// The text, its variables filled in.
    pub(in crate::cloudformation) fn filled_in(
        &mut self,
        argument: &'d Node<'d>,
        span: ByteSpan,
    ) -> Option<Evaluated<'d>> {
        let source = argument.text()?;
        let mut text = Text::new(span);
        for segment in self.segments(source, span) {
            match segment {
                Segment::Written(at, part) | Segment::Given(at, part) => {
                    text.push(part, self.place_of(argument.span, source, at));
                }
                Segment::Filled(at, filled) => {
                    text.is_known &= filled.is_known;
                    text.push(&filled.content, self.place_of(argument.span, source, at));
                }
            }
        }
        Some(Evaluated::Text(text))
    }

    /// The parts of a text with variables.
    pub(in crate::cloudformation) fn segments(
        &mut self,
        source: &'d str,
        span: ByteSpan,
    ) -> Vec<Segment<'d>> {
        let mut segments = Vec::new();
        for piece in pieces(source) {
            match piece {
                Piece::Text(at, text) => segments.push(Segment::Written(at, text)),
                Piece::Reference(at, name) => {
                    segments.push(Segment::Filled(at, self.referred(name, span)));
                }
                Piece::Variable(at, inner) => {
                    let parts = self.template.settings.parts_of(inner);
                    self.add_parts(at, parts, span, 0, &mut segments);
                }
            }
        }
        segments
    }

    fn add_parts(
        &mut self,
        at: usize,
        parts: Vec<Part<'d>>,
        span: ByteSpan,
        deep: usize,
        to: &mut Vec<Segment<'d>>,
    ) {
        for part in parts {
            let Part::OneOf(inner, rows) = part else {
                to.push(self.segment(at, part, span));
                continue;
            };
            if let Some(row) = self.chosen(&rows).filter(|_| deep < MAX_DEEP) {
                let settings = &self.template.settings;
                let parts = match row {
                    Row::Node(node) => settings.parts_at(node, inner),
                    Row::Sources(inner) => settings.parts_of(inner),
                };
                self.add_parts(at, parts, span, deep + 1, to);
                continue;
            }
            let texts = rows.rows.iter().map(|(key, row)| (*key, text_of(row)));
            let hole = self.hole_of_rows(inner, texts, span);
            to.push(Segment::Filled(at, hole));
        }
    }

    /// The row that is decided for, if one is.
    fn chosen(&mut self, rows: &Rows<'d>) -> Option<Row<'d>> {
        if self.takes_both {
            return rows.rows.first().map(|(_, row)| *row);
        }
        if !self.takes(1) {
            return None;
        }
        let key = self.among(rows.name, &rows.rows, &text_of, (Some(OTHER), None))?;
        rows.get(key)
    }

    /// What a choice among trees gives.
    pub(in crate::cloudformation) fn row_of(
        &mut self,
        argument: &'d Node<'d>,
        span: ByteSpan,
    ) -> Option<Evaluated<'d>> {
        let [name, rows, variable] = argument.items() else { return None };
        let members = rows.members().iter().map(|it| (&*it.key, &it.node));
        let members: Vec<_> = members.collect();
        let key = if self.takes_both {
            members.first().map(|(key, _)| *key)
        } else {
            self.among(name.text()?, &members, &|node| written(node), (Some(OTHER), None))
        };
        let row = key.and_then(|key| rows.member(key).or_else(|| rows.member(OTHER)));
        Some(match row.map(|row| self.evaluate(&row.node)) {
            // A text stands where it is asked for.
            Some(Evaluated::Text(text)) => Evaluated::Text(text.of_node(span)),
            Some(other) => other,
            None => {
                let inner = variable.text().and_then(whole)?;
                let texts = members.iter().map(|(key, node)| (*key, written(node)));
                Evaluated::Text(self.hole_of_rows(inner, texts, span))
            }
        })
    }

    /// A value of which it is not decided which row it is: that of other rows is another one.
    fn hole_of_rows<'s>(
        &mut self,
        inner: &str,
        rows: impl Iterator<Item = (&'s str, String)>,
        span: ByteSpan,
    ) -> Text<'d> {
        let mut fingerprint = Fingerprint::default();
        if self.takes(1) {
            for (key, text) in rows.take_while(|(_, text)| self.takes(text.len())) {
                fingerprint.add(key);
                fingerprint.add(&text);
            }
        }
        let name = format!("{}.{}", in_words(inner), fingerprint.text());
        self.hole_text(span, &name, format!("the value of `${{{inner}}}`"))
    }

    fn segment(&mut self, at: usize, part: Part<'d>, span: ByteSpan) -> Segment<'d> {
        match part {
            Part::Text(Cow::Borrowed(text)) if self.takes(text.len()) => Segment::Given(at, text),
            Part::Text(text) if self.takes(text.len()) => {
                Segment::Filled(at, Text::made(text.into_owned(), span))
            }
            Part::Reference(name) => Segment::Filled(at, self.referred(name, span)),
            Part::Hole(inner) | Part::OneOf(inner, _) => {
                Segment::Filled(at, self.variable_hole(inner, span))
            }
            Part::Text(_) => Segment::Filled(at, self.variable_hole("self:", span)),
        }
    }

    /// What a name of CloudFormation gives, or an attribute of one.
    fn referred(&mut self, name: &'d str, span: ByteSpan) -> Text<'d> {
        match name.split_once('.') {
            Some((id, attribute)) => self.resource_value(id, Some(attribute), span),
            None => match self.reference(name, span) {
                Evaluated::Text(text) => text,
                _ => self.hole_text(span, name, format!("the value of `{name}`")),
            },
        }
    }

    fn variable_hole(&mut self, inner: &str, span: ByteSpan) -> Text<'d> {
        self.hole_text(span, &in_words(inner), format!("the value of `${{{inner}}}`"))
    }

    /// Where a part of a text stands.
    pub(in crate::cloudformation) fn place_of(
        &self,
        span: ByteSpan,
        text: &'d str,
        offset: usize,
    ) -> Place<'d> {
        match self.place {
            Some(span) => Place::Whole(span),
            None => Place::Scalar { span, text, offset },
        }
    }
}

/// What is written in a row.
fn text_of(row: &Row<'_>) -> String {
    match row {
        Row::Node(node) => written(node),
        Row::Sources(sources) => (*sources).to_owned(),
    }
}

/// The words of the first source of a variable, as the name of a parameter.
fn in_words(inner: &str) -> String {
    let first = inner.split(',').next().unwrap_or_default();
    let first = first.strip_prefix("self:").unwrap_or(first);
    let words = first.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "Variable".to_owned() } else { words.join(".") }
}
