//! Where in a resource a property stands, whichever way its conditions go.

use super::evaluator::is_function;
use super::facts::Decision;
use super::function::ways;
use iam_core::document::{Node, Value};

/// What stands at a path of properties.
#[derive(Clone, Debug)]
pub(super) enum Located<'d> {
    /// This.
    Node { at: At<'d>, node: &'d Node<'d> },
    /// Something of which only the template's engine knows whether there is such a property in it.
    Hidden { path: String, node: &'d Node<'d>, function: &'d str },
}

/// Where in a resource something stands.
#[derive(Clone, Debug, Default)]
pub(super) struct At<'d> {
    /// The steps to it.
    pub(super) path: String,
    /// What is so where there is such a thing.
    pub(super) given: Vec<Decision<'d>>,
}

impl<'d> At<'d> {
    fn below(&self, step: &str) -> Self {
        Self { path: joined(&self.path, step), given: self.given.clone() }
    }

    /// The two ways that a condition chooses among.
    fn ways(&self, condition: &'d str) -> [Self; 2] {
        [("Fn::If/1", true), ("Fn::If/2", false)].map(|(step, holds)| {
            let mut way = self.below(step);
            way.given.push(Decision::Condition(condition, holds));
            way
        })
    }
}

/// All that stands at the path `steps` below `node`, which itself stands there: `*` is each item of a list, `{}` what
/// stands at each key of an object.
pub(super) fn locate<'d>(
    node: &'d Node<'d>,
    at: &At<'d>,
    steps: &[&str],
    found: &mut Vec<Located<'d>>,
) {
    if let Some((function, argument)) = call(node) {
        if let Some((name, then, otherwise)) = ways(argument).filter(|_| function == "Fn::If") {
            for (at, way) in at.ways(name).iter().zip([then, otherwise]) {
                locate(way, at, steps, found);
            }
        } else if argument.text() != Some("AWS::NoValue") {
            found.push(if steps.is_empty() {
                Located::Node { at: at.clone(), node }
            } else {
                Located::Hidden { path: at.path.clone(), node, function }
            });
        }
        return;
    }
    let Some((step, rest)) = steps.split_first() else {
        found.push(Located::Node { at: at.clone(), node });
        return;
    };
    if *step == "*" {
        // A list of one is a list all the same; a bare object would be refused, and is read.
        for (index, item) in node.items().iter().enumerate() {
            let at = match node.value {
                Value::Array(_) => at.below(&index.to_string()),
                _ => at.clone(),
            };
            let is_list = matches!(item.value, Value::Array(_));
            // A condition may choose a list of items where one item stands.
            let steps = if is_list { steps } else { rest };
            each_item(item, &at, steps, rest, found);
        }
        return;
    }
    let is_each = *step == "{}";
    let members = node
        .members()
        .iter()
        .filter(|it| if is_each { !is_function(&it.key) } else { it.key == *step });
    // Of a name that stands twice, the first is read.
    for member in members.take(if is_each { usize::MAX } else { 1 }) {
        locate(&member.node, &at.below(&member.key), rest, found);
    }
    let added = node.members().iter().find(|it| it.key == "Fn::Transform");
    if let Some(added) = added {
        let path = at.path.clone();
        found.push(Located::Hidden { path, node: &added.node, function: "Fn::Transform" });
    }
}

/// An item of a list, which a condition may make several of.
fn each_item<'d>(
    item: &'d Node<'d>,
    at: &At<'d>,
    steps: &[&str],
    rest: &[&str],
    found: &mut Vec<Located<'d>>,
) {
    let chosen = call(item).filter(|(function, _)| *function == "Fn::If");
    let Some((name, then, otherwise)) = chosen.and_then(|(_, argument)| ways(argument)) else {
        return locate(item, at, steps, found);
    };
    for (at, way) in at.ways(name).iter().zip([then, otherwise]) {
        match &way.value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    each_item(item, &at.below(&index.to_string()), rest, rest, found);
                }
            }
            _ => each_item(way, at, rest, rest, found),
        }
    }
}

/// The function that a node is a call of, and what it is given.
pub(super) fn call<'d>(node: &'d Node<'d>) -> Option<(&'d str, &'d Node<'d>)> {
    match node.members() {
        [only] if is_function(&only.key) => Some((&only.key, &only.node)),
        _ => None,
    }
}

pub(super) fn joined(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") }
}
