//! The text of a policy, with something in place of what is not known.

use iam_access::StandIns;
use iam_core::document::{Node, Value};
use iam_core::policy::Element;
use iam_source::found::{Found, Hole};
use std::collections::BTreeMap;

/// What is assumed where statements are not known: none of them.
const NO_STATEMENT: &str = "no statement";

/// What is assumed for what is not known, by name.
pub(crate) type Values = BTreeMap<String, String>;

/// The text of a policy, and what was assumed in it.
pub(crate) struct Assumed {
    pub(crate) text: String,
    pub(crate) values: Values,
    /// Whether none of its statements is known.
    pub(crate) is_empty: bool,
}

impl Assumed {
    /// The policy that was found, as JSON.
    pub(crate) fn of(found: &Found<'_>) -> Self {
        let names: Vec<&str> = found.holes.iter().map(|it| it.name.as_str()).collect();
        let mut stand_ins = StandIns::default();
        stand_ins.add_with(&found.document, &names);
        let mut values = Values::new();
        let known = without_open_statements(found, &mut values);
        let is_empty = known.as_ref().is_some_and(|it| {
            Element::Statement.of(&it.document).is_some_and(|it| it.node.items().is_empty())
        });
        let text = known.as_ref().unwrap_or(found).to_json(&mut |name| {
            let value = stand_ins.value(name);
            values.insert(name.to_owned(), value.clone());
            value
        });
        Self { text, values, is_empty }
    }
}

/// The policy without statements of which nothing is known: other text in their place would be none.
fn without_open_statements<'t>(found: &Found<'t>, values: &mut Values) -> Option<Found<'t>> {
    let statements = Element::Statement.of(&found.document)?;
    let is_open = |it: &Node<'_>| matches!(it.value, Value::Interpolated(_));
    if !statements.node.items().iter().any(is_open) {
        return None;
    }
    let mut known = found.clone();
    let Value::Object(members) = &mut known.document.value else { return None };
    let statements = members.iter_mut().find(|it| it.key_span == statements.key_span)?;
    let items = std::mem::replace(&mut statements.node.value, Value::Null);
    let items = match items {
        Value::Array(items) => items,
        value => vec![Node { span: statements.node.span, value }],
    };
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if let Value::Interpolated(index) = item.value {
            let name = found.holes.get(index).map(|it: &Hole| it.name.clone());
            values.insert(name.unwrap_or_default(), NO_STATEMENT.to_owned());
        } else {
            kept.push(item);
        }
    }
    statements.node.value = Value::Array(kept);
    Some(known)
}

/// What of it is not the partition, the region or the account: an answer may depend on it.
pub(crate) fn open(mut values: Values) -> Values {
    values.retain(|name, _| !name.starts_with("AWS::"));
    values
}

/// Whether the same is assumed on both sides, so that nothing of the new one hangs on a value that the old one does
/// not have.
pub(crate) fn is_even(old: &Values, new: &Values) -> bool {
    // What statements denied that stand there no more, nobody knows.
    let is_left_out = |(name, value): (&String, &String)| {
        value == NO_STATEMENT && new.get(name).is_none_or(|it| it != value)
    };
    new.iter().all(|(name, value)| old.get(name) == Some(value)) && !old.iter().any(is_left_out)
}

/// What was assumed, in words.
pub(crate) fn told(values: &Values) -> String {
    let told = values.iter().map(|(name, value)| match value.as_str() {
        NO_STATEMENT => format!("{NO_STATEMENT} for `{name}`"),
        value => format!("`{value}` for `{name}`"),
    });
    format!("assumed {}", told.collect::<Vec<_>>().join(", "))
}
