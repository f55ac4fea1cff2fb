//! Findings that are silenced where they stand: by a comment, or by the metadata of a template.

use crate::remark::{Comment, comment, may_have_one, parts};
use iam_core::document::{ByteSpan, Member, Node, Value};
use std::collections::HashSet;

/// A check that is silenced in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Silence {
    /// The code of the check, as written; what is written in its place if that is not understood.
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
    /// Nothing: it is not understood. What is, looks like this.
    Nothing(&'static str),
}

/// The comments in `text` that silence a check, in languages whose comments start with `#`, `//` or `/*`.
///
/// One at the end of a line is about that line, one alone on its line about the next that is no comment.
pub(crate) fn comments(text: &str) -> Vec<Silence> {
    comments_outside(text, &HashSet::new())
}

/// The same, without those in these texts of the file, by the lines that they are on.
///
/// One behind the mark of a block of YAML is about the first line of that, too.
pub(crate) fn comments_outside(text: &str, texts: &HashSet<ByteSpan>) -> Vec<Silence> {
    if !may_have_one(text) {
        return Vec::new();
    }
    let mut texts: Vec<_> = texts.iter().copied().collect();
    texts.sort_unstable();
    let is_inside = |at: usize| {
        let at = saturated(at);
        let after = texts.partition_point(|span| span.start <= at);
        let before = after.checked_sub(1).and_then(|last| texts.get(last));
        before.is_some_and(|span| at < span.end)
    };
    let mut silences = Vec::new();
    // From the end, so that what is next is known.
    let mut next = None;
    let mut below = None;
    for line in lines(text).into_iter().rev() {
        let said = text.get(line.start as usize..line.end as usize).unwrap_or_default();
        let is_comment = said.trim_start().starts_with(['#', '/']);
        if let Some(comment) = comment(said, |at| is_inside(line.start as usize + at)) {
            let is_alone = is_comment && comment.is_all;
            let is_header = below.is_some_and(|it: ByteSpan| begins_at(&texts, it.start));
            let covers = match (comment.is_understood, below) {
                (false, _) => Covers::Nothing("# iam:allow code reason"),
                (true, _) if is_alone => Covers::Line(next.unwrap_or(line)),
                (true, Some(ByteSpan { end, .. })) if is_header => {
                    Covers::Line(ByteSpan { start: line.start, end })
                }
                (true, _) => Covers::Line(line),
            };
            let Comment { at, code, reason, .. } = comment;
            let span = ByteSpan { start: line.start + saturated(at), end: line.end };
            silences.push(Silence { code, reason, span, covers });
        }
        if !is_comment && !said.trim().is_empty() {
            next = Some(line);
        }
        below = Some(line);
    }
    silences.reverse();
    silences
}

fn begins_at(texts: &[ByteSpan], start: u32) -> bool {
    let at = texts.partition_point(|span| span.start < start);
    texts.get(at).is_some_and(|span| span.start == start)
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<ByteSpan> {
    let mut start = 0;
    let line = |line: &str| {
        let from = start;
        start += line.len();
        let said = line.strip_suffix('\n').unwrap_or(line).trim_end_matches('\r');
        ByteSpan { start: saturated(from), end: saturated(from + said.len()) }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The places of all texts and names in a tree of YAML: of a block without the line of its mark.
pub(crate) fn texts(file: &str, node: &Node<'_>, found: &mut HashSet<ByteSpan>) {
    match &node.value {
        Value::String(_) => {
            let raw = file.get(node.span.start as usize..node.span.end as usize);
            let mark = raw.filter(|raw| raw.starts_with(['|', '>'])).and_then(|raw| raw.find('\n'));
            let header = mark.map_or(0, |newline| saturated(newline + 1));
            found.insert(ByteSpan { start: node.span.start + header, end: node.span.end });
        }
        Value::Array(items) => items.iter().for_each(|item| texts(file, item, found)),
        Value::Object(members) => {
            for member in members {
                // A tag is none, and a comment may follow it.
                if !file.get(member.key_span.start as usize..).is_some_and(|it| it.starts_with('!'))
                {
                    found.insert(member.key_span);
                }
                texts(file, &member.node, found);
            }
        }
        _ => {}
    }
}

fn saturated(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What the metadata of a template and of its resources silence: `Metadata: { iam: { allow: [...] } }`, with
/// entries `{ code, reason }` or texts `code reason`.
///
/// What else stands there silences nothing, and is told.
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
    let steps = ["Metadata", "iam"];
    let own = steps.iter().try_fold(node, |node, step| Some(&node.member(step)?.node));
    let Some(own) = own else { return };
    let not_understood = |code: &str, span| Silence {
        code: code.to_owned(),
        reason: String::new(),
        span,
        covers: Covers::Nothing("allow: [\"code reason\"]"),
    };
    if !matches!(own.value, Value::Object(_)) {
        silences.push(not_understood("iam", own.span));
    }
    for Member { key, key_span, node } in own.members() {
        if key != "allow" || !matches!(node.value, Value::Array(_)) {
            silences.push(not_understood(key, *key_span));
            continue;
        }
        for item in node.items() {
            let Some((code, reason)) = of_item(item) else {
                silences.push(not_understood(key, item.span));
                continue;
            };
            silences.push(Silence { code, reason, span: item.span, covers: covers.clone() });
        }
    }
}

/// The code and the reason of an entry.
fn of_item(item: &Node<'_>) -> Option<(String, String)> {
    if let Value::String(said) = &item.value {
        return Some(parts(said));
    }
    // With another member less may be meant than the whole.
    let is_known = |member: &Member<'_>| ["code", "reason"].contains(&&*member.key);
    let text = |name: &str| {
        let text = item.member(name).and_then(|it| it.node.text());
        text.unwrap_or_default().trim().to_owned()
    };
    let is_entry = !item.members().is_empty() && item.members().iter().all(is_known);
    is_entry.then(|| (text("code"), text("reason")))
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
    fn what_may_have_a_comment_is_looked_through() {
        for text in [
            "# iam:allow a b",
            "a ##  IAM-allow x",
            "//iam",
            "/* iam",
            "#\u{a0}iam:allow",
            "x iam:allow",
        ] {
            assert!(may_have_one(text), "{text}");
        }
        for text in ["", "arn:aws:iam::1:role/x", "# it", "/", "a # i", "s3:*"] {
            assert!(!may_have_one(text), "{text}");
        }
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
            ["iam:allow x y\nz", "a#iam:allow x y\nz", "a: b # iam:GetRole is all", "# the iam"]
        {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn what_was_meant_to_silence_and_does_not_is_told() {
        for text in ["# iam:allowed x y\nz", "a # iam:alow invalid-action y", "z\n# iam:allow\n"] {
            assert!(
                matches!(comments(text)[..], [Silence { covers: Covers::Nothing(_), .. }]),
                "{text}"
            );
        }
        // About nothing, and so told as idle.
        assert_eq!(told("# iam:allow x y"), [row("x", "y", "# iam:allow x y")]);
    }

    #[test]
    fn a_block_is_silenced_behind_its_mark() {
        let text = "a: | # iam:allow x because\n  one # iam:allow y z\n  two\nb: 'c'\n";
        let document = crate::yaml::read(text).expect("YAML").remove(0);
        let mut inside = HashSet::new();
        texts(text, &document, &mut inside);
        let [only] = &comments_outside(text, &inside)[..] else { panic!("one comment") };
        let Covers::Line(ByteSpan { start, end }) = only.covers else { panic!("a line") };
        let covered = "a: | # iam:allow x because\n  one # iam:allow y z";
        assert_eq!(&text[start as usize..end as usize], covered);
    }

    #[test]
    fn metadata_is_about_who_has_it() {
        let text = r#"{"Metadata": {"iam": {"allow": ["x-one all of it"]}},
            "Resources": {"R": {"Metadata": {"iam": {"allow": [{"code": "x-two", "reason": "this"}, 1,
                {"code": "x", "reason": "y", "sid": "z"}], "alow": ["x y"]}}},
                "S": {"Metadata": {"iam": []}}, "T": {"Metadata": {"iam": {"allow": "x y"}}}}}"#;
        let silences = metadata(&json::read(text).expect("JSON"));
        let told: Vec<_> =
            silences.iter().map(|it| (it.code.as_str(), it.reason.as_str(), &it.covers)).collect();
        let holder = Covers::Holder("R".to_owned());
        let nothing = Covers::Nothing("allow: [\"code reason\"]");
        assert_eq!(
            told,
            [
                ("x-one", "all of it", &Covers::Everything),
                ("x-two", "this", &holder),
                ("allow", "", &nothing),
                ("allow", "", &nothing),
                ("alow", "", &nothing),
                ("iam", "", &nothing),
                ("allow", "", &nothing),
            ]
        );
    }
}
