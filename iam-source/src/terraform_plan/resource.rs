//! One resource of a plan or a state.

use super::configuration::{Written, in_words};
use super::lift::{lift, not_known};
use crate::found::{Found, Syntax, Unchecked};
use crate::table::{Kind as RowKind, Row};
use crate::terraform::{
    Holds, POLICY_DOCUMENT, Place, Val, attached_to, built, holds, permission, policy_document,
    rows, tree,
};
use crate::written::{self, Places};
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::policy::PolicyType;

/// A resource as it will be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resource<'n> {
    /// Its address.
    pub(crate) address: &'n str,
    /// Its type.
    pub(crate) type_name: &'n str,
    /// Its attributes.
    pub(crate) after: &'n Node<'n>,
    /// Which of them are known after apply only.
    pub(crate) unknown: Option<&'n Node<'n>>,
    /// What the configuration says of it.
    pub(crate) written: Written<'n>,
}

/// What a row of the table finds in a resource.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A policy.
    Found(Box<Found<'static>>),
    /// Something that could not be read.
    Unchecked(Unchecked),
    /// A policy that is known after apply only, and so is made of these.
    Later {
        /// What it refers to.
        references: Vec<String>,
        /// What it will be.
        policy_type: Option<PolicyType>,
        /// What it will be attached to.
        resource_type: Option<&'static str>,
        /// The path of the attribute.
        path: String,
    },
}

impl<'n> Resource<'n> {
    /// All policies that it holds.
    pub(crate) fn policies(&self, file: &str, to: &mut dyn FnMut(Outcome)) {
        for row in rows(self.type_name) {
            let text = |name: &str| match self.attribute(name) {
                Attribute::Known(node) => Ok(node.text().map(str::to_owned)),
                Attribute::Unset => Ok(None),
                Attribute::Unknown => Err(()),
            };
            let holds = holds(row, text);
            if holds == Holds::Nothing {
                continue;
            }
            if row.kind == RowKind::Built {
                if let Some(found) = self.built(row) {
                    to(Outcome::Found(Box::new(found)));
                }
                continue;
            }
            let place = Walk { row, holds, file, resource: self };
            let names: Vec<_> = row.path.split('.').collect();
            let unknown = self.unknown;
            place.walk(&names, Some(self.after), unknown, self.written, "", to);
        }
    }

    pub(super) fn attribute(&self, name: &str) -> Attribute<'n> {
        let unknown = self.unknown.and_then(|it| it.member(name)).map(|it| &it.node.value);
        if let Some(Value::Bool(true)) = unknown {
            // What is not written is computed, and no argument.
            let written = self.written.member(name);
            return if written.is_not() { Attribute::Unset } else { Attribute::Unknown };
        }
        match self.after.member(name).map(|it| &it.node) {
            Some(node) if !matches!(node.value, Value::Null) => Attribute::Known(node),
            _ => Attribute::Unset,
        }
    }

    fn built(&self, row: &Row) -> Option<Found<'static>> {
        let span = self.after.span;
        let argument = |name: &str| match self.attribute(name) {
            Attribute::Unset => None,
            Attribute::Known(node) => {
                let unknown = self.unknown.and_then(|it| it.member(name)).map(|it| &it.node);
                Some(lift(Some(node), unknown, self.written.member(name), name, span))
            }
            Attribute::Unknown => {
                let unknown = not_known(self.written.member(name), name).one_text();
                Some(Val::unknown(unknown, Place { file: 0, span }))
            }
        };
        let policy = built(self.type_name, Place { file: 0, span }, &argument)?;
        Some(self.found(&policy, span, "").of_type(PolicyType::Resource).on(row.resource_type))
    }

    /// The type of what a policy of this row is attached to.
    fn attached_to(&self, row: &Row) -> Option<&'static str> {
        attached_to(row, || {
            let known = match self.attribute("bucket") {
                Attribute::Known(node) => node.text(),
                _ => None,
            };
            let references = self.written.member("bucket");
            let references = references.references().into_iter().map(str::to_owned);
            references.chain(known.map(str::to_owned)).collect()
        })
    }

    /// The policy of a data source `aws_iam_policy_document` that is read during apply.
    pub(crate) fn document(&self) -> Option<Found<'static>> {
        if self.type_name != POLICY_DOCUMENT {
            return None;
        }
        let span = self.after.span;
        let place = Place { file: 0, span };
        let arguments = lift(Some(self.after), self.unknown, self.written, self.address, span);
        let mut source = |value: &Val| crate::terraform::decoded(value);
        let policy = policy_document(&arguments, place, &mut source);
        Some(self.found(&policy, span, ""))
    }

    fn found(&self, policy: &Val, span: ByteSpan, path: &str) -> Found<'static> {
        let tree = tree(policy, 0, span);
        let found = Found::alone(tree.document, Syntax::Built).with_holes(tree.holes);
        Found { span, ..found.held_by(self.address, path) }
    }
}

/// What is known of an attribute.
pub(super) enum Attribute<'n> {
    Known(&'n Node<'n>),
    Unset,
    Unknown,
}

struct Walk<'a, 'n> {
    row: &'static Row,
    holds: Holds,
    file: &'a str,
    resource: &'a Resource<'n>,
}

impl Walk<'_, '_> {
    /// Follows the path of the row through nested blocks.
    fn walk(
        &self,
        names: &[&str],
        after: Option<&Node<'_>>,
        unknown: Option<&Node<'_>>,
        written: Written<'_>,
        path: &str,
        to: &mut dyn FnMut(Outcome),
    ) {
        let [name, rest @ ..] = names else { return };
        let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
        let after = after.and_then(|it| it.member(name)).map(|it| &it.node);
        let unknown = unknown.and_then(|it| it.member(name)).map(|it| &it.node);
        let written = written.member(name);
        if let Some(Value::Bool(true)) = unknown.map(|it| &it.value) {
            if !written.is_not() {
                to(self.later(written, path));
            }
            return;
        }
        let Some(after) = after else { return };
        if rest.is_empty() {
            self.text(after, path, to);
            return;
        }
        let unknowns = match unknown.map(|it| &it.value) {
            Some(Value::Array(items)) => items.as_slice(),
            _ => &[],
        };
        for (index, item) in after.items().iter().enumerate() {
            let path = format!("{path}.{index}");
            let written = written.item(index);
            self.walk(rest, Some(item), unknowns.get(index), written, &path, to);
        }
    }

    fn later(&self, written: Written<'_>, path: String) -> Outcome {
        let policy_type = match self.holds {
            Holds::Policy(policy_type) => policy_type,
            _ => Some(PolicyType::Resource),
        };
        let references = written.references();
        let references = references.iter().map(|it| (*it).to_owned()).collect();
        Outcome::Later {
            references,
            policy_type,
            resource_type: self.resource.attached_to(self.row),
            path,
        }
    }

    fn text(&self, node: &Node<'_>, path: String, to: &mut dyn FnMut(Outcome)) {
        let address = self.resource.address;
        let Value::String(text) = &node.value else {
            if !matches!(node.value, Value::Null) {
                let reason = format!("`{path}` is {}, not a string of JSON", node.type_name());
                to(Outcome::Unchecked(Unchecked::new(Some(node.span), address, reason)));
            }
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        let document = match written::read(text, &Places::of_json(self.file, node.span)) {
            Ok(document) => document,
            Err(broken) => {
                let reason = format!("`{path}` is no JSON: {}", broken.message);
                to(Outcome::Unchecked(Unchecked::new(Some(broken.span), address, reason)));
                return;
            }
        };
        let found = match self.holds {
            Holds::Permission => {
                let statement = crate::terraform::decoded(&lift(
                    Some(&document),
                    None,
                    Written::Unsaid,
                    &path,
                    node.span,
                ));
                let policy = permission(&statement, Place { file: 0, span: node.span });
                self.resource.found(&policy, node.span, &path).of_type(PolicyType::Resource)
            }
            Holds::Nothing => return,
            Holds::Policy(policy_type) => {
                let found = Found::alone(document, Syntax::Text(text.clone().into_owned()));
                Found { policy_type, span: node.span, ..found.held_by(address, path) }
            }
        };
        to(Outcome::Found(Box::new(found.on(self.resource.attached_to(self.row)))));
    }
}

/// Why a policy that is known after apply only is not checked.
pub(crate) fn reason(path: &str, references: &[String]) -> String {
    let references: Vec<_> = references.iter().map(String::as_str).collect();
    match in_words(&references) {
        words if words.is_empty() => format!("`{path}` is known after apply only"),
        words => format!("`{path}` is known after apply only: it refers to {words}"),
    }
}
