//! Texts with variables, filled in where they are asked for.

use super::settings::Part;
use super::variable::{Piece, pieces};
use crate::cloudformation::evaluated::Evaluated;
use crate::cloudformation::evaluator::Evaluator;
use crate::cloudformation::text::{Place, Text};
use iam_core::document::{ByteSpan, Node};
use std::borrow::Cow;

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
                    let template = self.template;
                    for part in template.settings.parts_of(inner) {
                        segments.push(self.segment(at, part, span));
                    }
                }
            }
        }
        segments
    }

    fn segment(&mut self, at: usize, part: Part<'d>, span: ByteSpan) -> Segment<'d> {
        match part {
            Part::Text(Cow::Borrowed(text)) if self.takes(text.len()) => Segment::Given(at, text),
            Part::Text(text) if self.takes(text.len()) => {
                Segment::Filled(at, Text::made(text.into_owned(), span))
            }
            Part::Reference(name) => Segment::Filled(at, self.referred(name, span)),
            Part::Hole(inner) => Segment::Filled(at, self.variable_hole(inner, span)),
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
        let first = inner.split(',').next().unwrap_or_default();
        let first = first.strip_prefix("self:").unwrap_or(first);
        let mut words = first.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<_> = words.by_ref().filter(|word| !word.is_empty()).collect();
        let name = if words.is_empty() { "Variable".to_owned() } else { words.join(".") };
        self.hole_text(span, &name, format!("the value of `${{{inner}}}`"))
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
