//! One text for all statements that say the same in another order or with repetitions.

use iam_core::document::{Node, Value};
use iam_core::policy::{
    ActionElement, ActionPattern, Comparison, ConditionValue, Principal, PrincipalElement,
    ResourceElement, ResourcePattern, Statement,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// All of the statement but `Sid` and purpose: lists in order and without repetitions, the case of
/// actions and condition keys levelled.
pub(super) fn canonical(statement: &Statement, variables: bool) -> String {
    let mut text = String::new();
    let mut put = |name: &str, entries: BTreeSet<Cow<'_, str>>| {
        text.push_str(name);
        for entry in entries {
            // The length before each entry: no entry can pretend to be two.
            // Writing to a string cannot fail.
            let _ = write!(text, " {}:{entry}", entry.len());
        }
        text.push('\n');
    };
    put(statement.effect.as_str(), BTreeSet::new());
    match &statement.principal {
        None => {}
        Some(PrincipalElement::Principal(it)) => put("Principal", principals(it)),
        Some(PrincipalElement::NotPrincipal(it)) => put("NotPrincipal", principals(it)),
    }
    let actions = statement.action.patterns().iter().map(ActionPattern::as_str);
    let actions = actions.map(|text| Cow::Owned(text.to_ascii_lowercase())).collect();
    match &statement.action {
        ActionElement::Action(_) => put("Action", actions),
        ActionElement::NotAction(_) => put("NotAction", actions),
    }
    if let Some(element) = &statement.resource {
        let resources = element.patterns().iter().map(ResourcePattern::as_str);
        let resources = resources.map(Cow::Borrowed).collect();
        match element {
            ResourceElement::Resource(_) => put("Resource", resources),
            ResourceElement::NotResource(_) => put("NotResource", resources),
        }
    }
    let tests = statement.conditions.iter().flat_map(|block| {
        block.tests.iter().map(move |test| {
            let level = matches!(block.operator.comparison, Comparison::Bool | Comparison::Null);
            let values = test.values.iter().map(ConditionValue::as_str).map(|value| {
                if level { Cow::Owned(value.to_ascii_lowercase()) } else { Cow::Borrowed(value) }
            });
            let values: BTreeSet<Cow<'_, str>> = values.collect();
            let key = test.key.as_str().to_ascii_lowercase();
            let values = values.iter().map(|value| format!(" {}:{value}", value.len()));
            Cow::Owned(format!("{} {key}{}", block.operator, values.collect::<String>()))
        })
    });
    put("Condition", tests.collect());
    if !variables && text.contains("${") {
        text.push_str("without variables\n");
    }
    text
}

fn principals(principal: &Principal) -> BTreeSet<Cow<'_, str>> {
    let Principal::Listed(groups) = principal else { return BTreeSet::from([Cow::Borrowed("*")]) };
    let each = groups.iter().flat_map(|group| {
        let identifiers = group.identifiers.iter();
        identifiers.map(|text| Cow::Owned(format!("{}:{text}", group.principal_type)))
    });
    each.collect()
}

/// The JSON value without white space, members in the order of their names, numbers as spelled.
pub(super) fn json_text(node: &Node<'_>) -> String {
    match &node.value {
        Value::Bool(value) => value.to_string(),
        Value::Number(digits) => digits.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(json_text).collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            // Stable: members of the same name stay in order.
            members.sort_by(|a, b| a.key.cmp(&b.key));
            let member = |(name, value): (&str, String)| format!("{}:{value}", quoted(name));
            let members = members.iter().map(|it| member((it.key.as_ref(), json_text(&it.node))));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        _ => "null".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    crate::json::Json::text(text).to_compact()
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::{Policy, Resource};

    fn content(members: &str) -> String {
        let text =
            format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{members}}}]}}"#);
        let policy: Policy<Resource> =
            Policy::from_json(&text).unwrap_or_else(|error| panic!("{members}: {error}"));
        canonical(&policy.statements()[0], true)
    }

    #[test]
    fn order_case_and_brackets_do_not_count() {
        let base = content(
            r#""Principal":{"AWS":["1","2"]},"Action":["s3:GetObject","s3:PutObject"],"Resource":"*","Condition":{"StringEquals":{"aws:A":["x","y"]},"Bool":{"aws:B":true}}"#,
        );
        let other = content(
            r#""Sid":"A","Principal":{"AWS":["2","1","2"]},"Action":["S3:putobject","s3:getObject"],"Resource":["*","*"],"Condition":{"Bool":{"AWS:b":"True"},"StringEquals":{"aws:a":["y","x"]}}"#,
        );
        assert_eq!(base, other);
    }

    #[test]
    fn what_says_something_else_has_another_text() {
        let texts = [
            r#""Principal":"*","Action":"s3:Get*""#,
            r#""Principal":{"AWS":"*"},"Action":"s3:Get*""#,
            r#""NotPrincipal":{"AWS":"*"},"Action":"s3:Get*""#,
            r#""Principal":"*","NotAction":"s3:Get*""#,
            r#""Principal":"*","Action":"s3:Get*","Resource":"a 1:b""#,
            r#""Principal":"*","Action":"s3:Get*","Resource":["a","b"]"#,
            r#""Principal":"*","Action":"s3:Get*","Resource":["A","b"]"#,
            r#""Principal":"*","Action":"s3:Get*","NotResource":["a","b"]"#,
            r#""Principal":"*","Action":"s3:Get*","Condition":{"StringEquals":{"a:b":"c"}}"#,
            r#""Principal":"*","Action":"s3:Get*","Condition":{"StringEquals":{"a:b":"C"}}"#,
            r#""Principal":"*","Action":"s3:Get*","Condition":{"StringEquals":{"a:b":[]}}"#,
            r#""Principal":"*","Action":"s3:Get*","Condition":{"StringLike":{"a:b":"c"}}"#,
        ]
        .map(content);
        let distinct: BTreeSet<_> = texts.iter().collect();
        assert_eq!(distinct.len(), texts.len());
    }

    #[test]
    fn json_is_one_text_whatever_the_order_of_its_members() {
        let text = |json| json_text(&iam_core::json::read(json).unwrap());
        assert_eq!(text(r#"{"b":[1.50,"é\n"],"a":null}"#), r#"{"a":null,"b":[1.50,"é\n"]}"#);
    }
}
