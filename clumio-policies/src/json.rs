//! JSON around policies, which write themselves.

use std::fmt::Write as _;

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// No white space.
    Compact,
    /// One item a line, two spaces a level, as policies do.
    Pretty,
}

/// A value to be written.
pub(crate) enum Json<'a> {
    Text(&'a str),
    Owned(String),
    False,
    List(Vec<Self>),
    Object(Vec<(&'a str, Self)>),
    /// JSON already, in the layout that the rest is written in.
    Raw(String),
}

impl<'a> Json<'a> {
    pub(crate) fn texts(texts: &[&'a str]) -> Self {
        Self::List(texts.iter().map(|&text| Self::Text(text)).collect())
    }

    pub(crate) fn write(&self, layout: Layout) -> String {
        let mut out = String::new();
        self.append(&mut out, layout, 0);
        out
    }

    fn append(&self, out: &mut String, layout: Layout, depth: usize) {
        match self {
            Self::Text(text) => string(out, text),
            Self::Owned(text) => string(out, text),
            Self::False => out.push_str("false"),
            Self::Raw(json) => {
                // Within a string a line break is escaped, so these are all between tokens.
                for (index, line) in json.lines().enumerate() {
                    if index > 0 {
                        break_line(out, layout, depth);
                    }
                    out.push_str(line);
                }
            }
            Self::List(items) => {
                block(out, layout, depth, ('[', ']'), items, |out, item| {
                    item.append(out, layout, depth + 1);
                });
            }
            Self::Object(members) => {
                block(out, layout, depth, ('{', '}'), members, |out, (name, value)| {
                    string(out, name);
                    out.push_str(if layout == Layout::Pretty { ": " } else { ":" });
                    value.append(out, layout, depth + 1);
                });
            }
        }
    }
}

fn block<T>(
    out: &mut String,
    layout: Layout,
    depth: usize,
    (open, close): (char, char),
    items: &[T],
    mut append: impl FnMut(&mut String, &T),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        break_line(out, layout, depth + 1);
        append(out, item);
    }
    if !items.is_empty() {
        break_line(out, layout, depth);
    }
    out.push(close);
}

fn break_line(out: &mut String, layout: Layout, depth: usize) {
    if layout == Layout::Pretty {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_hold_the_same() {
        let json = Json::Object(vec![
            ("a \"b\"\n\u{1}", Json::List(vec![Json::False, Json::Object(vec![])])),
            ("c", Json::texts(&["\\", "ü"])),
        ]);
        let compact = json.write(Layout::Compact);
        assert_eq!(compact, r#"{"a \"b\"\n\u0001":[false,{}],"c":["\\","ü"]}"#);
        let parsed: serde_json::Value = serde_json::from_str(&compact).unwrap();
        let pretty = json.write(Layout::Pretty);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&pretty).unwrap(), parsed);
        assert_eq!(pretty.lines().nth(2), Some("    false,"));
    }
}
