//! JSON and YAML of no known shape with policies in it: a vendor's file of permissions, somebody's own, or what
//! another tool makes resources of.

use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::written::{self, Places, moved, percent_decoded};
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
        let says = |text: &str| {
            text.trim_start().starts_with('{')
                && text.contains("\"Statement\"")
                && text.contains("\"Effect\"")
        };
        // As IAM gives them out, percent-encoded: AWS Config keeps them so.
        let is_encoded = text.starts_with('%') && text.contains("Statement");
        says(text) || is_encoded && percent_decoded(text).is_some_and(|(text, _)| says(&text))
    })
}

/// The policies in `document`, which was read from `file`.
pub(crate) fn read(document: &Node<'_>, file: &str) -> Contents<'static> {
    beside(document, file, Vec::new())
}

/// Those that are not at these places, which are told already.
pub(crate) fn beside(
    document: &Node<'_>,
    file: &str,
    mut told: Vec<ByteSpan>,
) -> Contents<'static> {
    told.sort_unstable_by_key(|it| (it.start, it.end));
    let contents = Contents::new(Source::Around);
    Around { file, syntax: Syntax::Json, contents, told }.of(document)
}

/// The same of YAML.
pub(crate) fn read_yaml(document: &Node<'_>, file: &str) -> Contents<'static> {
    let contents = Contents::new(Source::Around);
    Around { file, syntax: Syntax::Yaml, contents, told: Vec::new() }.of(document)
}

struct Around<'f> {
    file: &'f str,
    syntax: Syntax,
    contents: Contents<'static>,
    /// In order.
    told: Vec<ByteSpan>,
}

impl Around<'_> {
    fn of(mut self, document: &Node<'_>) -> Contents<'static> {
        self.gather(document, &mut String::new());
        self.contents
    }

    fn gather(&mut self, node: &Node<'_>, path: &mut String) {
        if self.is_told(node.span) {
            return;
        }
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
        let (text, places) = match percent_decoded(text) {
            Some((decoded, inner)) => (decoded, places.through(&inner)),
            None => (text.to_owned(), places),
        };
        match written::read(&text, &places) {
            Ok(document) if is_policy(&document) => {
                let mut found = Found::alone(document, Syntax::Text(text));
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

    /// Whether it is what was told, or part of it.
    fn is_told(&self, span: ByteSpan) -> bool {
        let after = self.told.partition_point(|it| it.start <= span.start);
        let before = after.checked_sub(1).and_then(|last| self.told.get(last));
        before.is_some_and(|it| span.end <= it.end)
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
    use iam_core::policy::Element;

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
        let encoded = policy.replace('"', "%22").replace('{', "%7B").replace('}', "%7D");
        let file = format!(r#"{{"configuration": {{"assumeRolePolicyDocument": "{encoded}"}}}}"#);
        let contents = read(&json::read(&file).expect("JSON"), &file);
        let [found] = contents.policies.as_slice() else { panic!("{contents:?}") };
        let effect =
            Element::Statement.of(&found.document).expect("statements").node.items()[0].span;
        assert!(file[effect.start as usize..].starts_with("%7B%22Effect%22"), "{effect:?}");
        let none =
            json::read(r#"{"Statement": [{"x": 1}], "rules": {"Statement": {"Action": {}}}}"#);
        assert!(!is_around(&none.expect("JSON")));
    }
}
