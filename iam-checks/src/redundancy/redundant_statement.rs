//! Statements that say the same.

use crate::prelude::*;
use iam_language::document::{Node, Value};
use iam_language::pattern::hash_ignoring_case;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;

declare_check! {
    /// A statement says what an earlier one says.
    ///
    /// It changes nothing. Sids, the order of lists and brackets around a single entry do not count.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" },
    ///                 { "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": ["*"] }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant statement".
    "redundant-statement", Suggestion
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.statements.len() < 2 {
        return;
    }
    // Few statements have the weight of another, and fewer say the same.
    let mut weights: Vec<u64> = policy.statements.iter().map(weight).collect();
    weights.sort_unstable();
    if weights.windows(2).all(|pair| matches!(pair, [a, b] if a != b)) {
        return;
    }
    let mut prints: HashMap<u64, usize> = HashMap::with_capacity(policy.statements.len());
    for statement in &policy.statements {
        *prints.entry(fingerprint(statement.node, true)).or_default() += 1;
    }
    if prints.len() == policy.statements.len() {
        return;
    }
    let mut seen: HashMap<String, &StatementView<'_, '_>> = HashMap::new();
    for statement in &policy.statements {
        if prints.get(&fingerprint(statement.node, true)) == Some(&1) {
            continue;
        }
        let mut key = String::new();
        canonical(statement.node, true, &mut key);
        match seen.entry(key) {
            Entry::Vacant(place) => {
                place.insert(statement);
            }
            Entry::Occupied(first) => {
                let first = first.get();
                let message = match first.element(Element::Sid).and_then(|sid| sid.node.text()) {
                    Some(sid) => format!("this statement says the same as `{sid}`"),
                    None => format!("this statement says the same as number {}", first.index + 1),
                };
                let finding = ABOUT.at(statement.node.span, message).with_fix("remove it");
                let remove = Fix::remove(statement.node.span, "Statement");
                let mut finding = finding.mended_by(remove.titled("remove the statement"));
                finding.statement = Some(statement.index);
                report.push(finding.with_related([first.node.span]));
            }
        }
    }
}

/// A number that is equal for statements that mean the same: from what its view has at hand.
fn weight(statement: &StatementView<'_, '_>) -> u64 {
    let counts = (statement.resources.len() as u64) << 32 | statement.tests.len() as u64;
    statement.actions.iter().fold(mix(counts), |sum, entry| sum.wrapping_add(entry.hash))
}

/// A number that is equal for nodes that mean the same, and seldom for others: what is in a list
/// or an object is added up, whatever its order.
fn fingerprint(node: &Node<'_>, is_statement: bool) -> u64 {
    match &node.value {
        Value::Object(members) => {
            let members = members.iter().filter(|member| !is_statement || member.key != "Sid");
            members.fold(1, |sum: u64, member| {
                let value = fingerprint(&member.node, false);
                sum.wrapping_add(mix(hash_ignoring_case(&member.key) ^ value.rotate_left(17)))
            })
        }
        Value::Array(items) if items.len() != 1 => {
            items.iter().fold(2, |sum: u64, item| sum.wrapping_add(mix(fingerprint(item, false))))
        }
        Value::Array(items) => items.iter().map(|item| fingerprint(item, false)).sum(),
        Value::String(text) | Value::Number(text) => hash_ignoring_case(text),
        Value::Bool(value) => u64::from(*value),
        Value::Null => 3,
        Value::Interpolated(index) => mix(*index as u64),
    }
}

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number ^ (number >> 29)
}

/// Text that is equal for nodes that mean the same: members and entries sorted, lists of one bare.
fn canonical(node: &Node<'_>, is_statement: bool, out: &mut String) {
    match &node.value {
        Value::Object(members) => {
            let mut parts: Vec<String> = Vec::with_capacity(members.len());
            for member in members.iter().filter(|member| !is_statement || member.key != "Sid") {
                let mut part = format!("{:?}:", member.key);
                canonical(&member.node, false, &mut part);
                parts.push(part);
            }
            join('{', parts, '}', out);
        }
        Value::Array(items) if items.len() != 1 => {
            let mut parts: Vec<String> = Vec::with_capacity(items.len());
            for item in items {
                let mut part = String::new();
                canonical(item, false, &mut part);
                parts.push(part);
            }
            join('[', parts, ']', out);
        }
        Value::Array(items) => items.iter().for_each(|item| canonical(item, false, out)),
        Value::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Value::Number(text) => out.push_str(text),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Null => out.push_str("null"),
        Value::Interpolated(index) => {
            let _ = write!(out, "({index})");
        }
    }
}

fn join(open: char, mut parts: Vec<String>, close: char, out: &mut String) {
    parts.sort_unstable();
    out.push(open);
    for part in parts {
        out.push_str(&part);
        out.push(',');
    }
    out.push(close);
}
