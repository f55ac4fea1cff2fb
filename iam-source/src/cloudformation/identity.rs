//! What tells one value that is not known from another: what it is made of.
//!
//! The name of a hole is all that is compared of it. So what a function gives is called by its name and by a fingerprint of
//! what it is given, be that known or not.

use super::evaluated::Evaluated;
use super::evaluator::Evaluator;
use super::facts::{scalar, written};
use crate::fingerprint::Fingerprint;
use iam_core::document::{Node, Value};

/// How much of what a function is given is told in the name of what it gives.
const LONGEST: usize = 40;

impl<'d> Evaluator<'_, 'd> {
    /// The name of what a function gives that is not known, of what it is given.
    pub(super) fn made_of(
        &mut self,
        function: &str,
        argument: &'d Node<'d>,
        operands: &[&Evaluated<'d>],
    ) -> String {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(function);
        for operand in operands {
            self.add(operand, &mut fingerprint);
        }
        format!("{}.{}", in_words(function, argument), fingerprint.text())
    }

    /// The same where nothing of it was evaluated yet.
    pub(super) fn made_of_all(&mut self, function: &str, argument: &'d Node<'d>) -> String {
        let operand = self.evaluate(argument);
        self.made_of(function, argument, &[&operand])
    }

    fn add(&self, value: &Evaluated<'d>, to: &mut Fingerprint) {
        match value {
            Evaluated::Text(text) => {
                to.add(if text.is_known { "text" } else { "text with holes" });
                to.add(&text.content);
                self.takes(text.content.len() / 16);
            }
            Evaluated::List(_, items) => {
                to.add("list");
                to.add(&items.len().to_string());
                for item in items {
                    self.add(item, to);
                }
            }
            Evaluated::Object(_, members) => {
                to.add("object");
                to.add(&members.len().to_string());
                for (key, _, value) in members {
                    to.add(key);
                    self.add(value, to);
                }
            }
            Evaluated::Plain(Node { value: Value::Interpolated(index), .. }) => {
                to.add("hole");
                to.add(self.holes.get(*index).map_or("", |hole| &hole.name));
            }
            Evaluated::Plain(node) => {
                to.add("plain");
                to.add(&written(node));
            }
            Evaluated::Removed => to.add("nothing"),
        }
    }
}

/// The name of a function and the first words of what it is given, as a part of the name of a parameter.
fn in_words(function: &str, argument: &Node<'_>) -> String {
    let mut name = function.to_owned();
    let mut open = vec![argument];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(members) => open.extend(members.iter().rev().map(|it| &it.node)),
            _ => {
                let words = scalar(node).unwrap_or_default();
                let words = words.split(|it: char| !(it.is_ascii_alphanumeric() || it == '_'));
                for word in words.filter(|it| !it.is_empty()) {
                    if name.len() + word.len() > function.len() + LONGEST {
                        return name;
                    }
                    name.push('.');
                    name.push_str(word);
                }
            }
        }
    }
    name
}

/// A name that a parameter may have: letters, digits, underscores, and full stops between them. Where that is not all of
/// the name, it has a fingerprint of the rest.
pub(super) fn parameter_name(name: &str) -> String {
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    if name.split('.').all(is_word) {
        return name.to_owned();
    }
    let mut made = String::with_capacity(name.len());
    for part in name.split('.').filter(|part| !part.is_empty()) {
        if !made.is_empty() {
            made.push('.');
        }
        made.extend(part.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }));
    }
    let by = Fingerprint::of(name);
    if made.is_empty() { by } else { format!("{made}.{by}") }
}

#[cfg(test)]
mod tests {
    use super::parameter_name;

    #[test]
    fn no_two_names_are_the_same() {
        for plain in ["Bucket", "Bucket.Arn", "ImportValue.a.b", "a_b", "_x1"] {
            assert_eq!(parameter_name(plain), plain);
        }
        let names = ["a-b", "a:b", "a b", "a_b", ".a_b", "a_b.", "", "."].map(parameter_name);
        let mut different = names.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), names.len(), "{names:?}");
    }
}
