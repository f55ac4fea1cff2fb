//! A planted mistake for each row of the table.

use super::reading::{contents, line, places};
use crate::cloudformation::rows::ROWS;
use crate::found::{Found, Syntax};
use crate::table::{Kind, Row};
use iam_core::document::Node;
use iam_core::json;
use iam_core::policy::PolicyType;
use std::fmt::Write;

const TABLE: &str = include_str!("../../../tables/cloudformation.tsv");
const STATEMENT: &str =
    r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObjct", "Resource": "*"}"#;

/// The rows that hold a policy, each with its form.
fn rows() -> impl Iterator<Item = (Row, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| {
        let cells: Vec<_> = line.split('\t').collect();
        let rows = ROWS.rows(cells[0]).iter();
        let row = rows.copied().find(|row| row.path == cells[1]).expect("row");
        (row.kind != Kind::NotIam).then_some((row, cells[4]))
    })
}

/// What stands at the path of a row, as JSON.
fn value(row: &Row) -> String {
    let document = format!(r#"{{"Version": "2012-10-17", "Statement": [{STATEMENT}]}}"#);
    match row.kind {
        Kind::IdentityList => format!("[{document}]"),
        Kind::Statements => format!("[{STATEMENT}]"),
        Kind::StatementOrBuilt => STATEMENT.to_owned(),
        Kind::Permission => r#"{"Effect": "Allow", "Action": "s3:GetObjct"}"#.to_owned(),
        _ => document,
    }
}

/// The properties of a resource that has this at the path of the row.
fn properties(row: &Row, value: &str) -> String {
    if row.kind == Kind::Built {
        return r#"{"Action": "s3:GetObjct", "Principal": "s3.amazonaws.com", "FunctionName": "f", "LayerVersionArn": "l", "SourceArn": "arn:aws:s3:::b"}"#.to_owned();
    }
    let wrap = |inner: String, step: &str| match step {
        "*" => format!("[{inner}]"),
        "{}" => format!("{{\"Some\": {inner}}}"),
        step => format!("{{\"{step}\": {inner}}}"),
    };
    let properties = row.path.rsplit('/').fold(value.to_owned(), wrap);
    match row.kind {
        Kind::ByType => properties.replacen('{', r#"{"Type": "RESOURCE_CONTROL_POLICY", "#, 1),
        _ => properties,
    }
}

fn template(row: &Row, value: &str) -> String {
    let holder = row.holder_type;
    let properties = properties(row, value);
    format!(
        "{{\"Resources\": {{\"It\": {{\"Type\": \"{holder}\", \"Properties\": {properties}}}}}}}"
    )
}

/// Each member and item on a line of its own.
fn json_lines(node: &Node<'_>, indent: usize) -> String {
    let pad = "  ".repeat(indent + 1);
    let end = "  ".repeat(indent);
    if !node.members().is_empty() {
        let members = node.members().iter().map(|member| {
            format!("{pad}\"{}\": {}", member.key, json_lines(&member.node, indent + 1))
        });
        return format!("{{\n{}\n{end}}}", members.collect::<Vec<_>>().join(",\n"));
    }
    if let Some(text) = node.text() {
        return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let items = node.items().iter();
    let items = items.map(|item| format!("{pad}{}", json_lines(item, indent + 1)));
    format!("[\n{}\n{end}]", items.collect::<Vec<_>>().join(",\n"))
}

/// The same as YAML in blocks; text that is JSON becomes a block of lines.
fn yaml_lines(node: &Node<'_>, indent: usize) -> String {
    let pad = "  ".repeat(indent);
    if let Some(text) = node.text() {
        return match json::read(text) {
            Ok(inner) if text.starts_with('{') => {
                let lines = json_lines(&inner, 0);
                let lines = lines.lines().map(|line| format!("\n{pad}{line}"));
                format!(" |{}", lines.collect::<String>())
            }
            _ => format!(" '{text}'"),
        };
    }
    let mut lines = String::new();
    for member in node.members() {
        let _ = write!(lines, "\n{pad}{}:{}", member.key, yaml_lines(&member.node, indent + 1));
    }
    if node.members().is_empty() {
        for item in node.items() {
            let _ = write!(lines, "\n{pad}-{}", yaml_lines(item, indent + 1));
        }
    }
    lines
}

fn is_found(text: &str, row: &Row, is_string: bool) {
    let contents = contents(text);
    assert_eq!(contents.unchecked, [], "{text}");
    let [found] = contents.policies.as_slice() else { panic!("{row:?}: {contents:#?}\n{text}") };
    let wanted = match row.kind {
        Kind::Identity | Kind::IdentityList => PolicyType::Identity,
        Kind::Trust => PolicyType::Trust,
        Kind::Session => PolicyType::Session,
        Kind::VpcEndpoint => PolicyType::VpcEndpoint,
        Kind::ByType => PolicyType::ResourceControl,
        _ => PolicyType::Resource,
    };
    assert_eq!(found.policy_type, Some(wanted), "{row:?}");
    assert_eq!(found.resource_type, row.resource_type, "{row:?}");
    assert_eq!(found.holder, "It", "{row:?}");
    assert_eq!(matches!(found.syntax, Syntax::Text(_)), is_string, "{row:?}\n{text}");
    mistake_is_at_its_line(text, found);
}

fn mistake_is_at_its_line(text: &str, found: &Found<'_>) {
    let mut planted = Vec::new();
    places(&found.document, "s3:GetObjct", &mut planted);
    let [span] = planted.as_slice() else { panic!("{found:#?}") };
    let at = text.find("s3:GetObjct").expect("planted");
    assert_eq!(line(text, span.start), line(text, u32::try_from(at).expect("short")), "{text}");
    let written = &text[span.start as usize..span.end as usize];
    assert!(written.contains("s3:GetObjct"), "{written}\n{text}");
}

#[test]
fn a_mistake_is_found_in_every_row() {
    let mut count = 0;
    for (row, form) in rows() {
        let is_built = row.kind == Kind::Built;
        let mut forms = Vec::new();
        if is_built || form.contains("object") || form.contains("list") {
            forms.push((template(&row, &value(&row)), false));
        }
        if form.contains("string") && row.kind != Kind::IdentityList {
            let escaped = value(&row).replace('\\', "\\\\").replace('"', "\\\"");
            forms.push((template(&row, &format!("\"{escaped}\"")), true));
        }
        assert!(!forms.is_empty(), "{row:?}");
        for (text, is_string) in forms {
            let root = json::read(&text).expect("JSON");
            is_found(&json_lines(&root, 0), &row, is_string);
            is_found(yaml_lines(&root, 0).trim_start(), &row, is_string);
            count += 2;
        }
    }
    assert!(count > 250, "{count}");
}

#[test]
fn what_only_looks_like_a_policy_is_not_listed() {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = lines.map(|line| ROWS.rows(line.split('\t').next().unwrap_or_default()));
    let mut count = 0;
    for row in rows.flatten().filter(|row| row.kind == Kind::NotIam) {
        let document = format!(r#"{{"Version": "2012-10-17", "Statement": [{STATEMENT}]}}"#);
        let contents = contents(&template(row, &document));
        assert_eq!(contents.policies, [], "{row:?}");
        // Of a connector is told that SAM makes its policies.
        let is_told = row.holder_type == "AWS::Serverless::Connector";
        assert_eq!(contents.unchecked.len(), usize::from(is_told), "{row:?}");
        count += 1;
    }
    assert!(count >= 24, "{count}");
}
