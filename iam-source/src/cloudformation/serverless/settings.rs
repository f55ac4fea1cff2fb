//! What the framework fills its variables with, as far as the file tells.

use super::rows::Rows;
use super::variable::{Asked, Piece, pieces, sources, whole};
use iam_core::document::{Node, Value};
use std::borrow::Cow;
use std::cell::Cell;

/// How many variables may lead to each other.
const MAX_DEEP: usize = 8;
/// How much may be looked at to fill variables in.
const MAX_LOOKED_AT: usize = 4_000_000;

/// What the variables of a text are filled with: the file that it stands in, if that is one of the framework.
#[derive(Debug)]
pub(in crate::cloudformation) struct Settings<'d> {
    document: Option<&'d Node<'d>>,
    /// How much more may be looked at.
    left: Cell<usize>,
}

/// What a variable gives.
#[derive(Clone, Debug)]
pub(super) enum Given<'d> {
    /// What stands there in the file.
    Node(&'d Node<'d>),
    /// A text that is written as its default.
    Text(&'d str),
    /// What CloudFormation knows by this name.
    Pseudo(&'static str),
    /// Only deploying tells.
    Unknown,
}

/// A part of what the variables of a text give.
#[derive(Clone, Debug)]
pub(super) enum Part<'d> {
    /// This text.
    Text(Cow<'d, str>),
    /// What CloudFormation gives for this name.
    Reference(&'d str),
    /// One of these, which a key chooses: what stands between the braces, and what there is.
    OneOf(&'d str, Rows<'d>),
    /// What only deploying tells: what stands between the braces.
    Hole(&'d str),
}

/// Where an address leads.
pub(super) enum Led<'d> {
    To(&'d Node<'d>),
    /// There is no such thing.
    Nowhere,
    /// What is on the way is not known.
    Hidden,
}

impl<'d> Settings<'d> {
    /// Those of this file; of no file, nothing is known.
    pub(in crate::cloudformation) fn of(document: Option<&'d Node<'d>>) -> Self {
        Self { document, left: Cell::new(MAX_LOOKED_AT) }
    }

    /// Whether the framework makes resources of its own beside those of the template.
    pub(in crate::cloudformation) fn has_framework(&self) -> bool {
        self.document.is_some()
    }

    /// Whether so much more may be looked at.
    pub(super) fn takes(&self, len: usize) -> bool {
        let left = self.left.get().checked_sub(len);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// What the variable that `text` is leads to, through others that it leads to.
    pub(super) fn node(&self, text: &'d str) -> Option<&'d Node<'d>> {
        self.node_through(text, 0)
    }

    pub(super) fn node_through(&self, text: &'d str, deep: usize) -> Option<&'d Node<'d>> {
        let mut text = text;
        for deep in deep..MAX_DEEP {
            let Given::Node(node) = self.given(whole(text)?, deep) else { return None };
            match node.text() {
                Some(next) if whole(next).is_some() => text = next,
                _ => return Some(node),
            }
        }
        None
    }

    /// Whether a variable may stand for a list or an object that is in no text of this file.
    pub(super) fn may_be_elsewhere(&self, text: &'d str) -> bool {
        self.may_lead_elsewhere(text, 0)
    }

    fn may_lead_elsewhere(&self, text: &'d str, deep: usize) -> bool {
        let Some(inner) = whole(text) else { return false };
        if deep >= MAX_DEEP || !self.takes(text.len()) {
            return true;
        }
        sources(inner).into_iter().any(|source| match source {
            Asked::Literal(_) => false,
            Asked::Of { name: "self", address } => match self.led_to(address, deep) {
                Led::To(node) => node
                    .text()
                    .is_some_and(|next| next == text || self.may_lead_elsewhere(next, deep + 1)),
                Led::Nowhere => false,
                Led::Hidden => true,
            },
            // These give texts.
            Asked::Of { name, .. } => {
                let name = name.split('.').next().unwrap_or_default();
                !["opt", "env", "sls", "cf", "aws", "git", "ssm", "s3"].contains(&name)
            }
            Asked::Unclear => true,
        })
    }

    /// A text, its variables filled in, where all of it is known.
    pub(super) fn known_text(&self, text: &'d str) -> Option<Cow<'d, str>> {
        self.known(text, 0)
    }

    /// What a variable gives, part by part.
    pub(super) fn parts_of(&self, inner: &'d str) -> Vec<Part<'d>> {
        let mut parts = Vec::new();
        self.add(inner, 0, true, &mut parts);
        parts
    }

    /// The same of what it leads to.
    pub(super) fn parts_at(&self, node: &'d Node<'d>, inner: &'d str) -> Vec<Part<'d>> {
        let mut parts = Vec::new();
        self.add_node(node, inner, 0, true, &mut parts);
        parts
    }

    fn add_text(&self, text: &'d str, deep: usize, has_rows: bool, to: &mut Vec<Part<'d>>) {
        for piece in pieces(text) {
            match piece {
                Piece::Text(_, text) => to.push(Part::Text(Cow::Borrowed(text))),
                Piece::Reference(_, name) => to.push(Part::Reference(name)),
                Piece::Variable(_, inner) => self.add(inner, deep, has_rows, to),
            }
        }
    }

    fn add(&self, inner: &'d str, deep: usize, has_rows: bool, to: &mut Vec<Part<'d>>) {
        if deep >= MAX_DEEP || !self.takes(inner.len() + 1) {
            return to.push(Part::Hole(inner));
        }
        if has_rows && let Some(rows) = self.rows(inner) {
            return to.push(Part::OneOf(inner, rows));
        }
        match self.given(inner, deep) {
            Given::Text(text) => to.push(Part::Text(Cow::Borrowed(text))),
            Given::Pseudo(name) => to.push(Part::Reference(name)),
            Given::Node(node) => self.add_node(node, inner, deep, has_rows, to),
            Given::Unknown => to.push(Part::Hole(inner)),
        }
    }

    fn add_node(
        &self,
        node: &'d Node<'d>,
        inner: &'d str,
        deep: usize,
        has_rows: bool,
        to: &mut Vec<Part<'d>>,
    ) {
        match &node.value {
            Value::String(text) if self.takes(text.len()) => {
                self.add_text(text, deep + 1, has_rows, to);
            }
            Value::Number(text) => to.push(Part::Text(Cow::Borrowed(text))),
            Value::Bool(value) => to.push(Part::Text(Cow::Owned(value.to_string()))),
            _ => to.push(Part::Hole(inner)),
        }
    }

    /// What the first source gives that has a value.
    pub(super) fn given(&self, inner: &'d str, deep: usize) -> Given<'d> {
        if !self.takes(inner.len()) {
            return Given::Unknown;
        }
        for source in sources(inner) {
            match source {
                Asked::Literal(text) => return Given::Text(text),
                Asked::Of { name: "self", address } => match self.led_to(address, deep) {
                    Led::To(node) => return Given::Node(node),
                    Led::Nowhere if address == "provider.region" => {
                        return Given::Pseudo("AWS::Region");
                    }
                    Led::Nowhere => {}
                    Led::Hidden => return Given::Unknown,
                },
                Asked::Of { name: "aws", address: "region" } => {
                    return Given::Pseudo("AWS::Region");
                }
                Asked::Of { name: "aws", address: "accountId" } => {
                    return Given::Pseudo("AWS::AccountId");
                }
                Asked::Of { name: "sls", address: "stage" } => {
                    if let Led::To(node) = self.led_to("provider.stage", deep) {
                        return Given::Node(node);
                    }
                }
                // Like a parameter of a template, it has its default unless somebody gives it another.
                Asked::Of { name: "opt" | "env", .. } => {}
                Asked::Of { name: "param", .. } if !self.has_parameters() => {}
                // What is looked up has a default for where there is nothing to be found.
                Asked::Of { .. } | Asked::Unclear => return Given::Unknown,
            }
        }
        Given::Unknown
    }

    fn has_parameters(&self) -> bool {
        self.document.is_none_or(|it| it.member("params").is_some())
    }

    pub(super) fn led_to(&self, address: &'d str, deep: usize) -> Led<'d> {
        let Some(document) = self.document else { return Led::Hidden };
        let Some(address) = self.known(address, deep) else { return Led::Hidden };
        // As the first version has it, where the service is its name.
        let address = match (&*address, document.member("service").map(|it| &it.node)) {
            ("service.name", Some(Node { value: Value::String(_), .. })) => "service",
            (other, _) => other,
        };
        self.below(document, address.split('.'), deep)
    }

    /// The file, if it is known.
    pub(super) fn document(&self) -> Option<&'d Node<'d>> {
        self.document
    }

    /// What these steps lead to.
    pub(super) fn below<'s>(
        &self,
        node: &'d Node<'d>,
        steps: impl Iterator<Item = &'s str>,
        deep: usize,
    ) -> Led<'d> {
        let mut node = node;
        for step in steps {
            if let Some(text) = node.text().filter(|text| whole(text).is_some()) {
                match self.node_through(text, deep + 1) {
                    Some(next) => node = next,
                    None => return Led::Hidden,
                }
            }
            if !self.takes(node.members().len() + 1) {
                return Led::Hidden;
            }
            let next = match &node.value {
                Value::Object(members) => match members.as_slice() {
                    // A function of a template has no parts.
                    [only] if only.key == "Ref" || only.key.starts_with("Fn::") => {
                        return Led::Hidden;
                    }
                    _ => node.member(step).map(|it| &it.node),
                },
                Value::Array(items) => step.parse().ok().and_then(|at: usize| items.get(at)),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => return Led::Nowhere,
            }
        }
        Led::To(node)
    }

    /// An address, the variables in it filled in.
    pub(super) fn known(&self, address: &'d str, deep: usize) -> Option<Cow<'d, str>> {
        if !address.contains("${") {
            return Some(Cow::Borrowed(address));
        }
        let mut parts = Vec::new();
        self.add_text(address, deep + 1, false, &mut parts);
        let mut known = String::new();
        for part in parts {
            match part {
                Part::Text(text) if self.takes(text.len()) => known.push_str(&text),
                _ => return None,
            }
        }
        Some(Cow::Owned(known))
    }
}
