//! The text of a table, split into its items.

use super::action::Action;
use super::condition_key::{ConditionKey, ConditionKeys};
use super::resource_type::ResourceType;
use super::service::Service;
use std::cmp::Ordering;

/// What the table of one service holds, each list sorted by name without case.
pub(super) struct Table {
    pub(super) keys: ConditionKeys,
    pub(super) resources: Vec<ResourceType>,
    pub(super) actions: Vec<Action>,
}

impl Table {
    /// Splits lines and names only: columns wait until something asks, which keeps the first
    /// look-up cheap in an unoptimised build, as a macro usually is.
    pub(super) fn decode(service: &'static Service, text: &'static str) -> Self {
        let mut keys = Vec::new();
        let (mut resources, mut actions) = (Vec::new(), Vec::new());
        for line in text.split_terminator('\n') {
            let mut columns = line.splitn(3, '\t');
            let kind = columns.next().unwrap_or_default();
            let name = columns.next().unwrap_or_default();
            let rest = columns.next().unwrap_or_default();
            match kind {
                "action" => actions.push(Action::new(service, name, rest)),
                "resource" => resources.push(ResourceType::new(service, name, rest)),
                _ => keys.push(ConditionKey::new(name, rest)),
            }
        }
        Self { keys: ConditionKeys::new(keys), resources, actions }
    }
}

/// Column `index` of tab-separated text; empty where the line ends before.
pub(super) fn column(text: &'static str, index: usize) -> &'static str {
    text.split('\t').nth(index).unwrap_or_default()
}

/// The items of a comma-separated column.
pub(super) fn list(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(',').filter(|item| !item.is_empty())
}

/// The item of a sorted list whose name is `name`, ignoring ASCII case.
pub(super) fn find<'a, T>(
    items: &'a [T],
    name: &str,
    of: impl Fn(&T) -> &'static str,
) -> Option<&'a T> {
    let place = items.binary_search_by(|item| cmp_ignoring_case(of(item), name)).ok()?;
    items.get(place)
}

/// The order of the tables: by bytes, upper case as if lower.
pub(super) fn cmp_ignoring_case(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    for (x, y) in a.iter().zip(b) {
        let order = x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase());
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}
