//! A strict, total JSON reader that keeps positions, order and duplicate members.
//!
//! Any input ends in a tree or in one [`SyntaxError`]; depth is limited, so neither reading nor
//! dropping the tree can exhaust the stack, and time and memory are linear in the text.

use super::syntax_error::SyntaxError;
use crate::document::{ByteSpan, Member, Node, Value};
use std::borrow::Cow;

/// How deep arrays and objects may nest. The deepest IAM policy needs six levels.
pub const MAX_DEPTH: usize = 128;

/// Reads one JSON value and nothing after it.
///
/// # Errors
///
/// The first place where `text` departs from RFC 8259: no comments, no trailing commas, no byte
/// order mark, no lone surrogates in escapes, at most [`MAX_DEPTH`] levels, less than 4 GiB.
///
/// # Examples
///
/// ```
/// use iam_language::json;
/// let node = json::read(r#"{ "Effect": "Allow" }"#)?;
/// assert_eq!(node.member("Effect").and_then(|member| member.node.text()), Some("Allow"));
///
/// let error = json::read(r#"{ "Effect": "Allow", }"#).unwrap_err();
/// assert_eq!(error.span().start, 21);
/// # Ok::<(), json::SyntaxError>(())
/// ```
///
/// Source: [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)
pub fn read(text: &str) -> Result<Node<'_>, SyntaxError> {
    if u32::try_from(text.len()).is_err() {
        let message = "the text is 4 GiB or longer".into();
        return Err(SyntaxError { at: ByteSpan::default(), message });
    }
    let mut reader = Reader::new(text, 0);
    reader.nodes.reserve(24);
    reader.members.reserve(8);
    reader.document::<true>()
}

/// Where the one value stands that `text` is: errors are those of [`read`], and nothing is allocated.
pub(super) fn skim(text: &str) -> Result<ByteSpan, SyntaxError> {
    if u32::try_from(text.len()).is_err() {
        return read(text).map(|node| node.span);
    }
    Reader::new(text, 0).document::<false>().map(|node| node.span)
}

/// [`read`], for bytes that may not even be text.
///
/// # Errors
///
/// As [`read`]; also the first byte that is not UTF-8.
pub fn read_bytes(bytes: &[u8]) -> Result<Node<'_>, SyntaxError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => {
            let start = u32::try_from(error.valid_up_to()).unwrap_or(u32::MAX);
            let at = ByteSpan { start, end: start.saturating_add(1) };
            // As PowerShell writes files unless told otherwise.
            let is_utf_16 = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
            let message = if is_utf_16 {
                "the bytes are UTF-16; save them as UTF-8, without a byte order mark"
            } else {
                "the bytes are not UTF-8"
            };
            Err(SyntaxError { at, message: message.into() })
        }
    }
}

#[derive(Debug)]
pub(super) struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    // Unfinished arrays and objects share these two stacks, so that each finished one is
    // allocated once, at its exact size.
    nodes: Vec<Node<'t>>,
    members: Vec<Member<'t>>,
}

impl<'t> Reader<'t> {
    /// At this byte of a text that is shorter than 4 GiB.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at, nodes: Vec::new(), members: Vec::new() }
    }

    fn document<const KEEP: bool>(&mut self) -> Result<Node<'t>, SyntaxError> {
        if self.text.starts_with('\u{feff}') {
            return Err(
                self.error(3, "the text starts with a byte order mark; save it without one")
            );
        }
        let node = self.node::<KEEP>(MAX_DEPTH)?;
        self.space();
        if self.at < self.text.len() {
            return Err(self.error(1, "expected the end of the text after the value"));
        }
        Ok(node)
    }

    /// The next value. What is not to be kept is read as strictly: then only the place is right, and that it is
    /// a list, an object or neither.
    pub(super) fn node<const KEEP: bool>(&mut self, depth: usize) -> Result<Node<'t>, SyntaxError> {
        self.space();
        let start = self.at;
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string::<KEEP>()?),
            Some(b'{') => self.object::<KEEP>(depth)?,
            Some(b'[') => self.array::<KEEP>(depth)?,
            Some(b'-' | b'0'..=b'9') => Value::Number(Cow::Borrowed(self.number()?)),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node { span: self.span_from(start), value })
    }

    fn object<const KEEP: bool>(&mut self, depth: usize) -> Result<Value<'t>, SyntaxError> {
        let depth = self.deeper(depth)?;
        let first = self.members.len();
        self.at += 1;
        self.space();
        if self.peek() != Some(b'}') {
            loop {
                let start = self.at;
                if self.peek() != Some(b'"') {
                    return Err(self.unexpected("a name in double quotes"));
                }
                let key = self.string::<KEEP>()?;
                let key_span = self.span_from(start);
                self.colon()?;
                // As in an array.
                if self.peek() == Some(b'"') {
                    let start = self.at;
                    let value = Value::String(self.string::<KEEP>()?);
                    let node = Node { span: self.span_from(start), value };
                    if KEEP {
                        self.members.push(Member { key, key_span, node });
                    }
                } else {
                    let node = self.node::<KEEP>(depth)?;
                    if KEEP {
                        self.members.push(Member { key, key_span, node });
                    }
                }
                if !self.comma(b'}', "`,` or `}`")? {
                    break;
                }
            }
        }
        self.at += 1;
        Ok(Value::Object(if KEEP { self.members.split_off(first) } else { Vec::new() }))
    }

    fn array<const KEEP: bool>(&mut self, depth: usize) -> Result<Value<'t>, SyntaxError> {
        let depth = self.deeper(depth)?;
        let first = self.nodes.len();
        self.at += 1;
        self.space();
        if self.peek() != Some(b']') {
            loop {
                // Most items are strings: on a path of their own they are moved once less.
                if self.peek() == Some(b'"') {
                    let start = self.at;
                    let value = Value::String(self.string::<KEEP>()?);
                    if KEEP {
                        self.nodes.push(Node { span: self.span_from(start), value });
                    }
                } else {
                    let item = self.node::<KEEP>(depth)?;
                    if KEEP {
                        self.nodes.push(item);
                    }
                }
                if !self.comma(b']', "`,` or `]`")? {
                    break;
                }
            }
        }
        self.at += 1;
        Ok(Value::Array(if KEEP { self.nodes.split_off(first) } else { Vec::new() }))
    }

    /// Up to the value of a member whose name was read.
    #[expect(clippy::inline_always, reason = "as `string`, after each of which it is called")]
    #[inline(always)]
    fn colon(&mut self) -> Result<(), SyntaxError> {
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:` after the name"));
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    /// Into the list or object that begins here; whether it has something in it.
    pub(super) fn enter(&mut self) -> bool {
        self.space();
        let close = match self.peek() {
            Some(b'[') => b']',
            Some(b'{') => b'}',
            _ => return false,
        };
        self.at += 1;
        self.space();
        self.peek() != Some(close)
    }

    /// Out of the list or object whose end was reached.
    pub(super) fn leave(&mut self) {
        self.at += 1;
    }

    /// Where it is.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The name of the next member, and up to its value.
    pub(super) fn name(&mut self) -> Result<Cow<'t, str>, SyntaxError> {
        let name = self.string::<true>()?;
        self.colon()?;
        Ok(name)
    }

    /// Whether something follows in the list or object, and if so, up to it.
    pub(super) fn goes_on(&mut self) -> bool {
        self.space();
        let goes_on = self.peek() == Some(b',');
        if goes_on {
            self.at += 1;
            self.space();
        }
        goes_on
    }

    /// Whether another item follows, and if so, up to it; stays before `close` if none does.
    #[expect(clippy::inline_always, reason = "as `string`, after each of which it is called")]
    #[inline(always)]
    fn comma(&mut self, close: u8, wanted: &'static str) -> Result<bool, SyntaxError> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                if self.peek() == Some(close) {
                    return Err(self.error(1, "JSON allows no comma before the closing bracket"));
                }
                Ok(true)
            }
            Some(byte) if byte == close => Ok(false),
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn deeper(&self, depth: usize) -> Result<usize, SyntaxError> {
        let too_deep = || self.error(1, format!("nested deeper than {MAX_DEPTH} levels"));
        depth.checked_sub(1).ok_or_else(too_deep)
    }

    #[expect(clippy::inline_always, reason = "called three times, and most of all reading")]
    #[inline(always)]
    fn string<const KEEP: bool>(&mut self) -> Result<Cow<'t, str>, SyntaxError> {
        let open = self.at;
        self.at += 1;
        self.plain();
        let plain = self.text.get(open + 1..self.at).unwrap_or_default();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        let start = if KEEP { plain.to_owned() } else { String::new() };
        self.escaped::<KEEP>(open, start).map(Cow::Owned)
    }

    /// The string that opened at `open` and starts with `text`, from its first escape on.
    #[cold]
    fn escaped<const KEEP: bool>(
        &mut self,
        open: usize,
        mut text: String,
    ) -> Result<String, SyntaxError> {
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let escaped = self.escape()?;
                    if KEEP {
                        text.push(escaped);
                    }
                }
                Some(_) => {
                    return Err(self.error(1, "a control character must be escaped in a string"));
                }
                None => {
                    let at = ByteSpan { start: offset(open), end: offset(open + 1) };
                    let message = "the string that starts here is never closed".into();
                    return Err(SyntaxError { at, message });
                }
            }
            let start = self.at;
            self.plain();
            if KEEP {
                text.push_str(self.text.get(start..self.at).unwrap_or_default());
            }
        }
    }

    /// Skips what stands for itself in a string.
    #[expect(clippy::inline_always, reason = "as `string`, which is a call to this")]
    #[inline(always)]
    fn plain(&mut self) {
        let (words, _) = self.bytes.get(self.at..).unwrap_or_default().as_chunks();
        for word in words {
            let marks = special_bytes(*word);
            if marks != 0 {
                self.at += (marks.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += word.len();
        }
        let special = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let start = self.at;
        self.at += 1;
        let plain = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape(start);
            }
            _ => {
                self.at = start;
                return Err(self.error(
                    1,
                    "expected one of the escapes `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u`",
                ));
            }
        };
        self.at += 1;
        Ok(plain)
    }

    fn unicode_escape(&mut self, start: usize) -> Result<char, SyntaxError> {
        let lone = |reader: &Self| {
            let at = reader.span_from(start);
            SyntaxError { at, message: "a lone surrogate is not a character".into() }
        };
        let high = self.hex4()?;
        let code = match high {
            0xd800..=0xdbff => {
                if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") {
                    return Err(lone(self));
                }
                self.at += 2;
                let low = self.hex4()?;
                if !(0xdc00..=0xdfff).contains(&low) {
                    return Err(lone(self));
                }
                0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| lone(self))
    }

    fn hex4(&mut self) -> Result<u32, SyntaxError> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(self.error(1, "expected four hexadecimal digits after `\\u`"));
        }
        self.at += 4;
        Ok(u32::from_str_radix(digits, 16).unwrap_or_default())
    }

    fn number(&mut self) -> Result<&'t str, SyntaxError> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.error(1, "a number has no leading zero"));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(self.unexpected("a digit"));
        }
        self.at += count;
        Ok(())
    }

    fn word(&mut self, word: &'static str, value: Value<'t>) -> Result<Value<'t>, SyntaxError> {
        if !self.bytes.get(self.at..).unwrap_or_default().starts_with(word.as_bytes()) {
            return Err(self.unexpected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn span_from(&self, start: usize) -> ByteSpan {
        ByteSpan { start: offset(start), end: offset(self.at) }
    }

    #[cold]
    fn unexpected(&self, wanted: &str) -> SyntaxError {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let (len, found) = match found {
            None => (0, "the end of the text".to_owned()),
            Some(c) if c.is_control() => (c.len_utf8(), format!("U+{:04X}", u32::from(c))),
            Some(c) => (c.len_utf8(), format!("`{c}`")),
        };
        self.error(len, format!("expected {wanted}, found {found}"))
    }

    #[cold]
    fn error(&self, len: usize, message: impl Into<Cow<'static, str>>) -> SyntaxError {
        // Whole characters, and none beyond the end.
        let end = self.text.ceil_char_boundary(self.at + len);
        let at = ByteSpan { start: offset(self.at), end: offset(end) };
        SyntaxError { at, message: message.into() }
    }
}

/// Marks quotes, backslashes and control characters with the highest bit of their byte.
///
/// Eight bytes at a time, by the rule that `(x - 1) & !x` has its highest bit set for `x = 0`. A
/// borrow may mark bytes above the first marked one wrongly; only the first is asked for.
fn special_bytes(bytes: [u8; 8]) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const HIGHEST: u64 = EACH << 7;
    let word = u64::from_le_bytes(bytes);
    let equals = |byte: u8| {
        let differs = word ^ (EACH * u64::from(byte));
        differs.wrapping_sub(EACH) & !differs
    };
    let control = word.wrapping_sub(EACH * 0x20) & !word;
    (equals(b'"') | equals(b'\\') | control) & HIGHEST
}

/// `read` has refused longer texts.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
