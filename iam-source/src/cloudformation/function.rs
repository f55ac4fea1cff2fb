//! What the functions of a template give.

use super::evaluated::Evaluated;
use super::evaluator::{Evaluator, RESOLVE};
use super::facts::scalar;
use super::locate::call;
use super::serverless::{CHOICE, Segment, VARIABLES};
use super::text::{Place, Text};
use iam_core::document::{ByteSpan, Node, Value};

/// What a text would be that is put together.
const PUT_TOGETHER: &str = "what `Fn::Join` puts together";

impl<'d> Evaluator<'_, 'd> {
    /// What a function but `Ref` and `Fn::GetAtt` gives; none if that is not known.
    pub(super) fn function(
        &mut self,
        name: &str,
        argument: &'d Node<'d>,
        span: ByteSpan,
    ) -> Option<Evaluated<'d>> {
        match name {
            "Fn::Sub" => self.sub(argument, span),
            VARIABLES => self.filled_in(argument, span),
            CHOICE => self.row_of(argument, span),
            "Fn::Join" => self.join(argument, span),
            "Fn::If" => Some(self.choice(argument)?),
            "Fn::Select" => Some(self.select(argument, span)),
            "Fn::Split" => Some(self.split(argument, span)),
            "Fn::FindInMap" => Some(self.find_in_map(argument, span)),
            "Fn::ImportValue" => Some(self.import(argument, span)),
            "Fn::GetAZs" => {
                let name = self.made_of_all("AvailabilityZones", argument);
                Some(self.unknown(span, &name, "the zones of a region".to_owned()))
            }
            "Fn::Cidr" => {
                let name = self.made_of_all("Cidr", argument);
                Some(self.unknown(span, &name, "a list of address ranges".to_owned()))
            }
            "Fn::Transform" => {
                let macro_name = argument.member("Name").and_then(|it| it.node.text());
                let what = match macro_name {
                    Some(name) => format!("what the macro `{name}` makes"),
                    None => "what a macro makes".to_owned(),
                };
                let name = self.made_of_all("Transform", argument);
                Some(self.unknown(span, &name, what))
            }
            _ => {
                let what = format!("the value of `{name}`");
                let name = self.made_of_all(name.strip_prefix("Fn::").unwrap_or(name), argument);
                Some(self.unknown_text(span, &name, what))
            }
        }
    }

    fn sub(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Option<Evaluated<'d>> {
        let (format, variables) = match &argument.value {
            Value::Array(items) => match items.as_slice() {
                [format] => (format, None),
                [format, variables] => (format, Some(variables)),
                _ => return None,
            },
            _ => (argument, None),
        };
        let filled = call(format).filter(|(function, _)| *function == VARIABLES);
        let written = filled.map_or(format, |(_, written)| written);
        let Value::String(source) = &written.value else { return None };
        if !self.takes(source.len()) {
            return None;
        }
        let segments = match filled {
            Some(_) => self.segments(source, span),
            None => vec![Segment::Written(0, source)],
        };
        let mut text = Text::new(span);
        let mut is_as_written = self.place.is_none() && filled.is_none();
        for segment in segments {
            let place = |it: &Self, at| it.place_of(format.span, source, at);
            match segment {
                Segment::Written(at, part) => {
                    let place = |it: &Self, offset| place(it, at + offset);
                    is_as_written &= self.substitute(part, (format, variables), &mut text, &place);
                }
                Segment::Given(at, part) => {
                    self.substitute(part, (format, variables), &mut text, &|it, _| place(it, at));
                }
                Segment::Filled(at, part) => {
                    text.is_known &= part.is_known;
                    text.push(&part.content, place(self, at));
                }
            }
        }
        if text.content.contains(RESOLVE) {
            let content = std::mem::take(&mut text.content);
            return Some(Evaluated::Text(self.resolved(&content, span)));
        }
        // Where it is the text of the file, its place is that of the text.
        let span = if is_as_written { format.span } else { span };
        Some(Evaluated::Text(text.of_node(span)))
    }

    /// Adds `source` with what its `${name}` stand for, and tells whether that is how it is written.
    fn substitute(
        &mut self,
        source: &'d str,
        (format, variables): (&'d Node<'d>, Option<&'d Node<'d>>),
        text: &mut Text<'d>,
        place: &dyn Fn(&Self, usize) -> Place<'d>,
    ) -> bool {
        let mut is_as_written = true;
        let mut at = 0;
        while let Some((before, rest)) = source.get(at..).and_then(|rest| rest.split_once("${")) {
            let start = at + before.len();
            text.push(before, place(self, at));
            let Some((name, _)) = rest.split_once('}') else {
                at = start;
                break;
            };
            let end = start + "${}".len() + name.len();
            let written = source.get(start..end).unwrap_or_default();
            if let Some(literal) = name.strip_prefix('!') {
                is_as_written = false;
                text.push("${", place(self, start));
                text.push(literal, place(self, start + "${!".len()));
                text.push("}", place(self, end - 1));
            } else {
                let value = self.variable(name.trim(), format, variables, text.span);
                let value = value.and_then(Evaluated::into_text);
                match value.filter(|value| self.takes(value.content.len())) {
                    Some(value) => {
                        is_as_written &= value.content == written;
                        text.is_known &= value.is_known;
                        text.push(&value.content, place(self, start));
                    }
                    None => text.push(written, place(self, start)),
                }
            }
            at = end;
        }
        text.push(source.get(at..).unwrap_or_default(), place(self, at));
        is_as_written
    }

    /// What `${name}` of a `Fn::Sub` stands for; none if it is nothing of a template.
    fn variable(
        &mut self,
        name: &'d str,
        argument: &'d Node<'d>,
        variables: Option<&'d Node<'d>>,
        span: ByteSpan,
    ) -> Option<Evaluated<'d>> {
        let variables = variables.filter(|it| self.takes(it.members().len()));
        if let Some(variable) = variables.and_then(|variables| variables.member(name)) {
            let value = self.evaluate(&variable.node);
            if let Some(text) = value.clone().into_text() {
                return Some(Evaluated::Text(text));
            }
            let what = format!("the value of the variable `{name}`");
            let name = self.made_of(name, &variable.node, &[&value]);
            return Some(self.unknown_text(span, &name, what));
        }
        if name.contains(':') && !name.starts_with("AWS::") {
            return None;
        }
        Some(match name.split_once('.') {
            Some((id, attribute)) => {
                Evaluated::Text(self.resource_value(id, Some(attribute), span))
            }
            None => match self.reference(name, span) {
                value @ Evaluated::Text(_) => value,
                // What is not known as a list is called as that.
                Evaluated::Plain(_) => {
                    self.unknown_text(span, name, format!("the value of `{name}`"))
                }
                value => {
                    let what = format!("the value of `{name}`");
                    let of = self.made_of(name, argument, &[&value]);
                    self.unknown_text(span, &of, what)
                }
            },
        })
    }

    fn join(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Option<Evaluated<'d>> {
        let Value::Array(items) = &argument.value else { return None };
        let [delimiter, list] = items.as_slice() else { return None };
        let delimiter = delimiter.text()?;
        let items = if let Value::Array(items) = &list.value {
            // Both ways of a condition cannot stand in one text: each item is chosen.
            let mut values = Vec::with_capacity(items.len());
            for item in items {
                values.push(self.evaluate(item));
            }
            values
        } else {
            match self.evaluate(list) {
                Evaluated::List(_, items) => items,
                list => {
                    let delimiter = Evaluated::Text(Text::made(delimiter.to_owned(), span));
                    let name = self.made_of("Join", argument, &[&delimiter, &list]);
                    return Some(self.unknown_text(span, &name, PUT_TOGETHER.to_owned()));
                }
            }
        };
        let mut text = Text::new(span);
        let items = items.into_iter().filter(|item| !matches!(item, Evaluated::Removed));
        for (at, item) in items.enumerate() {
            if at > 0 {
                text.push(delimiter, Place::Whole(span));
            }
            let item = match item.clone().into_text() {
                Some(item) if self.takes(item.content.len() + delimiter.len()) => item,
                _ => {
                    let delimiter = Evaluated::Text(Text::made(delimiter.to_owned(), span));
                    let name = self.made_of("Join", argument, &[&delimiter, &item]);
                    self.hole_text(span, &name, PUT_TOGETHER.to_owned())
                }
            };
            text.append(&item);
        }
        Some(Evaluated::Text(text))
    }

    /// The value that a condition chooses, the way that is decided.
    fn choice(&mut self, argument: &'d Node<'d>) -> Option<Evaluated<'d>> {
        let (condition, then, otherwise) = ways(argument)?;
        let holds = self.condition_holds(condition);
        Some(self.evaluate(if holds { then } else { otherwise }))
    }

    /// The items of both ways, where an item of a list is chosen by a condition.
    pub(super) fn both_ways(&mut self, item: &'d Node<'d>) -> Option<Vec<Evaluated<'d>>> {
        let all: Vec<_> = match call(item)? {
            ("Fn::If", argument) => {
                let (_, then, otherwise) = ways(argument)?;
                vec![then, otherwise]
            }
            (CHOICE, argument) => {
                argument.items().get(1)?.members().iter().map(|it| &it.node).collect()
            }
            _ => return None,
        };
        let mut values = Vec::new();
        for way in all {
            let value = match self.both_ways(way) {
                Some(both) => Evaluated::List(way.span, both),
                None => self.evaluate(way),
            };
            match value {
                Evaluated::List(_, items) => values.extend(items),
                other => values.push(other),
            }
        }
        Some(values)
    }

    fn select(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Evaluated<'d> {
        let what = "what `Fn::Select` selects".to_owned();
        let [index, list] = argument.items() else {
            let name = self.made_of_all("Select", argument);
            return self.unknown_text(span, &name, what);
        };
        let (index, list) = (self.evaluate(index), self.evaluate(list));
        let known = index.clone().into_known();
        let known = known.and_then(|index| index.content.parse::<usize>().ok());
        if let (Some(at), Evaluated::List(_, items)) = (known, &list)
            && let Some(item) = items.get(at)
        {
            return item.clone();
        }
        let name = self.made_of("Select", argument, &[&index, &list]);
        self.unknown_text(span, &name, what)
    }

    fn split(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Evaluated<'d> {
        let what = "the parts of a text that is not known".to_owned();
        let [delimiter, source] = argument.items() else {
            let name = self.made_of_all("Split", argument);
            return self.unknown(span, &name, what);
        };
        let (delimiter, source) = (self.evaluate(delimiter), self.evaluate(source));
        let known = delimiter.clone().into_known().filter(|it| !it.content.is_empty());
        if let (Some(delimiter), Some(source)) = (known, source.clone().into_known()) {
            let items = source.split(&delimiter.content).into_iter().map(Evaluated::Text);
            return Evaluated::List(span, items.collect());
        }
        let name = self.made_of("Split", argument, &[&delimiter, &source]);
        self.unknown(span, &name, what)
    }

    fn find_in_map(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Evaluated<'d> {
        let mut known: Vec<String> = Vec::with_capacity(3);
        // Each is evaluated once: of what is nested in what is nested that is as often as it stands there.
        let mut operands = Vec::with_capacity(argument.items().len());
        for (at, key) in argument.items().iter().enumerate() {
            let chosen = match (at, known.as_slice()) {
                (1, [mapping]) => self.row(mapping, key, argument.items().get(2)),
                (2, [mapping, first]) => self.column(mapping, first, key),
                _ => None,
            };
            let operand = match chosen {
                Some(chosen) => Evaluated::Text(Text::made(chosen.to_owned(), span)),
                None => self.evaluate(key),
            };
            if at < 3 {
                known.extend(operand.clone().into_known().map(|key| key.content));
            }
            operands.push(operand);
        }
        if let [mapping, first, second] = known.as_slice() {
            let found = self.template.mapped(mapping, first, second);
            if let Some(found) = found.filter(|found| self.takes(16 * found.items().len())) {
                // Of the mapping, but standing where it is asked for.
                return match self.evaluate(found) {
                    Evaluated::Text(text) => Evaluated::Text(text.of_node(span)),
                    Evaluated::List(_, items) => Evaluated::List(span, items),
                    other => other,
                };
            }
        }
        let mapping = argument.items().first().and_then(Node::text);
        let rows = mapping.and_then(|mapping| self.template.fingerprint_of(mapping));
        operands.push(Evaluated::Text(Text::made(rows.unwrap_or_default().to_string(), span)));
        let operands: Vec<_> = operands.iter().collect();
        let name = self.made_of("FindInMap", argument, &operands);
        self.unknown_text(span, &name, "what `Fn::FindInMap` finds".to_owned())
    }

    /// The first key of a mapping, where it is a parameter: rows with the same value are one.
    fn row(
        &mut self,
        mapping: &str,
        key: &'d Node<'d>,
        second: Option<&'d Node<'d>>,
    ) -> Option<&'d str> {
        let rows = self.template.mapping(mapping)?;
        let second = second.and_then(scalar);
        self.key(key, rows, &|row| match second {
            Some(second) => Some(&row.member(second)?.node),
            None => Some(row),
        })
    }

    /// The second key of a mapping, likewise.
    fn column(&mut self, mapping: &str, first: &str, key: &'d Node<'d>) -> Option<&'d str> {
        let row = self.template.mapping(mapping)?.member(first)?;
        self.key(key, &row.node, &|value| Some(value))
    }

    fn import(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Evaluated<'d> {
        let name = self.evaluate(argument).into_text().map(|name| name.content);
        let Some(name) = name else {
            let name = self.made_of_all("ImportValue", argument);
            return self.unknown_text(span, &name, "what another stack exports".to_owned());
        };
        let of = format!("ImportValue.{name}");
        self.unknown_text(span, &of, format!("what another stack exports as `{name}`"))
    }
}

/// The condition of a `Fn::If` and its two ways.
pub(super) fn ways<'d>(argument: &'d Node<'d>) -> Option<(&'d str, &'d Node<'d>, &'d Node<'d>)> {
    match &argument.value {
        Value::Array(items) => match items.as_slice() {
            [condition, then, otherwise] => Some((condition.text()?, then, otherwise)),
            _ => None,
        },
        _ => None,
    }
}
