//! JSON and YAML of no known shape with policies in it: a vendor's file of permissions, somebody's own, or what
//! another tool makes resources of.

use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::written::{self, Places, moved};
use crate::yaml;
use iam_core::document::{ByteSpan, Node, Value};
use std::fmt::Write as _;

/// Whether a policy stands somewhere in `document`, which is none itself.
pub(crate) fn is_around(document: &Node<'_>) -> bool {
    match &document.value {
        Value::Array(items) => items.iter().any(holds),
        Value::Object(members) => members.iter().any(|member| holds(&member.node)),
        _ => false,
    }
}

fn holds(node: &Node<'_>) -> bool {
    is_policy(node) || is_text(node) || is_around(node)
}

/// An object with statements that have an effect: that is said of no other kind of policy.
fn is_policy(node: &Node<'_>) -> bool {
    let Some(statements) = node.member("Statement") else { return false };
    let mut statements = statements.node.items().iter();
    statements.any(|it| it.member("Effect").is_some_and(|it| it.node.text().is_some()))
}

/// The text of one, as far as a look tells.
fn is_text(node: &Node<'_>) -> bool {
    node.text().is_some_and(|text| {
        text.trim_start().starts_with('{')
            && text.contains("\"Statement\"")
            && text.contains("\"Effect\"")
    })
}

/// The policies in `document`, which was read from `file`.
pub(crate) fn read(document: &Node<'_>, file: &str) -> Contents<'static> {
    Around { file, syntax: Syntax::Json, contents: Contents::new(Source::Around) }.of(document)
}

/// The same of YAML.
pub(crate) fn read_yaml(document: &Node<'_>, file: &str) -> Contents<'static> {
    Around { file, syntax: Syntax::Yaml, contents: Contents::new(Source::Around) }.of(document)
}

struct Around<'f> {
    file: &'f str,
    syntax: Syntax,
    contents: Contents<'static>,
}

impl Around<'_> {
    fn of(mut self, document: &Node<'_>) -> Contents<'static> {
        self.gather(document, &mut String::new());
        self.contents
    }

    fn gather(&mut self, node: &Node<'_>, path: &mut String) {
        if is_policy(node) {
            if self.is_filled_in(node) {
                return self.unchecked(node.span, path, FILLED_IN);
            }
            let document = moved(node.clone(), &|span| span);
            let found = Found::alone(document, self.syntax.clone());
            self.contents.policies.push(found.held_by("", &**path));
            return;
        }
        let len = path.len();
        let slash = if path.is_empty() { "" } else { "/" };
        match &node.value {
            Value::String(text) if is_text(node) => self.text(text, node, path),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "{slash}{index}");
                    self.gather(item, path);
                    path.truncate(len);
                }
            }
            Value::Object(members) => {
                for member in members {
                    path.push_str(slash);
                    path.push_str(&member.key);
                    self.gather(&member.node, path);
                    path.truncate(len);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, node: &Node<'_>, path: &str) {
        if self.is_filled_in(node) {
            return self.unchecked(node.span, path, FILLED_IN);
        }
        let places = match self.syntax {
            Syntax::Yaml => yaml::places(self.file, node.span, text),
            _ => Places::of_json(self.file, node.span),
        };
        match written::read(text, &places) {
            Ok(document) if is_policy(&document) => {
                let mut found = Found::alone(document, Syntax::Text(text.to_owned()));
                found.span = node.span;
                self.contents.policies.push(found.held_by("", path));
            }
            Ok(_) => {}
            Err(broken) => {
                let reason = format!("the policy in this text is not JSON: {}", broken.message);
                self.unchecked(broken.span, path, &reason);
            }
        }
    }

    /// Whether a tool of templates fills something in before this is YAML.
    fn is_filled_in(&self, node: &Node<'_>) -> bool {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        self.syntax == Syntax::Yaml
            && self.file.get(start..end).is_some_and(|it| it.contains("{{") || it.contains("{%"))
    }

    fn unchecked(&mut self, span: ByteSpan, path: &str, reason: &str) {
        self.contents.unchecked.push(Unchecked::new(Some(span), path, reason));
    }
}

/// Why what a tool of templates fills in is not checked.
const FILLED_IN: &str = "something is filled into this policy (`{{`) before it is one";

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::json;

    #[test]
    fn policies_are_found_wherever_they_stand() {
        let policy = r#"{"Statement": [{"Effect": "Allow"}]}"#;
        let text = policy.replace('"', "\\\"");
        let file =
            format!(r#"{{"a": [{policy}, 1], "b": {{"c": "{text}", "d": {{"Statement": "x"}}}}}}"#);
        let document = json::read(&file).expect("JSON");
        assert!(is_around(&document));
        let contents = read(&document, &file);
        let paths: Vec<_> = contents.policies.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["a/0", "b/c"]);
        let none =
            json::read(r#"{"Statement": [{"x": 1}], "rules": {"Statement": {"Action": {}}}}"#);
        assert!(!is_around(&none.expect("JSON")));
    }
}
