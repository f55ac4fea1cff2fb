//! Fixes of a policy as edits of YAML, of Terraform's language or of a string: quotes, indentation and comments
//! stay.
//!
//! Only what stands in the file as it is in the tree is edited, and only where the lines around it leave no
//! doubt: whatever else is left to people.

use crate::edit_text::InString;
use crate::found::{Found, Syntax};
use crate::terraform::parse_with_repeated;
use hcl_edit::Span as _;
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::finding::{Edit, Fix};
use iam_core::json::{Layout, TextEdit, Writer};

/// A policy in the text of a file, as something to be mended there.
#[derive(Debug)]
pub struct Editor<'e> {
    text: &'e str,
    found: &'e Found<'e>,
    /// The string that it stands in, if it does in one that can be edited.
    string: Option<InString>,
}

impl<'e> Editor<'e> {
    /// Of a policy that was found in this text.
    #[must_use]
    pub fn new(text: &'e str, found: &'e Found<'e>) -> Self {
        let string = match &found.syntax {
            Syntax::Text(said) => InString::new(text, found.span, said),
            _ => None,
        };
        Self { text, found, string }
    }

    /// Whether what stands at `span` may be something else another time: a default in a `variable` of Terraform.
    #[must_use]
    pub fn is_default(&self, span: ByteSpan) -> bool {
        if self.found.syntax != Syntax::Hcl {
            return false;
        }
        let Ok(body) = parse_with_repeated(self.text) else { return true };
        let within = |block: &hcl_edit::structure::Block| {
            block.span().is_some_and(|it| it.contains(&(span.start as usize)))
        };
        body.blocks().any(|block| block.ident.as_str() == "variable" && within(block))
    }

    /// The edits of the text that do what `fix` says of the policy, in order; none if that cannot be done for
    /// sure. Of JSON, [`json::edits`](iam_core::json::edits) tells them.
    #[must_use]
    pub fn edits(&self, fix: &Fix) -> Option<Vec<TextEdit>> {
        let Self { text, found, string } = self;
        if let Syntax::Text(said) = &found.syntax {
            return string.as_ref()?.edits(text, found, said, fix);
        }
        let file = File { text, syntax: &found.syntax };
        if !matches!(file.syntax, Syntax::Yaml | Syntax::Hcl) {
            return None;
        }
        let edit = |edit: &Edit| match edit {
            Edit::Replace { at, with } => file.replace(&found.document, *at, with),
            Edit::Remove { at } => file.remove(&found.document, *at),
            Edit::Insert { into, name, with } => file.insert(&found.document, *into, name, with),
            _ => None,
        };
        let mut edits: Vec<TextEdit> = fix.edits.iter().map(edit).collect::<Option<_>>()?;
        edits.sort_by_key(|edit| edit.at);
        Some(edits)
    }
}

/// The same for one fix.
#[must_use]
pub fn edits(text: &str, found: &Found<'_>, fix: &Fix) -> Option<Vec<TextEdit>> {
    Editor::new(text, found).edits(fix)
}

/// The text of a file, and what it is written in.
#[derive(Clone, Copy)]
struct File<'f> {
    text: &'f str,
    syntax: &'f Syntax,
}

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Double,
    Single,
    Plain,
}

impl<'f> File<'f> {
    fn at(self, span: ByteSpan) -> Option<&'f str> {
        self.text.get(span.start as usize..span.end as usize)
    }

    /// How the text at `span` is written, if it stands there as it is: without escapes, tags and references.
    fn quotes(self, span: ByteSpan, said: &str) -> Option<Quotes> {
        let written = self.at(span)?;
        let inside = |quote: char| written.strip_prefix(quote)?.strip_suffix(quote);
        if inside('"') == Some(said) {
            Some(Quotes::Double)
        } else if *self.syntax == Syntax::Yaml && inside('\'') == Some(said) {
            Some(Quotes::Single)
        } else {
            (written == said && !said.is_empty()).then_some(Quotes::Plain)
        }
    }

    /// A text, written in these quotes if it can be.
    fn written(self, text: &str, quotes: Quotes) -> Option<String> {
        if text.contains(char::is_control) {
            return None;
        }
        Some(match quotes {
            Quotes::Double => {
                let mut json = Writer::new(Layout::Compact);
                json.string(text);
                let json = json.finish();
                match self.syntax {
                    Syntax::Hcl => json.replace("${", "$${").replace("%{", "%%{"),
                    _ => json,
                }
            }
            Quotes::Single => format!("'{}'", text.replace('\'', "''")),
            Quotes::Plain if *self.syntax == Syntax::Hcl => {
                is_word(text).then(|| text.to_owned())?
            }
            Quotes::Plain if is_plain(text) => text.to_owned(),
            Quotes::Plain => return self.written(text, Quotes::Single),
        })
    }

    fn replace(self, document: &Node<'_>, at: ByteSpan, with: &str) -> Option<TextEdit> {
        let said = said_at(document, at)?;
        let quotes = self.quotes(at, said)?;
        Some(TextEdit { at, with: self.written(with, quotes)? })
    }

    /// An item of a list that has others.
    fn remove(self, document: &Node<'_>, at: ByteSpan) -> Option<TextEdit> {
        let said = said_at(document, at)?;
        self.quotes(at, said)?;
        if !is_one_of_several(document, at) {
            return None;
        }
        let (start, end) = (at.start as usize, at.end as usize);
        let (before, after) = (self.text.get(..start)?, self.text.get(end..)?);
        let spaces = |text: &str| text.len() - text.trim_start().len();
        let with = String::new();
        // With the comma after it, or else the one before.
        if after.trim_start().starts_with(',') {
            let comma = end + spaces(after) + 1;
            let next = self.text.get(comma..)?;
            let to = comma + next.len() - next.trim_start_matches([' ', '\t']).len();
            // Alone on its line: the line goes.
            if next.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                let from = before.trim_end_matches([' ', '\t']).len();
                let line = before.get(..from)?;
                if line.ends_with('\n') {
                    let line_end = to + self.text.get(to..)?.find('\n')? + 1;
                    return Some(TextEdit { at: span(from, line_end), with });
                }
            }
            return Some(TextEdit { at: span(start, to), with });
        }
        let trimmed = before.trim_end();
        if trimmed.ends_with(',') {
            return Some(TextEdit { at: span(trimmed.len() - 1, end), with });
        }
        // `- item`, alone on its line.
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let dash = self.text.get(line..start)?.trim() == "-";
        let rest = after.split('\n').next()?;
        let is_alone = rest.trim().is_empty() || rest.trim_start().starts_with('#');
        if *self.syntax != Syntax::Yaml || !dash || !is_alone {
            return None;
        }
        let to = (end + rest.len() + 1).min(self.text.len());
        Some(TextEdit { at: span(line, to), with })
    }

    /// A member of an object that is written in lines.
    fn insert(
        self,
        document: &Node<'_>,
        into: ByteSpan,
        name: &str,
        with: &str,
    ) -> Option<TextEdit> {
        if *self.syntax != Syntax::Yaml {
            return None;
        }
        let object = object_at(document, into)?;
        let first = object.members().first()?;
        let start = first.key_span.start as usize;
        let before = self.text.get(..start)?;
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let indent = self.text.get(line..start)?;
        if self.at(first.key_span)? != first.key || !indent.chars().all(|c| matches!(c, ' ' | '-'))
        {
            return None;
        }
        let value = self.written(with, Quotes::Single)?;
        let (indent, end) = (" ".repeat(indent.len()), self.line_end(start));
        Some(TextEdit { at: span(start, start), with: format!("{name}: {value}{end}{indent}") })
    }

    /// How the line of `at` ends, or else the line before it: one file may have both.
    fn line_end(self, at: usize) -> &'static str {
        let (before, after) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        let line =
            after.split_once('\n').or_else(|| before.rsplit_once('\n').map(|(line, _)| (line, "")));
        let is_windows = line.is_some_and(|(line, _)| line.ends_with('\r'));
        if is_windows { "\r\n" } else { "\n" }
    }
}

fn span(start: usize, end: usize) -> ByteSpan {
    let saturated = |at| u32::try_from(at).unwrap_or(u32::MAX);
    ByteSpan { start: saturated(start), end: saturated(end) }
}

/// Whether a text can stand without quotes, and is text then.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || ":*/._-".contains(c);
    let is_word = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_safe)
        && !text.ends_with(':')
        && !is_word
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The text or name that stands at `at`.
fn said_at<'n>(node: &'n Node<'_>, at: ByteSpan) -> Option<&'n str> {
    match &node.value {
        Value::String(text) | Value::Number(text) => (node.span == at).then_some(&**text),
        Value::Array(items) => items.iter().find_map(|item| said_at(item, at)),
        Value::Object(members) => members.iter().find_map(|member| {
            if member.key_span == at { Some(&*member.key) } else { said_at(&member.node, at) }
        }),
        _ => None,
    }
}

fn object_at<'n, 't>(node: &'n Node<'t>, at: ByteSpan) -> Option<&'n Node<'t>> {
    match &node.value {
        Value::Array(items) => items.iter().find_map(|item| object_at(item, at)),
        Value::Object(_) if node.span == at => Some(node),
        Value::Object(members) => members.iter().find_map(|member| object_at(&member.node, at)),
        _ => None,
    }
}

/// Whether the item at `at` is one of a list that has others.
fn is_one_of_several(node: &Node<'_>, at: ByteSpan) -> bool {
    match &node.value {
        Value::Array(items) if items.iter().any(|item| item.span == at) => items.len() > 1,
        Value::Array(items) => items.iter().any(|item| is_one_of_several(item, at)),
        Value::Object(members) => members.iter().any(|it| is_one_of_several(&it.node, at)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;
    use std::path::Path;

    const TEXT: &str = "\
Statement:
- Effect: Allow
  Action:
  - s3:getobject # old
  - 's3:GetObject'
  Resource: [\"a\", 'b', c]
";

    /// The text after an edit at the first place of `place`.
    fn edited(text: &str, place: &str, edit: impl Fn(ByteSpan) -> Fix) -> Option<String> {
        let contents = read(Path::new("p.yaml"), text, None).expect("YAML");
        let start = text.find(place).expect("a place");
        let fix = edit(span(start, start + place.len()));
        let mut new = text.to_owned();
        for TextEdit { at, with } in edits(text, &contents.policies[0], &fix)?.into_iter().rev() {
            new.replace_range(at.start as usize..at.end as usize, &with);
        }
        Some(new)
    }

    #[test]
    fn texts_keep_their_quotes() {
        let replaced = |place: &str, with: &str| edited(TEXT, place, |at| Fix::replace(at, with));
        let wanted = |old: &str, new: &str| Some(TEXT.replace(old, new));
        assert_eq!(replaced("s3:getobject", "s3:Get*"), wanted("s3:getobject", "s3:Get*"));
        assert_eq!(replaced("s3:getobject", "*"), wanted("s3:getobject", "'*'"));
        assert_eq!(replaced("'s3:GetObject'", "it's"), wanted("'s3:GetObject'", "'it''s'"));
        assert_eq!(replaced("\"a\"", "x\"y"), wanted("\"a\"", "\"x\\\"y\""));
        assert_eq!(replaced("Effect", "effect"), wanted("Effect", "effect"));
    }

    #[test]
    fn items_go_with_their_lines_and_commas() {
        let removed = |place: &str| edited(TEXT, place, |at| Fix::remove(at, ""));
        let wanted = |old: &str, new: &str| Some(TEXT.replace(old, new));
        assert_eq!(removed("s3:getobject"), wanted("  - s3:getobject # old\n", ""));
        assert_eq!(removed("'s3:GetObject'"), wanted("  - 's3:GetObject'\n", ""));
        assert_eq!(removed("'b'"), wanted("'b', ", ""));
        assert_eq!(removed("c]").map(|_| ()), None, "no such place");
        let only = "Statement:\n- Effect: Allow\n  Action: [a]\n";
        assert_eq!(
            edited(only, "a]", |at| Fix::remove(span(at.start as usize, at.end as usize - 1), "")),
            None
        );
    }

    #[test]
    fn members_come_in_lines_of_their_own() {
        let added = edited(TEXT, TEXT.trim_end(), |at| Fix::insert(at, "Version", "2012-10-17"));
        assert_eq!(added, Some(format!("Version: '2012-10-17'\n{TEXT}")));
        let contents = read(Path::new("p.yaml"), TEXT, None).expect("YAML");
        let statement = &contents.policies[0].document.members()[0].node.items()[0];
        let added = edits(TEXT, &contents.policies[0], &Fix::insert(statement.span, "Sid", "A"));
        let start = TEXT.find("Effect").expect("a place");
        let with = "Sid: 'A'\n  ".to_owned();
        assert_eq!(added, Some(vec![TextEdit { at: span(start, start), with }]));
    }

    #[test]
    fn lines_end_as_those_around_them() {
        let text = TEXT.replace('\n', "\r\n");
        let insert = |at| Fix::insert(at, "Version", "2012-10-17");
        let added = edited(&text, text.trim_end(), insert);
        assert_eq!(added, Some(format!("Version: '2012-10-17'\r\n{text}")));
        // The last line need not end.
        let last = "a: b\r\n---\r\nStatement: []";
        let added = edited(last, "Statement: []", insert);
        assert_eq!(added, Some(last.replace("Statement", "Version: '2012-10-17'\r\nStatement")));
        let removed = edited(&text, "'s3:GetObject'", |at| Fix::remove(at, ""));
        assert_eq!(removed, Some(text.replace("  - 's3:GetObject'\r\n", "")));
    }

    #[test]
    fn what_was_filled_in_stays() {
        let text = "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n        - Effect: Allow\n          Action: !Join [':', [s3, GetObjct]]\n          Resource: '*'\n";
        let contents = read(Path::new("t.yaml"), text, None).expect("YAML");
        let statement = contents.policies[0].document.member("Statement").expect("statements");
        let action = &statement.node.items()[0].member("Action").expect("an action").node;
        assert_eq!(action.text(), Some("s3:GetObjct"));
        let fix = Fix::replace(action.span, "s3:GetObject");
        assert_eq!(edits(text, &contents.policies[0], &fix), None);
    }
}
