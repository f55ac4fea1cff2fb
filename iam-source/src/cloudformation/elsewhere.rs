//! Policies that stand where the table knows none: in what a custom resource is given, for instance.

use super::function::ways;
use super::locate::call;
use super::serverless::VARIABLES;
use iam_core::document::{Node, Value};
use iam_core::json;
use std::collections::HashSet;

/// What is a policy by the look of it.
#[derive(Debug)]
pub(super) struct Elsewhere<'d> {
    pub(super) path: String,
    pub(super) node: &'d Node<'d>,
}

/// What looks like a policy in these properties, and is none of the nodes that are known.
pub(super) fn elsewhere<'d>(
    properties: &'d Node<'d>,
    known: &HashSet<*const Node<'d>>,
) -> Vec<Elsewhere<'d>> {
    let mut search = Search { known, path: Vec::new(), found: Vec::new() };
    // The properties themselves may have a `Statement`, which is a row of the table.
    search.below(properties);
    search.found
}

#[derive(Clone, Copy)]
enum Step<'d> {
    Member(&'d str),
    Item(usize),
}

struct Search<'s, 'd> {
    known: &'s HashSet<*const Node<'d>>,
    path: Vec<Step<'d>>,
    found: Vec<Elsewhere<'d>>,
}

impl<'d> Search<'_, 'd> {
    fn node(&mut self, node: &'d Node<'d>) {
        if self.known.contains(&std::ptr::from_ref(node)) {
            return;
        }
        if is_held(node) {
            let steps = self.path.iter().map(|step| match step {
                Step::Member(name) => (*name).to_owned(),
                Step::Item(index) => index.to_string(),
            });
            let path = steps.collect::<Vec<_>>().join("/");
            self.found.push(Elsewhere { path, node });
            return;
        }
        self.below(node);
    }

    fn below(&mut self, node: &'d Node<'d>) {
        match &node.value {
            Value::Object(members) => {
                for member in members {
                    self.path.push(Step::Member(&member.key));
                    self.node(&member.node);
                    self.path.pop();
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Step::Item(index));
                    self.node(item);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }
}

/// Whether it is a policy by the look of it, or the text of one.
pub(super) fn is_held(node: &Node<'_>) -> bool {
    is_policy(node) || text_of(node).is_some_and(is_text_of_policy)
}

/// Whether it has an effect and actions.
pub(super) fn is_statement(node: &Node<'_>) -> bool {
    let has = |name: &str| node.member(name).is_some();
    has("Effect") && (has("Action") || has("NotAction"))
}

/// Whether it has statements with an effect and actions.
fn is_policy(node: &Node<'_>) -> bool {
    node.member("Statement").is_some_and(|statements| {
        statements.node.items().iter().any(|item| match call(item) {
            Some(("Fn::If", argument)) => ways(argument).is_some_and(|(_, then, otherwise)| {
                then.items().iter().chain(otherwise.items()).any(is_statement)
            }),
            _ => is_statement(item),
        })
    })
}

/// The text of a node, variables in it or not.
fn text_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node.members() {
        [only] if only.key == "Fn::Sub" || only.key == VARIABLES => {
            only.node.items().first()?.text()
        }
        _ => node.text(),
    }
}

fn is_text_of_policy(text: &str) -> bool {
    text.trim_start().starts_with('{')
        && text.contains("\"Statement\"")
        && text.contains("\"Effect\"")
        && json::read(text).is_ok_and(|document| is_policy(&document))
}
