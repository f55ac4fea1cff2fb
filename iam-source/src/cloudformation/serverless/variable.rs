//! How the framework writes its variables: `${self:custom.bucket}`, `${opt:stage, 'dev'}`.

use iam_core::registry;

/// The sources that the framework has itself, but for `aws` and `s3`, which keys of IAM begin with, too.
const SOURCES: [&str; 9] = ["self", "opt", "sls", "env", "file", "param", "ssm", "cf", "git"];

/// A part of a text, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// What stands as it is, from this byte on.
    Text(usize, &'t str),
    /// What the framework fills, from this byte on, and what stands between its braces.
    Variable(usize, &'t str),
    /// What plugins make a reference of: `#{AWS::Region}` and `${{AWS::Region}}`.
    Reference(usize, &'t str),
}

/// One of the sources of a variable, the first of which that has a value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked<'t> {
    /// A text that is written there.
    Literal(&'t str),
    /// What `name:address` gives, or `name(…):address`.
    Of { name: &'t str, address: &'t str },
    /// Something that is none of these.
    Unclear,
}

/// A text, cut at its variables.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(mark) = text.get(at..).and_then(|rest| rest.find(['$', '#'])) {
        let mark = at + mark;
        at = mark + 1;
        let Some(rest) = text.get(at..).filter(|rest| rest.starts_with('{')) else { continue };
        // What is not closed holds whatever comes after it.
        let Some(end) = closing(rest) else { break };
        let inner = rest.get(1..end).unwrap_or_default();
        let piece = if text.get(mark..at) == Some("#") {
            is_reference(inner).then_some(Piece::Reference(mark, inner))
        } else {
            match in_braces(inner).filter(|inner| is_reference(inner) && !is_variable(inner)) {
                Some(inner) => Some(Piece::Reference(mark, inner)),
                None => is_variable(inner).then_some(Piece::Variable(mark, inner)),
            }
        };
        let end = at + end + 1;
        if let Some(piece) = piece {
            let before = text.get(start..mark).unwrap_or_default();
            if !before.is_empty() {
                pieces.push(Piece::Text(start, before));
            }
            pieces.push(piece);
            start = end;
        }
        at = end;
    }
    let rest = text.get(start..).unwrap_or_default();
    if !rest.is_empty() {
        pieces.push(Piece::Text(start, rest));
    }
    pieces
}

/// What stands between the braces of the variable that a text is, if it is one and nothing else.
pub(super) fn whole(text: &str) -> Option<&str> {
    // Most are none, and long ones are not worth a look.
    if !text.starts_with("${") || !text.ends_with('}') {
        return None;
    }
    match pieces(text).as_slice() {
        [Piece::Variable(_, inner)] => Some(*inner),
        _ => None,
    }
}

/// The sources of a variable, in their order.
pub(super) fn sources(inner: &str) -> Vec<Asked<'_>> {
    let inner = in_braces(inner).unwrap_or(inner);
    cut_at(inner, ',').into_iter().map(source).collect()
}

/// The first of some sources, and those that come after it.
pub(super) fn first_of(sources: &str) -> (Asked<'_>, Option<&str>) {
    let first = cut_at(sources, ',').first().map_or(0, |it| it.len());
    let (first, rest) = sources.split_at_checked(first).unwrap_or((sources, ""));
    (source(first), rest.strip_prefix(','))
}

/// The steps of an address.
pub(super) fn steps(address: &str) -> Vec<&str> {
    cut_at(address, '.')
}

/// The parts of a text between these marks, but for those within quotes and braces.
fn cut_at(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '{' | '(') => depth += 1,
            (None, '}' | ')') => depth = depth.saturating_sub(1),
            (None, c) if c == mark && depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

fn source(text: &str) -> Asked<'_> {
    let text = text.trim();
    for quote in ['\'', '"'] {
        if let Some(literal) = text.strip_prefix(quote).and_then(|it| it.strip_suffix(quote)) {
            return Asked::Literal(literal);
        }
    }
    match named(text) {
        Some((name, rest)) => {
            let address = rest.rsplit_once("):").map_or(rest, |(_, address)| address);
            Asked::Of { name, address: address.trim().trim_end_matches(')') }
        }
        None if matches!(text, "true" | "false") || text.parse::<f64>().is_ok() => {
            Asked::Literal(text)
        }
        None => Asked::Unclear,
    }
}

/// The name of a source, and what comes after it.
fn named(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))?;
    let (name, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix([':', '('])?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
    // Pseudo parameters have two colons.
    (is_name && !rest.starts_with(':')).then_some((name, rest))
}

/// Whether the framework fills this: any other `${…}` is left to CloudFormation, or to IAM.
fn is_variable(inner: &str) -> bool {
    // What is made of one is not known, either.
    is_asked_for(inner)
        || inner
            .match_indices("${")
            .any(|(at, mark)| inner.get(at + mark.len()..).is_some_and(is_asked_for))
}

/// Whether it begins with a source of the framework, or with one that a plugin may have added.
fn is_asked_for(inner: &str) -> bool {
    let inner = inner.strip_prefix('{').unwrap_or(inner).trim_start();
    let Some((name, address)) = named(inner) else { return false };
    if is_of_another_language(address) {
        return false;
    }
    match name.split_once('.') {
        // Names of hosts are no sources, but for those that may be of a region: `ssm.us-east-1:/name`.
        Some((before, _)) => ["ssm", "cf"].contains(&before),
        None if SOURCES.contains(&name) => true,
        None if name == "aws" => {
            ["accountId", "region"].iter().any(|known| address.starts_with(known))
        }
        None => !name.contains('-') && !is_key(inner),
    }
}

/// Whether what comes after a name is written as nobody writes it in a file of the framework.
fn is_of_another_language(address: &str) -> bool {
    // A shell has defaults so: `${env:-dev}`. Terraform has its texts in quotes: `${file("a.json")}`.
    address.starts_with(['-', '=', '+', '?', '#', '%', '"', '\\'])
}

/// Whether a text that is no file of the framework has variables of it: a file that one of it takes in.
///
/// No key of IAM begins like these.
pub(in crate::cloudformation) fn has_variables(text: &str) -> bool {
    const MARKS: [&str; 6] = ["self", "opt", "sls", "env", "file", "param"];
    text.match_indices("${").any(|(at, mark)| {
        let named = text.get(at + mark.len()..).and_then(named);
        named.is_some_and(|(name, address)| {
            MARKS.contains(&name) && !is_of_another_language(address)
        })
    })
}

/// Whether a policy has it for a variable of IAM: `s3:prefix`.
fn is_key(inner: &str) -> bool {
    let end = inner.find([',', '}']).unwrap_or(inner.len());
    registry::condition_key(inner.get(..end).unwrap_or_default().trim()).is_some()
}

/// What stands between braces of its own, as some write variables so that CloudFormation has the others.
pub(super) fn in_braces(inner: &str) -> Option<&str> {
    inner.strip_prefix('{').and_then(|it| it.strip_suffix('}'))
}

fn is_reference(inner: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || ":.".contains(c);
    !inner.is_empty() && inner.chars().all(is_part)
}

/// Where the brace is that closes the first.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_told_from_references_and_keys() {
        let text = "a${self:b.${opt:c}}-${AWS::Region}${aws:username}#{AWS::Region}${aws:region}";
        let wanted = [
            Piece::Text(0, "a"),
            Piece::Variable(1, "self:b.${opt:c}"),
            Piece::Text(19, "-${AWS::Region}${aws:username}"),
            Piece::Reference(49, "AWS::Region"),
            Piece::Variable(63, "aws:region"),
        ];
        assert_eq!(pieces(text), wanted);
        assert_eq!(pieces("${{AWS::Region}}"), [Piece::Reference(0, "AWS::Region")]);
        for text in [
            "",
            "$",
            "${",
            "${}",
            "${Table.Arn}",
            "${!aws:username}",
            "${www.amazon.com:user_id}",
            "${cognito-identity.amazonaws.com:sub}",
            "${s3:prefix}",
            "${env:-dev}",
            "#{}",
            "${self:a",
        ] {
            let is_text = |it: &Piece<'_>| matches!(it, Piece::Text(0, whole) if *whole == text);
            assert!(pieces(text).iter().all(is_text), "{text}");
        }
        for text in
            ["${file(./a.yml)}", "${{self:a}}", "${ssm.us-east-1:/a}", "${cf(x):a.b}", "${s3:a/b}"]
        {
            assert!(whole(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_languages_have_variables_too() {
        for text in ["x ${self:a}", "${file(./a.yml)}", "${env:A, 'b'}"] {
            assert!(has_variables(text), "{text}");
        }
        for text in ["", "${", "${AWS::Region}", "${env:-a}", "${file(\"a\")}", "${s3:prefix}"] {
            assert!(!has_variables(text), "{text}");
        }
    }

    #[test]
    fn sources_are_tried_in_their_order() {
        let of = |name, address| Asked::Of { name, address };
        let wanted = [of("opt", "stage"), of("self", "a.${opt:b, 'c'}"), Asked::Literal("d, e")];
        assert_eq!(sources("opt:stage, self:a.${opt:b, 'c'}, 'd, e'"), wanted);
        assert_eq!(sources("file(./a.yml):b.c"), [of("file", "b.c")]);
        assert_eq!(sources("{env:A}"), [of("env", "A")]);
        assert_eq!(sources("opt:a, 12, dev").last(), Some(&Asked::Unclear));
    }
}
