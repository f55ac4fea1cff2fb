//! Tokens to the tree that JSON text becomes, too.
//!
//! Reading goes on after a mistake, so that all of them are told at once.

use crate::attribute::{self, Attribute};
use crate::demand::Demand;
use crate::entries::entries;
use crate::expand::{Beside, PLACEHOLDER};
use crate::place::{Place, Places};
use crate::rust_value::{NO_PART, advice, double_colon, spell};
use crate::word::{ATTRIBUTES, is_number, string_literal, word};
use iam_core::check::Suppression;
use iam_core::document::{Member, Node, Value};
use iam_core::policy::{Element, Slot};
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::borrow::Cow;

/// What `Statement` is set to: objects, alone or in an array.
const STATEMENTS: Slot = Slot::Value(Element::Statement);

/// What a macro call says.
pub(crate) struct Reading {
    pub(crate) document: Node<'static>,
    /// Where what the document numbers stands.
    pub(crate) places: Places,
    /// The first token.
    pub(crate) start: Place,
    /// Mistakes of syntax.
    pub(crate) errors: Vec<(Place, String)>,
    pub(crate) beside: Beside,
    pub(crate) suppressions: Vec<Suppression>,
    pub(crate) demands: Vec<Demand>,
    /// The actions written without quotes, and the token of their name.
    pub(crate) bare_actions: Vec<(String, Ident)>,
}

pub(crate) fn read(input: TokenStream) -> Reading {
    let start = Place::start_of(&input);
    let mut places = Places::default();
    let document = Node { span: places.number(start), value: Value::Object(Vec::new()) };
    let mut reading = Reading {
        document,
        places,
        start,
        errors: Vec::new(),
        beside: Beside::default(),
        suppressions: Vec::new(),
        demands: Vec::new(),
        bare_actions: Vec::new(),
    };
    reading.document = reading.root(input, start);
    reading
}

impl Reading {
    fn root(&mut self, input: TokenStream, place: Place) -> Node<'static> {
        let tokens: Vec<_> = input.into_iter().collect();
        let rest = self.attributes(&tokens, None);
        match rest {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
                self.object(group.stream(), Place::of(group.span_open()), Slot::Policy)
            }
            [TokenTree::Group(group)]
                if matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::None) =>
            {
                self.root(group.stream(), Place::of(group.span_open()))
            }
            [token] if string_literal(token).is_some() => {
                let message = "write the policy itself here, without quotes around it";
                self.error(Place::of(token.span()), message);
                self.at(place, Value::Object(Vec::new()))
            }
            members => self.object(members.iter().cloned().collect(), place, Slot::Policy),
        }
    }

    /// Takes the attributes off `tokens`, for the statement of this index or for the policy.
    fn attributes<'t>(
        &mut self,
        tokens: &'t [TokenTree],
        statement: Option<usize>,
    ) -> &'t [TokenTree] {
        let (attributes, rest) = attribute::take(tokens, &mut self.errors);
        let mut purpose: Vec<String> = Vec::new();
        for (attribute, place) in attributes {
            match (attribute, statement) {
                (Attribute::Doc(line), Some(_)) => {
                    purpose.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
                }
                (Attribute::Doc(_), None) => {
                    let message = "a doc comment tells the purpose of a statement: put it before a `{` in `Statement`";
                    self.error(place, message);
                }
                (Attribute::Demand(demand), None) => self.demands.push(demand),
                (Attribute::Demand(demand), Some(_)) => {
                    let name = demand.name();
                    self.error(place, format!("`#[{name}]` is about the whole policy: put it at the top, before `Version`"));
                }
                (Attribute::Silence { codes, expected }, statement) => {
                    for (code, place) in codes {
                        let span = self.places.number(place);
                        self.suppressions.push(Suppression { code, span, expected, statement });
                    }
                }
            }
        }
        if let (Some(statement), false) = (statement, purpose.is_empty()) {
            self.beside.purposes.push((statement, purpose.join("\n").trim().to_owned()));
        }
        rest
    }

    fn object(&mut self, tokens: TokenStream, place: Place, slot: Slot) -> Node<'static> {
        let span = self.places.number(place);
        let mut members = Vec::new();
        for entry in entries(tokens) {
            if let Some(member) = self.member(&entry, slot) {
                members.push(member);
            }
        }
        Node { span, value: Value::Object(members) }
    }

    fn member(&mut self, entry: &[TokenTree], slot: Slot) -> Option<Member<'static>> {
        let place = Place::of_tokens(entry, self.start);
        let Some((key, value)) = split_member(entry, slot) else {
            let attribute = matches!(entry, [TokenTree::Punct(hash), ..] if hash.as_char() == '#');
            self.error(place, if attribute { ATTRIBUTES } else { "expected `name: value`" });
            return None;
        };
        let key_place = Place::of_tokens(key, place);
        let key = match key {
            [token] if string_literal(token).is_some() => string_literal(token)?,
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => {
                let message = "a name is written out: only a value can be a Rust value";
                self.error(key_place, message);
                return None;
            }
            tokens => match word(tokens) {
                Ok(key) => key,
                Err((place, message)) => {
                    self.error(place, message);
                    return None;
                }
            },
        };
        if value.is_empty() {
            self.error(key_place, format!("`{key}` has no value"));
            return None;
        }
        let key_span = self.places.number(key_place);
        let node = self.node(value, slot.of_member(&key), key_place, None)?;
        Some(Member { key: Cow::Owned(key), key_span, node })
    }

    fn node(
        &mut self,
        tokens: &[TokenTree],
        slot: Slot,
        place: Place,
        item: Option<usize>,
    ) -> Option<Node<'static>> {
        let statement = (slot == STATEMENTS).then(|| item.unwrap_or(0));
        let tokens = if statement.is_some() { self.attributes(tokens, statement) } else { tokens };
        let span = Place::of_tokens(tokens, place);
        match tokens {
            [] => {
                self.error(place, "expected a value");
                None
            }
            [TokenTree::Group(group)] => self.group(group, slot),
            [token] if string_literal(token).is_some() => {
                let literal = string_literal(token)?;
                if literal.starts_with(PLACEHOLDER) {
                    self.error(span, "text of a policy cannot start with U+FFFC");
                    return None;
                }
                Some(self.at(span, Value::String(Cow::Owned(literal))))
            }
            [first, second, ..]
                if string_literal(first).is_some() && advice(tokens, slot).is_none() =>
            {
                self.error(Place::of(second.span()), format!("expected `,` before `{second}`"));
                None
            }
            [
                TokenTree::Group(_),
                second @ (TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_)),
                ..,
            ] => {
                let spelled = spell(std::slice::from_ref(second));
                self.error(Place::of(second.span()), format!("expected `,` before `{spelled}`"));
                None
            }
            [TokenTree::Ident(word)] if word == "true" || word == "false" => {
                Some(self.at(span, Value::Bool(word == "true")))
            }
            [TokenTree::Ident(word)] if word == "null" => Some(self.at(span, Value::Null)),
            [TokenTree::Literal(number)] if is_number(&number.to_string()) => {
                Some(self.at(span, Value::Number(Cow::Owned(number.to_string()))))
            }
            [TokenTree::Punct(minus), TokenTree::Literal(number)]
                if minus.as_char() == '-' && is_number(&number.to_string()) =>
            {
                Some(self.at(span, Value::Number(Cow::Owned(format!("-{number}")))))
            }
            tokens if advice(tokens, slot).is_some() => {
                self.error(span, advice(tokens, slot)?);
                None
            }
            tokens => match word(tokens) {
                Ok(spelled) if takes_words(slot) || spelled == "*" => {
                    if let (true, Some(TokenTree::Ident(name))) = (slot.is_action(), tokens.last())
                    {
                        self.bare_actions.push((spelled.clone(), name.clone()));
                    }
                    Some(self.at(span, Value::String(Cow::Owned(spelled))))
                }
                Ok(_) if slot.is_object() => {
                    self.error(span, NO_PART);
                    None
                }
                Ok(spelled) => {
                    self.error(span, format!("put quotes around it: `\"{spelled}\"`"));
                    None
                }
                Err((place, message)) => {
                    self.error(place, message);
                    None
                }
            },
        }
    }

    fn group(&mut self, group: &Group, slot: Slot) -> Option<Node<'static>> {
        let open = Place::of(group.span_open());
        match group.delimiter() {
            Delimiter::Brace => {
                let slot = if slot == STATEMENTS { Slot::Statement } else { slot };
                Some(self.object(group.stream(), open, slot))
            }
            Delimiter::Bracket => {
                let mut items = Vec::new();
                for entry in entries(group.stream()) {
                    let index = Some(items.len());
                    items.extend(self.node(&entry, slot, open, index));
                }
                let span = Place { first: group.span_open(), last: group.span_close() };
                Some(self.at(span, Value::Array(items)))
            }
            Delimiter::Parenthesis => {
                let expression = group.stream();
                if expression.is_empty() {
                    self.error(Place::of(group.span()), "expected a Rust expression");
                    return None;
                }
                if slot.is_object() {
                    self.error(Place::of(group.span()), NO_PART);
                    return None;
                }
                self.beside.expressions.push(expression);
                let index = self.beside.expressions.len() - 1;
                Some(self.at(Place::of(group.span()), Value::Interpolated(index)))
            }
            // What a `macro_rules!` fragment is wrapped in.
            Delimiter::None => {
                let tokens: Vec<_> = group.stream().into_iter().collect();
                self.node(&tokens, slot, open, None)
            }
        }
    }

    fn at(&mut self, place: Place, value: Value<'static>) -> Node<'static> {
        Node { span: self.places.number(place), value }
    }

    fn error(&mut self, place: Place, message: impl Into<String>) {
        self.errors.push((place, message.into()));
    }
}

/// Whether text stands here without quotes.
fn takes_words(slot: Slot) -> bool {
    !slot.is_object() && !slot.is_text()
}

/// The tokens of the name and those of the value.
///
/// A name in quotes or at most places ends at the first colon. Operators and condition keys hold
/// colons themselves and end at the last one: what follows is a group or a literal.
fn split_member(entry: &[TokenTree], slot: Slot) -> Option<(&[TokenTree], &[TokenTree])> {
    let is_colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    let quoted = entry.first().is_some_and(|token| string_literal(token).is_some());
    let colon = if !quoted && matches!(slot, Slot::Value(Element::Condition) | Slot::Block) {
        last_colon(entry, is_colon)?
    } else {
        entry.iter().position(is_colon)?
    };
    let (key, rest) = entry.split_at_checked(colon)?;
    if key.is_empty() { None } else { Some((key, rest.get(1..)?)) }
}

/// The colon after an operator or a condition key, which may hold colons themselves.
///
/// It is the last one, save those of an ARN without quotes and of a `::`.
fn last_colon(entry: &[TokenTree], is_colon: impl Fn(&TokenTree) -> bool + Copy) -> Option<usize> {
    let is_arn = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "arn");
    let arn = |tokens: &[TokenTree]| match tokens {
        [before, name, after] => is_colon(before) && is_arn(name) && is_colon(after),
        _ => false,
    };
    // A string or a list after it is the value: `kms:EncryptionContext:aws:s3:arn: "…"`.
    let bare = !matches!(entry.last(), Some(TokenTree::Group(_)))
        && entry.last().is_some_and(|last| string_literal(last).is_none());
    if let (true, Some(start)) = (bare, entry.windows(3).position(arn)) {
        return Some(start);
    }
    let mut before = entry.len();
    while let Some(colon) = entry.get(..before)?.iter().rposition(is_colon) {
        let pair = colon.checked_sub(1).and_then(|start| entry.get(start..));
        if !pair.is_some_and(double_colon) {
            return Some(colon);
        }
        before = colon - 1;
    }
    entry.iter().rposition(is_colon)
}
