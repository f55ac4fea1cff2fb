//! Patterns of a policy, ready to be matched against text of a request.

use crate::context::{Context, ContextValue};
use iam_core::pattern::{Piece, pieces};
use iam_core::policy::Version;
use std::borrow::Cow;

/// Wildcards in the bytes of a pattern: no UTF-8 text holds these.
const STAR: u8 = 0xff;
const ONE: u8 = 0xfe;

/// How a pattern is written.
#[derive(Clone, Copy)]
pub(crate) struct Grammar {
    /// Whether `*` and `?` are wildcards.
    pub(crate) wildcards: bool,
    /// Whether `${ … }` are variables and escapes.
    pub(crate) variables: bool,
}

impl Grammar {
    /// Source: [`Version`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html):
    /// version 2008-10-17, and a policy without a version, takes variables as literal text.
    pub(crate) fn of(version: Option<Version>, wildcards: bool) -> Self {
        Self { wildcards, variables: version == Some(Version::V2012_10_17) }
    }
}

/// A pattern.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    /// `*`
    Any,
    /// Text that stands for itself.
    Literal(Box<str>),
    /// Text with wildcards.
    Glob(Box<[u8]>),
    /// Text with policy variables, and perhaps wildcards.
    Variable(Box<[Part]>),
}

#[derive(Clone, Debug)]
pub(crate) enum Part {
    Bytes(Box<[u8]>),
    Variable {
        /// In lower case.
        key: Box<str>,
        default: Option<Box<str>>,
    },
}

impl Pattern {
    pub(crate) fn new(text: &str, grammar: Grammar) -> Self {
        let is_plain = |byte: u8| match byte {
            b'*' | b'?' => !grammar.wildcards,
            b'$' => !grammar.variables,
            _ => true,
        };
        if text.bytes().all(is_plain) {
            return Self::Literal(text.into());
        }
        if grammar.wildcards && text == "*" {
            return Self::Any;
        }
        let mut parts = Vec::new();
        let mut bytes = Vec::new();
        let mut has_wildcards = false;
        let mut push_text = |bytes: &mut Vec<u8>, text: &str| {
            for byte in text.bytes() {
                let wildcard = match byte {
                    b'*' if grammar.wildcards => Some(STAR),
                    b'?' if grammar.wildcards => Some(ONE),
                    _ => None,
                };
                has_wildcards |= wildcard.is_some();
                bytes.push(wildcard.unwrap_or(byte));
            }
        };
        if grammar.variables {
            for piece in pieces(text) {
                match piece {
                    Piece::Wildcard { one } => push_text(&mut bytes, if one { "?" } else { "*" }),
                    Piece::Text(text) | Piece::Escaped(text) => bytes.extend(text.bytes()),
                    Piece::Unclosed(text) => push_text(&mut bytes, text),
                    Piece::Variable { name } | Piece::Parameter { name } => {
                        parts.push(Part::Bytes(std::mem::take(&mut bytes).into()));
                        parts.push(variable(name));
                    }
                }
            }
        } else {
            push_text(&mut bytes, text);
        }
        if !parts.is_empty() {
            parts.push(Part::Bytes(bytes.into()));
            return Self::Variable(parts.into());
        }
        match String::from_utf8(bytes) {
            Ok(text) if !has_wildcards => Self::Literal(text.into()),
            Ok(text) => Self::Glob(text.into_bytes().into()),
            Err(error) => Self::Glob(error.into_bytes().into()),
        }
    }

    /// Whether it matches the whole of `text`. A variable without a value is like nothing.
    pub(crate) fn matches(&self, text: &str, context: &Context) -> bool {
        match self {
            Self::Any => true,
            Self::Literal(literal) => **literal == *text,
            Self::Glob(pattern) => glob(pattern, text.as_bytes()),
            Self::Variable(parts) => {
                resolve(parts, context).is_some_and(|pattern| glob(&pattern, text.as_bytes()))
            }
        }
    }

    /// Whether it is the same text but for case.
    pub(crate) fn equals_ignoring_case(&self, text: &str, context: &Context) -> bool {
        let same = |literal: &str| {
            literal.eq_ignore_ascii_case(text)
                || literal
                    .chars()
                    .flat_map(char::to_lowercase)
                    .eq(text.chars().flat_map(char::to_lowercase))
        };
        match self {
            Self::Any => true,
            Self::Literal(literal) => same(literal),
            Self::Glob(_) => false,
            Self::Variable(parts) => resolve(parts, context)
                .is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok_and(same)),
        }
    }

    /// Whether some value of its variables makes it `true` or `false`.
    pub(crate) fn may_be_boolean(&self) -> bool {
        match self {
            Self::Literal(text) => boolean(text).is_some(),
            Self::Variable(_) => true,
            Self::Any | Self::Glob(_) => false,
        }
    }

    /// The bytes to match with [`glob_crossing`]; none if a variable has no value.
    pub(crate) fn bytes<'p>(&'p self, context: &Context) -> Option<Cow<'p, [u8]>> {
        match self {
            Self::Any => Some(Cow::Borrowed(&[STAR])),
            Self::Literal(literal) => Some(Cow::Borrowed(literal.as_bytes())),
            Self::Glob(pattern) => Some(Cow::Borrowed(pattern)),
            Self::Variable(parts) => resolve(parts, context).map(Cow::Owned),
        }
    }

    /// The keys of its variables that have no default, in lower case.
    pub(crate) fn needed_keys(&self) -> impl Iterator<Item = &str> {
        let parts = match self {
            Self::Variable(parts) => &**parts,
            _ => &[],
        };
        parts.iter().filter_map(|part| match part {
            Part::Variable { key, default: None } => Some(&**key),
            _ => None,
        })
    }
}

/// `true` or `false`, whatever the case.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// `aws:username`, or `aws:username, 'nobody'`.
fn variable(name: &str) -> Part {
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => (key, Some(default.trim())),
        None => (name, None),
    };
    let default = default.map(|default| {
        let quoted = default.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        quoted.unwrap_or(default).into()
    });
    Part::Variable { key: key.trim().to_ascii_lowercase().into(), default }
}

/// The pattern with values in place of variables. Wildcards in values are text.
///
/// Source: [policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html):
/// only keys with one value can be variables; a key that is missing has none.
fn resolve(parts: &[Part], context: &Context) -> Option<Vec<u8>> {
    let mut pattern = Vec::with_capacity(128);
    for part in parts {
        match part {
            Part::Bytes(bytes) => pattern.extend_from_slice(bytes),
            Part::Variable { key, default } => match (context.get(key), default) {
                (Some(ContextValue::One(value)), _) => pattern.extend_from_slice(value.as_bytes()),
                (None, Some(default)) => pattern.extend_from_slice(default.as_bytes()),
                _ => return None,
            },
        }
    }
    Some(pattern)
}

/// Greedy matching that only ever returns to the last `*`; `?` takes one character.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&byte) = text.get(t) {
        match pattern.get(p) {
            Some(&STAR) => {
                p += 1;
                if p == pattern.len() {
                    return true;
                }
                retry = Some((p, t));
                continue;
            }
            Some(&ONE) => {
                p += 1;
                t = next_char(text, t);
                continue;
            }
            Some(&wanted) if wanted == byte => {
                p += 1;
                t += 1;
                continue;
            }
            _ => {}
        }
        let Some((after_star, from)) = retry else { return false };
        let from = next_char(text, from);
        retry = Some((after_star, from));
        (p, t) = (after_star, from);
    }
    pattern.get(p..).unwrap_or_default().iter().all(|&byte| byte == STAR)
}

/// Matching in which a `*` takes colons only if it ends its field: if `:` or nothing follows it.
///
/// Source: [`Resource`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
pub(crate) fn glob_crossing(pattern: &[u8], text: &[u8]) -> bool {
    // Which prefixes of the pattern match the text so far.
    let mut reached = vec![false; pattern.len() + 1];
    let skip_stars = |reached: &mut Vec<bool>| {
        for (at, byte) in pattern.iter().enumerate() {
            let behind = *byte == STAR && reached.get(at) == Some(&true);
            if let (true, Some(next)) = (behind, reached.get_mut(at + 1)) {
                *next = true;
            }
        }
    };
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    skip_stars(&mut reached);
    let mut t = 0;
    while let Some(&byte) = text.get(t) {
        let mut next = vec![false; pattern.len() + 1];
        let mut any = false;
        for (at, &wanted) in pattern.iter().enumerate() {
            if reached.get(at) != Some(&true) {
                continue;
            }
            let crosses = matches!(pattern.get(at + 1), None | Some(b':' | &STAR));
            let to = match wanted {
                STAR if crosses || byte != b':' => at,
                ONE if byte != b':' => at + 1,
                STAR | ONE => continue,
                wanted if wanted == byte => at + 1,
                _ => continue,
            };
            if let Some(slot) = next.get_mut(to) {
                *slot = true;
                any = true;
            }
        }
        if !any {
            return false;
        }
        skip_stars(&mut next);
        reached = next;
        t = if byte < 0x80 { t + 1 } else { next_char(text, t) };
    }
    reached.last() == Some(&true)
}

fn next_char(text: &[u8], at: usize) -> usize {
    let is_continuation = |&&byte: &&u8| byte & 0b1100_0000 == 0b1000_0000;
    at + 1 + text.get(at + 1..).unwrap_or_default().iter().take_while(is_continuation).count()
}
