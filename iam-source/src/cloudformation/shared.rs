//! Rows of mappings that something beside policies uses: what is mended in one for a policy changes that, too.

use iam_core::document::{ByteSpan, Node, Value};

/// Where what `Fn::FindInMap` finds stands, of each that is in none of these policies.
pub(crate) fn rows(template: &Node<'_>, policies: &[ByteSpan]) -> Vec<ByteSpan> {
    let Some(mappings) = template.member("Mappings") else { return Vec::new() };
    let mut policies = policies.to_vec();
    policies.sort_unstable();
    let mut rows = Vec::new();
    gather(template, &mappings.node, &policies, &mut rows);
    rows
}

fn gather(node: &Node<'_>, mappings: &Node<'_>, policies: &[ByteSpan], rows: &mut Vec<ByteSpan>) {
    let after = policies.partition_point(|it| it.start <= node.span.start);
    let before = after.checked_sub(1).and_then(|at| policies.get(at));
    if before.is_some_and(|policy| node.span.end <= policy.end) {
        return;
    }
    match &node.value {
        Value::Array(items) => items.iter().for_each(|it| gather(it, mappings, policies, rows)),
        Value::Object(members) => {
            for member in members {
                if member.key == "Fn::FindInMap" {
                    rows.push(found(&member.node, mappings));
                }
                gather(&member.node, mappings, policies, rows);
            }
        }
        _ => {}
    }
}

/// The smallest part of the mappings that these arguments surely are about.
fn found(arguments: &Node<'_>, mappings: &Node<'_>) -> ByteSpan {
    let mut part = mappings;
    for name in arguments.items().iter().take(3) {
        let Some(inner) = name.text().and_then(|name| part.member(name)) else { break };
        part = &inner.node;
    }
    part.span
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::json;

    #[test]
    fn what_is_found_beside_policies_is_told() {
        let text = r#"{"Mappings": {"M": {"x": {"a": "1", "b": "2"}, "y": {"a": "3"}}, "N": {}},
            "A": {"Fn::FindInMap": ["M", "x", "a"]}, "B": [{"Fn::FindInMap": ["M", {"Ref": "P"}, "a"]}],
            "C": {"Fn::FindInMap": ["M", "x", "b"]}}"#;
        let template = json::read(text).expect("JSON");
        let policy = template.member("C").map(|it| it.node.span);
        let told: Vec<_> = rows(&template, policy.as_slice())
            .into_iter()
            .map(|it| &text[it.start as usize..it.end as usize])
            .collect();
        assert_eq!(told, ["\"1\"", r#"{"x": {"a": "1", "b": "2"}, "y": {"a": "3"}}"#]);
    }
}
