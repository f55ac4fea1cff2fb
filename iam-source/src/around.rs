//! JSON of no known shape with policies in it, as a vendor's file of permissions or somebody's own.

use crate::found::{Contents, Found, Source, Syntax, Unchecked};
use crate::written::{self, Places, moved};
use iam_core::document::{Node, Value};
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
    let mut contents = Contents::new(Source::Around);
    gather(document, file, &mut String::new(), &mut contents);
    contents
}

fn gather(node: &Node<'_>, file: &str, path: &mut String, contents: &mut Contents<'static>) {
    if is_policy(node) {
        let document = moved(node.clone(), &|span| span);
        contents.policies.push(Found::alone(document, Syntax::Json).held_by("", &**path));
        return;
    }
    let len = path.len();
    let slash = if path.is_empty() { "" } else { "/" };
    match &node.value {
        Value::String(text) if is_text(node) => {
            match written::read(text, &Places::of_json(file, node.span)) {
                Ok(document) if is_policy(&document) => {
                    let mut found = Found::alone(document, Syntax::Text(text.to_string()));
                    found.span = node.span;
                    contents.policies.push(found.held_by("", &**path));
                }
                Ok(_) => {}
                Err(broken) => {
                    let reason = format!("the policy in this text is not JSON: {}", broken.message);
                    let unchecked = Unchecked::new(Some(broken.span), &**path, reason);
                    contents.unchecked.push(unchecked);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // Writing to a string cannot fail.
                let _ = write!(path, "{slash}{index}");
                gather(item, file, path, contents);
                path.truncate(len);
            }
        }
        Value::Object(members) => {
            for member in members {
                path.push_str(slash);
                path.push_str(&member.key);
                gather(&member.node, file, path, contents);
                path.truncate(len);
            }
        }
        _ => {}
    }
}

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
