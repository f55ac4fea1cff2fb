//! What the configuration within a plan says of a resource.

use super::address::without_indexes;
use super::lookup::{may_hold_policies, text};
use iam_core::document::Node;
use iam_core::json::{Cursor, Lazy, SyntaxError};
use std::borrow::Cow;
use std::collections::HashMap;

/// The expressions of every resource that can hold policies, by its address without indexes; unread.
#[derive(Debug, Default)]
pub(super) struct Configuration<'t> {
    expressions: HashMap<String, Lazy<'t>>,
}

impl<'t> Configuration<'t> {
    /// What `configuration` of a plan has; a state has none.
    pub(super) fn of(configuration: Option<&Lazy<'t>>) -> Result<Self, SyntaxError> {
        let mut found = Self::default();
        if let Some(root) = configuration.and_then(|it| it.member("root_module")) {
            found.add_module("", &mut root.cursor())?;
        }
        Ok(found)
    }

    /// A module, the addresses in which begin with `prefix`, and those that it calls: as deep as JSON goes at most.
    fn add_module(&mut self, prefix: &str, module: &mut Cursor<'t>) -> Result<(), SyntaxError> {
        module.each_member(&mut |section, value| match section.as_ref() {
            "resources" => value.each_item(&mut |resource| {
                let found = written_for(&resource.value()?)?;
                let found = found.map(|(address, it)| (format!("{prefix}{address}"), it));
                self.expressions.extend(found);
                Ok(())
            }),
            "module_calls" => value.each_member(&mut |name, call| {
                let prefix = format!("{prefix}module.{name}.");
                call.each_member(&mut |member, module| match member.as_ref() {
                    "module" => self.add_module(&prefix, module),
                    _ => Ok(()),
                })
            }),
            _ => Ok(()),
        })
    }

    /// What is written for the resource at this address; none if the plan does not say.
    pub(super) fn expressions(&self, address: &str) -> Option<Lazy<'t>> {
        if self.expressions.is_empty() {
            return None;
        }
        self.expressions.get(&without_indexes(address)).copied()
    }
}

/// The address and the expressions of a resource; none if it can hold no policy.
fn written_for<'t>(resource: &Lazy<'t>) -> Result<Option<(Cow<'t, str>, Lazy<'t>)>, SyntaxError> {
    let (mut address, mut type_name, mut written) = (None, None, None);
    for (name, value) in resource.members() {
        match name.as_ref() {
            "address" => address = address.or(Some(value)),
            "type" => type_name = type_name.or(Some(value)),
            "expressions" => written = written.or(Some(value)),
            _ => {}
        }
    }
    if text(type_name)?.is_some_and(|it| !may_hold_policies(&it)) {
        return Ok(None);
    }
    Ok(text(address)?.zip(written))
}

/// What is written for an attribute, or for all of a resource.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Written<'n> {
    /// Nothing: it is not set.
    Not,
    /// These expressions.
    As(&'n Node<'n>),
    /// The plan does not say.
    Unsaid,
}

impl<'n> Written<'n> {
    /// For the member of this name.
    pub(crate) fn member(self, name: &str) -> Self {
        match self {
            Self::As(node) => node.member(name).map_or(Self::Not, |it| Self::As(&it.node)),
            other => other,
        }
    }

    /// For the item of this number of a list of blocks. More blocks than are written come from `dynamic` ones.
    pub(crate) fn item(self, index: usize) -> Self {
        match self {
            Self::As(node) => node.items().get(index).map_or(Self::Unsaid, Self::As),
            _ => Self::Unsaid,
        }
    }

    /// Whether it is known that nothing is written.
    pub(crate) fn is_not(self) -> bool {
        matches!(self, Self::Not)
    }

    /// What it refers to, without what is only the beginning of another reference.
    pub(crate) fn references(self) -> Vec<&'n str> {
        let Self::As(node) = self else { return Vec::new() };
        let Some(references) = node.member("references") else { return Vec::new() };
        let texts: Vec<_> = references.node.items().iter().filter_map(Node::text).collect();
        let mut kept: Vec<&str> = Vec::new();
        for text in texts {
            // The longer ones come first.
            let is_start = |it: &&str| {
                let rest = it.strip_prefix(text);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            };
            if !kept.iter().take(16).any(is_start) {
                kept.push(text);
            }
        }
        kept
    }
}

/// References as words: `` `a` and `b` ``.
pub(crate) fn in_words(references: &[&str]) -> String {
    const MOST: usize = 4;
    let quoted: Vec<_> = references.iter().take(MOST).map(|it| format!("`{it}`")).collect();
    match (quoted.as_slice(), references.len()) {
        ([], _) => String::new(),
        ([one], _) => one.clone(),
        (all, count) if count > MOST => {
            format!("{} and {} more", all.join(", "), count - MOST)
        }
        ([before @ .., last], _) => format!("{} and {last}", before.join(", ")),
    }
}
