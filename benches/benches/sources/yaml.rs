//! A template in YAML, as people write it: blocks, short tags, quotes only where they are needed.

use serde_json::Value;

/// The text of a template.
pub(crate) fn text(template: &Value) -> String {
    let mut out = String::new();
    if let Value::Object(members) = template {
        for (key, value) in members {
            member(&mut out, key, value, 0);
        }
    }
    out
}

fn member(out: &mut String, key: &str, value: &Value, indent: usize) {
    out.push_str(&" ".repeat(indent));
    out.push_str(&scalar(key));
    out.push(':');
    of(out, value, indent + 2);
}

/// What stands behind a colon, a dash or a tag, up to the end of its last line.
fn of(out: &mut String, value: &Value, indent: usize) {
    if let Some((tag, argument)) = function(value) {
        out.push(' ');
        out.push_str(tag);
        let dotted = match argument {
            Value::Array(items) if tag == "!GetAtt" => {
                items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(".")
            }
            _ => String::new(),
        };
        return match dotted.as_str() {
            "" => of(out, argument, indent),
            dotted => of(out, &Value::String(dotted.to_owned()), indent),
        };
    }
    match value {
        Value::Object(members) if members.is_empty() => out.push_str(" {}\n"),
        Value::Object(members) => {
            out.push('\n');
            for (key, value) in members {
                member(out, key, value, indent);
            }
        }
        Value::Array(items) if items.is_empty() => out.push_str(" []\n"),
        Value::Array(items) => {
            out.push('\n');
            for one in items {
                item(out, one, indent);
            }
        }
        Value::String(text) if text.contains('\n') => {
            out.push_str(" |\n");
            for line in text.lines() {
                if !line.is_empty() {
                    out.push_str(&" ".repeat(indent));
                    out.push_str(line);
                }
                out.push('\n');
            }
        }
        Value::String(text) => {
            out.push(' ');
            out.push_str(&scalar(text));
            out.push('\n');
        }
        other => {
            out.push(' ');
            out.push_str(&other.to_string());
            out.push('\n');
        }
    }
}

fn item(out: &mut String, value: &Value, indent: usize) {
    out.push_str(&" ".repeat(indent));
    out.push('-');
    match value {
        // The first member stands behind the dash.
        Value::Object(members) if function(value).is_none() && !members.is_empty() => {
            let mut block = String::new();
            for (key, value) in members {
                member(&mut block, key, value, indent + 2);
            }
            out.push(' ');
            out.push_str(block.trim_start());
        }
        _ => of(out, value, indent + 2),
    }
}

/// The short tag of a function, and what it takes.
fn function(value: &Value) -> Option<(&'static str, &Value)> {
    let Value::Object(members) = value else { return None };
    let (key, argument) = members.iter().next().filter(|_| members.len() == 1)?;
    let tag = match key.as_str() {
        "Ref" => "!Ref",
        "Fn::Sub" => "!Sub",
        "Fn::GetAtt" => "!GetAtt",
        "Fn::Join" => "!Join",
        "Fn::If" => "!If",
        "Fn::Equals" => "!Equals",
        _ => return None,
    };
    Some((tag, argument))
}

/// Text on one line, in quotes if it would be something else without.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(':')
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || b":/_.- ".contains(&it))
        && !text.contains(": ")
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off"].contains(&text);
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
