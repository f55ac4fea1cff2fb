//! What the configuration within a plan says of a resource.

use super::address::without_indexes;
use iam_core::document::Node;
use std::collections::HashMap;

/// The expressions of every resource, by its address without indexes.
#[derive(Debug, Default)]
pub(crate) struct Configuration<'n> {
    expressions: HashMap<String, &'n Node<'n>>,
    is_there: bool,
}

impl<'n> Configuration<'n> {
    /// Of a plan; a state has none.
    pub(crate) fn of(plan: &'n Node<'_>) -> Self {
        let mut expressions = HashMap::new();
        let root = plan.member("configuration").and_then(|it| it.node.member("root_module"));
        let mut modules: Vec<_> = root.map(|it| (String::new(), &it.node)).into_iter().collect();
        while let Some((prefix, module)) = modules.pop() {
            for resource in module.member("resources").map_or(&[][..], |it| it.node.items()) {
                let address = resource.member("address").and_then(|it| it.node.text());
                let written = resource.member("expressions");
                if let (Some(address), Some(written)) = (address, written) {
                    expressions.insert(format!("{prefix}{address}"), &written.node);
                }
            }
            for call in module.member("module_calls").map_or(&[][..], |it| it.node.members()) {
                if let Some(module) = call.node.member("module") {
                    modules.push((format!("{prefix}module.{}.", call.key), &module.node));
                }
            }
        }
        Self { is_there: root.is_some(), expressions }
    }

    /// What is written for the resource at this address.
    pub(crate) fn resource(&self, address: &str) -> Written<'n> {
        if !self.is_there {
            return Written::Unsaid;
        }
        match self.expressions.get(&without_indexes(address)) {
            Some(expressions) => Written::As(expressions),
            None => Written::Unsaid,
        }
    }
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
