//! Which entries of a statement other statements of the policy cover.

use crate::prelude::*;
use iam_language::arn;
use iam_language::pattern::{covers, covers_ignoring_case, has_wildcard, hash_ignoring_case};
use iam_registry::Service;
use std::cell::Cell;

/// How many comparisons of patterns a policy may cost: many times what AWS's own policies need.
const BUDGET: usize = 200_000;

/// The unconditional statements of one effect, by what their actions are.
pub(crate) struct Covers<'v, 'd, 't> {
    statements: Vec<&'v StatementView<'d, 't>>,
    /// Entries without wildcards by the hash of their text, with places among the statements. Sorted.
    literal: Vec<(u64, usize, &'v ActionView<'d>)>,
    /// Patterns by the hash of the service they name, or of `*`. Sorted.
    patterns: Vec<(u64, usize, &'v ActionView<'d>)>,
    budget: Cell<usize>,
}

impl<'v, 'd, 't> Covers<'v, 'd, 't> {
    /// Of the statements that `is_meant` and that have no limits but their lists, to look up the
    /// entries of `sought`.
    pub(crate) fn new(
        policy: &'v PolicyView<'d, 't>,
        sought: &[&StatementView<'d, 't>],
        is_meant: impl Fn(&StatementView<'d, 't>) -> bool,
    ) -> Self {
        let sought = sought.iter().map(|it| Marks::of(it));
        let sought = sought.fold(Marks::default(), Marks::or).literal;
        let statements: Vec<_> =
            policy.statements.iter().filter(|it| is_meant(it) && is_unlimited(it)).collect();
        let mut literal = Vec::new();
        let mut patterns = Vec::new();
        for (place, statement) in statements.iter().enumerate() {
            for entry in &statement.actions {
                if entry.has_wildcard() {
                    patterns.push((hash_ignoring_case(bucket(entry)), place, entry));
                    continue;
                }
                if bit(entry.hash) & sought != 0 {
                    literal.push((entry.hash, place, entry));
                }
            }
        }
        literal.sort_unstable_by_key(|(hash, place, _)| (*hash, *place));
        patterns.sort_unstable_by_key(|(hash, place, _)| (*hash, *place));
        Self { statements, literal, patterns, budget: Cell::new(BUDGET) }
    }

    /// The first statement that says of `entry`, and of every resource of its `statement`, what
    /// `is_allowed` of them says.
    pub(crate) fn find(
        &self,
        statement: &StatementView<'_, '_>,
        entry: &ActionView<'_>,
        is_allowed: impl Fn(&StatementView<'_, '_>) -> bool,
    ) -> Option<&'v StatementView<'d, 't>> {
        let equal = (!entry.has_wildcard()).then_some(entry.hash);
        let equal = equal.map(|own| with(&self.literal, own));
        let equal = equal.into_iter().flatten();
        let own = bucket(entry);
        let by_service = |service| with(&self.patterns, hash_ignoring_case(service));
        let anywhere = if own == "*" { &[][..] } else { by_service("*") };
        let outer = equal.chain(by_service(own)).chain(anywhere).take_while(|_| self.pays(1));
        let outer = outer.filter(|(.., outer)| covers_ignoring_case(outer.text, entry.text));
        let others = outer.filter_map(|(_, place, _)| self.statements.get(*place).copied());
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
        other: &StatementView<'_, '_>,
        statement: &StatementView<'_, '_>,
    ) -> bool {
        if other.resources.iter().any(|it| it.text == "*") {
            return true;
        }
        self.pays(other.resources.len().saturating_mul(statement.resources.len()))
            && statement.has(Element::Resource)
            && statement.resources.iter().all(|inner| {
                other.resources.iter().any(|outer| covers_resource(outer.text, inner.text))
            })
    }
}

/// Whether one entry of `Resource` stands for all that the other does: whole texts first, which tells most
/// apart, then field by field, as IAM matches ARNs.
fn covers_resource(outer: &str, inner: &str) -> bool {
    covers(outer, inner) && (!outer.starts_with("arn:") || arn::covers(outer, inner))
}

/// What a plain statement names, a bit for each name: names may share bits.
#[derive(Clone, Copy, Default)]
struct Marks {
    /// Entries without wildcards.
    literal: u64,
    /// Services of patterns; all of them for a pattern of services.
    patterns: u64,
}

impl Marks {
    fn of(statement: &StatementView<'_, '_>) -> Self {
        let mut marks = Self::default();
        for (entry, service) in with_service_bits(statement) {
            if !entry.has_wildcard() {
                marks.literal |= bit(entry.hash);
            } else if bucket(entry) == "*" {
                marks.patterns = u64::MAX;
            } else {
                marks.patterns |= service;
            }
        }
        marks
    }

    fn and(self, other: Self) -> Self {
        let (literal, patterns) = (self.literal & other.literal, self.patterns & other.patterns);
        Self { literal, patterns }
    }

    fn or(self, other: Self) -> Self {
        let (literal, patterns) = (self.literal | other.literal, self.patterns | other.patterns);
        Self { literal, patterns }
    }

    fn without(self, other: Self) -> Self {
        Self { literal: self.literal & !other.literal, patterns: self.patterns & !other.patterns }
    }

    /// Whether entries with these marks may cover each entry of the statement.
    fn may_cover(self, statement: &StatementView<'_, '_>) -> bool {
        with_service_bits(statement).all(|(entry, service)| {
            self.patterns & service != 0
                || (!entry.has_wildcard() && self.literal & bit(entry.hash) != 0)
        })
    }
}

/// The plain statements of one effect that others may cover.
///
/// Most are the only one about some action.
pub(crate) fn may_be_covered<'v, 'd, 't>(
    policy: &'v PolicyView<'d, 't>,
    is_meant: impl Fn(&StatementView<'d, 't>) -> bool,
) -> Vec<&'v StatementView<'d, 't>> {
    let meant = policy.statements.iter().filter(|it| is_meant(it) && is_plain(it));
    let meant: Vec<_> = meant
        .map(|it| (it, if it.has(Element::Condition) { Marks::default() } else { Marks::of(it) }))
        .collect();
    let (mut by_some, mut by_several) = (Marks::default(), Marks::default());
    for (_, own) in &meant {
        by_several = by_several.or(by_some.and(*own));
        by_some = by_some.or(*own);
    }
    let is_open = |(statement, own): &(&'v StatementView<'d, 't>, Marks)| {
        by_several.or(by_some.without(*own)).may_cover(statement)
    };
    meant.into_iter().filter(is_open).map(|(statement, _)| statement).collect()
}

/// The entries, each with the bit of its service.
fn with_service_bits<'v, 'd>(
    statement: &'v StatementView<'d, '_>,
) -> impl Iterator<Item = (&'v ActionView<'d>, u64)> {
    let mut last: (Option<&'static Service>, u64) = (None, 0);
    statement.actions.iter().map(move |entry| {
        if entry.service.is_none() || entry.service != last.0 {
            last = (entry.service, bit(hash_ignoring_case(bucket(entry))));
        }
        (entry, last.1)
    })
}

/// One of 64 bits, by the best mixed part of a hash.
fn bit(hash: u64) -> u64 {
    1 << (hash >> 58)
}

/// Whether the statement is plain and has no condition.
fn is_unlimited(statement: &StatementView<'_, '_>) -> bool {
    is_plain(statement) && !statement.has(Element::Condition)
}

/// Whether the statement is about what its lists name and nothing else, all of it known.
pub(crate) fn is_plain(statement: &StatementView<'_, '_>) -> bool {
    statement.has(Element::Action)
        && !statement.has(Element::NotAction)
        && statement.has(Element::Resource)
        && !statement.has(Element::NotResource)
        && statement.principals().next().is_none()
        && !statement.has_unknown(Element::Action)
        && !statement.has_unknown(Element::Resource)
        && !statement.actions.is_empty()
        && !statement.resources.is_empty()
}

/// What the message calls a statement.
pub(crate) fn name(statement: &StatementView<'_, '_>) -> String {
    match statement.element(Element::Sid).and_then(|sid| sid.node.text()) {
        Some(sid) => format!("`{sid}`"),
        None => format!("number {}", statement.index + 1),
    }
}

/// The entries with this hash, of entries sorted by it.
fn with<T>(entries: &[(u64, usize, T)], own: u64) -> &[(u64, usize, T)] {
    let start = entries.partition_point(|(hash, ..)| *hash < own);
    let rest = entries.get(start..).unwrap_or_default();
    let end = rest.partition_point(|(hash, ..)| *hash == own);
    rest.get(..end).unwrap_or_default()
}

/// The service that the entry names, or `*` for one with a wildcard there.
fn bucket<'d>(entry: &ActionView<'d>) -> &'d str {
    match entry.parts {
        Some((prefix, _)) if entry.service.is_some() || !has_wildcard(prefix) => prefix,
        _ => "*",
    }
}
