//! Which entries of a statement other statements of the policy cover.

use super::super::view::{ActionView, PolicyView, StatementView};
use crate::pattern::{matches, matches_ignoring_case};
use std::cell::Cell;
use std::collections::HashMap;

/// How many comparisons of patterns a policy may cost: many times what AWS's own policies need.
const BUDGET: usize = 200_000;

/// The unconditional statements of one effect, by what their actions are.
pub(super) struct Covers<'v, 'd, 't, S> {
    statements: Vec<&'v StatementView<'d, 't, S>>,
    /// Entries without wildcards, in lower case: places among the statements.
    literal: HashMap<String, Vec<usize>>,
    /// Patterns by the service they name, in lower case; those with a wildcard there under `*`.
    patterns: HashMap<String, Vec<(&'v ActionView<'d, S>, usize)>>,
    budget: Cell<usize>,
}

impl<'v, 'd, 't, S: Copy> Covers<'v, 'd, 't, S> {
    /// Of the statements that `is_meant` and that have no limits but their lists.
    pub(super) fn new(
        policy: &'v PolicyView<'d, 't, S>,
        is_meant: impl Fn(&StatementView<'d, 't, S>) -> bool,
    ) -> Self {
        let statements = policy
            .statements
            .iter()
            .filter(|it| is_meant(it) && is_plain(it) && it.element("Condition").is_none());
        let statements: Vec<_> = statements.collect();
        let mut literal: HashMap<String, Vec<usize>> = HashMap::new();
        let mut patterns: HashMap<String, Vec<_>> = HashMap::new();
        for (place, statement) in statements.iter().enumerate() {
            for entry in &statement.actions {
                if entry.has_wildcard() {
                    patterns.entry(bucket(entry)).or_default().push((entry, place));
                } else {
                    literal.entry(entry.text.to_ascii_lowercase()).or_default().push(place);
                }
            }
        }
        Self { statements, literal, patterns, budget: Cell::new(BUDGET) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The first statement that says of `entry`, and of every resource of its `statement`, what
    /// `is_allowed` of them says.
    pub(super) fn find(
        &self,
        statement: &StatementView<'_, '_, S>,
        entry: &ActionView<'_, S>,
        is_allowed: impl Fn(&StatementView<'_, '_, S>) -> bool,
    ) -> Option<&'v StatementView<'d, 't, S>> {
        let equal = || {
            if entry.has_wildcard() {
                None
            } else {
                self.literal.get(&entry.text.to_ascii_lowercase())
            }
        };
        let own = bucket(entry);
        let anywhere = (own != "*").then(|| self.patterns.get("*")).flatten();
        let patterns = self.patterns.get(&own).into_iter().chain(anywhere).flatten();
        let patterns =
            patterns.filter(|(pattern, _)| self.pays(1) && covers_action(pattern, entry));
        let places =
            equal().into_iter().flatten().copied().chain(patterns.map(|(_, place)| *place));
        let others = places.filter_map(|place| self.statements.get(place).copied());
        let mut others = others.filter(|other| other.index != statement.index && is_allowed(other));
        others.find(|other| self.covers_resources(other, statement))
    }

    /// Whether the budget still holds so many comparisons.
    fn pays(&self, comparisons: usize) -> bool {
        let left = self.budget.get().checked_sub(comparisons);
        self.budget.set(left.unwrap_or(0));
        left.is_some()
    }

    fn covers_resources(
        &self,
        other: &StatementView<'_, '_, S>,
        statement: &StatementView<'_, '_, S>,
    ) -> bool {
        if other.resources.iter().any(|it| it.text == "*") {
            return true;
        }
        self.pays(other.resources.len().saturating_mul(statement.resources.len()))
            && statement.has("Resource")
            && statement.resources.iter().all(|inner| {
                other.resources.iter().any(|outer| covers_resource(outer.text, inner.text))
            })
    }
}

/// Whether the statement is about what its lists name and nothing else, all of it known.
pub(super) fn is_plain<S: Copy>(statement: &StatementView<'_, '_, S>) -> bool {
    statement.has("Action")
        && !statement.has("NotAction")
        && statement.has("Resource")
        && !statement.has("NotResource")
        && statement.principals().next().is_none()
        && !statement.has_unknown("Action")
        && !statement.has_unknown("Resource")
        && !statement.actions.is_empty()
        && !statement.resources.is_empty()
}

/// What the message calls a statement.
pub(super) fn name<S: Copy>(statement: &StatementView<'_, '_, S>) -> String {
    match statement.element("Sid").and_then(|sid| sid.node.text()) {
        Some(sid) => format!("`{sid}`"),
        None => format!("number {}", statement.index + 1),
    }
}

fn bucket<S>(entry: &ActionView<'_, S>) -> String {
    match entry.parts {
        Some((prefix, _)) if !prefix.contains(['*', '?']) => prefix.to_ascii_lowercase(),
        _ => "*".to_owned(),
    }
}

/// `?` takes one character, so it does not cover the `*` of another pattern.
fn covers_action<S>(outer: &ActionView<'_, S>, inner: &ActionView<'_, S>) -> bool {
    let fits = !(outer.text.contains('?') && inner.text.contains('*'));
    fits && matches_ignoring_case(outer.text, inner.text)
}

/// A variable may stand for anything, so that a pattern with one only covers itself.
fn covers_resource(outer: &str, inner: &str) -> bool {
    let is_open = outer.contains("${") || (outer.contains('?') && inner.contains('*'));
    outer == inner || (!is_open && matches(outer, inner))
}
