//! Where in a resource a property stands, whichever way its conditions go.

use super::evaluator::is_function;
use super::function::ways;
use iam_core::document::{Node, Value};

/// What stands at a path of properties.
#[derive(Clone, Debug)]
pub(super) enum Located<'d> {
    /// This.
    Node { path: String, node: &'d Node<'d> },
    /// Something of which only the template's engine knows whether there is such a property in it.
    Hidden { path: String, node: &'d Node<'d>, function: &'d str },
}

/// All that stands at the path `steps` below `node`, which itself stands at `path`: `*` is each item of a list.
pub(super) fn locate<'d>(
    node: &'d Node<'d>,
    path: &str,
    steps: &[&str],
    found: &mut Vec<Located<'d>>,
) {
    if let Some((function, argument)) = call(node) {
        if let Some((_, then, otherwise)) = ways(argument).filter(|_| function == "Fn::If") {
            locate(then, &joined(path, "Fn::If/1"), steps, found);
            locate(otherwise, &joined(path, "Fn::If/2"), steps, found);
        } else if argument.text() != Some("AWS::NoValue") {
            let path = path.to_owned();
            found.push(if steps.is_empty() {
                Located::Node { path, node }
            } else {
                Located::Hidden { path, node, function }
            });
        }
        return;
    }
    let Some((step, rest)) = steps.split_first() else {
        found.push(Located::Node { path: path.to_owned(), node });
        return;
    };
    if *step == "*" {
        // A list of one is a list all the same; a bare object would be refused, and is read.
        for (index, item) in node.items().iter().enumerate() {
            let path = match node.value {
                Value::Array(_) => joined(path, &index.to_string()),
                _ => path.to_owned(),
            };
            let is_list = matches!(item.value, Value::Array(_));
            // A condition may choose a list of items where one item stands.
            let steps = if is_list { steps } else { rest };
            each_item(item, &path, steps, rest, found);
        }
        return;
    }
    if let Some(member) = node.member(step) {
        locate(&member.node, &joined(path, step), rest, found);
    }
    let added = node.members().iter().find(|it| it.key == "Fn::Transform");
    if let Some(added) = added {
        let path = path.to_owned();
        found.push(Located::Hidden { path, node: &added.node, function: "Fn::Transform" });
    }
}

/// An item of a list, which a condition may make several of.
fn each_item<'d>(
    item: &'d Node<'d>,
    path: &str,
    steps: &[&str],
    rest: &[&str],
    found: &mut Vec<Located<'d>>,
) {
    let chosen = call(item).filter(|(function, _)| *function == "Fn::If");
    let Some((_, then, otherwise)) = chosen.and_then(|(_, argument)| ways(argument)) else {
        return locate(item, path, steps, found);
    };
    for (step, way) in [("Fn::If/1", then), ("Fn::If/2", otherwise)] {
        let path = joined(path, step);
        match &way.value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    each_item(item, &joined(&path, &index.to_string()), rest, rest, found);
                }
            }
            _ => each_item(way, &path, rest, rest, found),
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
