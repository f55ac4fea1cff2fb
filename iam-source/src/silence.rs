//! Findings that are silenced where they stand: by a comment, or by the metadata of a template.

use iam_core::document::{ByteSpan, Node, Value};
use std::collections::HashSet;

/// A check that is silenced in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Silence {
    /// The code of the check, as written.
    pub code: String,
    /// Why it is silenced; empty if nobody says, and then nothing is.
    pub reason: String,
    /// Where that is written.
    pub span: ByteSpan,
    /// What it is about.
    pub covers: Covers,
}

/// What is silenced.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Covers {
    /// What starts in these bytes, which are a line: a finding, its statement or its policy.
    Line(ByteSpan),
    /// The policies that this one holds.
    Holder(String),
    /// All policies of the file.
    Everything,
}

/// What a comment says that silences a check, after its mark.
pub(crate) const WORD: &str = "iam:allow";

/// The comments in `text` that silence a check, in languages whose comments start with `#` or `//`.
///
/// One at the end of a line is about that line, one alone on its line about the next that is no comment.
pub(crate) fn comments(text: &str) -> Vec<Silence> {
    comments_outside(text, &HashSet::new())
}

/// The same, without those in these texts of the file, by the lines that they are on.
pub(crate) fn comments_outside(text: &str, texts: &HashSet<ByteSpan>) -> Vec<Silence> {
    let mut texts: Vec<_> = texts.iter().copied().collect();
    texts.sort_unstable();
    let is_inside = |at: usize| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let after = texts.partition_point(|span| span.start <= at);
        let before = after.checked_sub(1).and_then(|last| texts.get(last));
        before.is_some_and(|span| at < span.end)
    };
    let silence = |(at, _): (usize, &str)| {
        if is_inside(at) {
            return None;
        }
        let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
        let line = line_from(text, start);
        let before = text.get(start..at)?.trim_end();
        let before = before.strip_suffix("//").or_else(|| before.strip_suffix('#'))?;
        // A mark within a word starts no comment.
        if !before.is_empty() && !before.ends_with(char::is_whitespace) {
            return None;
        }
        let said = text.get(at + WORD.len()..line.end as usize)?;
        // Another word that starts alike.
        if said.starts_with(|c: char| !c.is_whitespace()) {
            return None;
        }
        let (code, reason) = parts(said);
        let is_alone = before.trim().is_empty();
        let covers = if is_alone { next_line(text, line.end as usize)? } else { line };
        let span = span(start + before.len(), line.end as usize);
        Some(Silence { code, reason, span, covers: Covers::Line(covers) })
    };
    text.match_indices(WORD).filter_map(silence).collect()
}

/// The places of all texts and names in a tree.
pub(crate) fn texts(node: &Node<'_>, found: &mut HashSet<ByteSpan>) {
    match &node.value {
        Value::String(_) => {
            found.insert(node.span);
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => {
            for member in members {
                found.insert(member.key_span);
                texts(&member.node, found);
            }
        }
        _ => {}
    }
}

/// The code and the reason of `code reason`.
fn parts(said: &str) -> (String, String) {
    let said = said.trim();
    let (code, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    (code.to_owned(), reason.trim().to_owned())
}

fn span(start: usize, end: usize) -> ByteSpan {
    let saturated = |at| u32::try_from(at).unwrap_or(u32::MAX);
    ByteSpan { start: saturated(start), end: saturated(end) }
}

/// The line that starts at byte `start`, without its end.
fn line_from(text: &str, start: usize) -> ByteSpan {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
    span(start, start + line.len())
}

/// The next line after the one that ends at byte `end` with something but a comment.
fn next_line(text: &str, end: usize) -> Option<ByteSpan> {
    let mut start = end;
    loop {
        start += text.get(start..)?.find('\n')? + 1;
        let line = line_from(text, start);
        let said = text.get(start..line.end as usize)?.trim();
        if !said.is_empty() && !said.starts_with('#') && !said.starts_with("//") {
            return Some(line);
        }
    }
}

/// What the metadata of a template and of its resources silence: `Metadata: { iam: { allow: [...] } }`, with
/// entries `{ code, reason }` or texts `code reason`.
pub(crate) fn metadata(template: &Node<'_>) -> Vec<Silence> {
    let mut silences = Vec::new();
    gather(template, &Covers::Everything, &mut silences);
    let resources = template.member("Resources").map_or(&[][..], |it| it.node.members());
    for resource in resources {
        gather(&resource.node, &Covers::Holder(resource.key.to_string()), &mut silences);
    }
    silences
}

fn gather(node: &Node<'_>, covers: &Covers, silences: &mut Vec<Silence>) {
    let steps = ["Metadata", "iam", "allow"];
    let allow = steps.iter().try_fold(node, |node, step| Some(&node.member(step)?.node));
    let Some(allow) = allow else { return };
    for item in allow.items() {
        let text = |name: &str| {
            let text = item.member(name).and_then(|it| it.node.text());
            text.unwrap_or_default().trim().to_owned()
        };
        let (code, reason) = match &item.value {
            Value::String(said) => parts(said),
            _ => (text("code"), text("reason")),
        };
        silences.push(Silence { code, reason, span: item.span, covers: covers.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::json;

    fn told(text: &str) -> Vec<(String, String, String)> {
        let line = |covers| match covers {
            Covers::Line(ByteSpan { start, end }) => text[start as usize..end as usize].to_owned(),
            other => format!("{other:?}"),
        };
        comments(text).into_iter().map(|it| (it.code, it.reason, line(it.covers))).collect()
    }

    fn row(code: &str, reason: &str, line: &str) -> (String, String, String) {
        (code.to_owned(), reason.to_owned(), line.to_owned())
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        let text = "a: 1 # iam:allow x-one it is so\r\n\
                    # iam:allow x-two because\n  # another\n\n  b: 2\n\
                    //iam:allow x-three\n  c: 3\n";
        assert_eq!(
            told(text),
            [
                row("x-one", "it is so", "a: 1 # iam:allow x-one it is so"),
                row("x-two", "because", "  b: 2"),
                row("x-three", "", "  c: 3"),
            ]
        );
    }

    #[test]
    fn what_is_no_comment_is_not_read() {
        for text in
            ["iam:allow x y\nz", "a#iam:allow x y\nz", "# iam:allowed x y\nz", "# iam:allow x"]
        {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn metadata_is_about_who_has_it() {
        let text = r#"{"Metadata": {"iam": {"allow": ["x-one all of it"]}},
            "Resources": {"R": {"Metadata": {"iam": {"allow": [{"code": "x-two", "reason": "this"}, 1]}}}}}"#;
        let silences = metadata(&json::read(text).expect("JSON"));
        let told: Vec<_> =
            silences.iter().map(|it| (it.code.as_str(), it.reason.as_str(), &it.covers)).collect();
        let holder = Covers::Holder("R".to_owned());
        assert_eq!(
            told,
            [
                ("x-one", "all of it", &Covers::Everything),
                ("x-two", "this", &holder),
                ("", "", &holder),
            ]
        );
    }
}
