//! The holes of a document, without those of what was only made on the way to it.

use crate::hole::Hole;
use iam_core::document::{Node, Value};
use iam_core::pattern::parameters;
use std::collections::HashSet;

/// The holes that the document has, its indexes those of them.
pub(super) fn kept(document: &mut Node<'static>, holes: Vec<Hole>) -> Vec<Hole> {
    if holes.is_empty() {
        return holes;
    }
    let (mut names, mut indexes) = (HashSet::new(), HashSet::new());
    gather(document, &mut names, &mut indexes);
    let mut moved = Vec::with_capacity(holes.len());
    let mut kept = Vec::with_capacity(holes.len());
    for (index, hole) in holes.into_iter().enumerate() {
        moved.push(kept.len());
        if indexes.contains(&index) || names.contains(&hole.name) {
            kept.push(hole);
        }
    }
    move_to(document, &moved);
    kept
}

fn gather(node: &Node<'_>, names: &mut HashSet<String>, indexes: &mut HashSet<usize>) {
    match &node.value {
        Value::String(text) => names.extend(parameters(text).map(ToOwned::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| gather(item, names, indexes)),
        Value::Object(members) => {
            for member in members {
                names.extend(parameters(&member.key).map(ToOwned::to_owned));
                gather(&member.node, names, indexes);
            }
        }
        Value::Interpolated(index) => {
            indexes.insert(*index);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn move_to(node: &mut Node<'static>, moved: &[usize]) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| move_to(item, moved)),
        Value::Object(members) => {
            for member in members {
                move_to(&mut member.node, moved);
            }
        }
        Value::Interpolated(index) => {
            if let Some(to) = moved.get(*index) {
                *index = *to;
            }
        }
        _ => {}
    }
}
