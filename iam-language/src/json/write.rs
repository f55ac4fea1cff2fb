//! Writing JSON: compact, or pretty with two spaces a level.

/// How JSON is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "JSON is laid out for machines or for people")]
pub enum Layout {
    /// No white space at all: what counts towards IAM's size quotas.
    Compact,
    /// One item a line, two spaces a level.
    Pretty,
}

/// Appends JSON to a string.
///
/// It is linked into every program that prints a policy, so it is plain code without `fmt`, and
/// what it calls all the time is kept out of line: a binary pays once.
pub struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
    first: bool,
}

impl Writer {
    /// An empty text, to be laid out like this.
    #[must_use]
    pub fn new(layout: Layout) -> Self {
        Self { out: String::new(), layout, depth: 0, first: true }
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    #[inline(never)]
    /// Opens an object or a list.
    pub fn open(&mut self, bracket: &'static str) {
        self.raw(bracket);
        self.depth += 1;
        self.first = true;
    }

    #[inline(never)]
    /// Closes it.
    pub fn close(&mut self, bracket: &'static str) {
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.raw(bracket);
        self.first = false;
    }

    /// Starts the next item of the open bracket.
    #[inline(never)]
    pub fn item(&mut self) {
        if !self.first {
            self.raw(",");
        }
        self.first = false;
        self.line();
    }

    #[inline(never)]
    /// The name of a member.
    pub fn key(&mut self, name: &str) {
        self.item();
        self.string(name);
        self.colon();
    }

    #[inline(never)]
    /// The name of a member, of parts that must need no escapes.
    pub fn key_of(&mut self, parts: &[&str]) {
        self.item();
        self.raw("\"");
        for part in parts {
            self.raw(part);
        }
        self.raw("\"");
        self.colon();
    }

    fn colon(&mut self) {
        self.raw(if self.layout == Layout::Pretty { ": " } else { ":" });
    }

    #[inline(never)]
    /// Text that is JSON already.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    #[inline(never)]
    /// A string, escaped.
    pub fn string(&mut self, text: &str) {
        self.raw("\"");
        let mut rest = text;
        // Whole runs at once: a text without escapes, as most are, is one copy.
        while let Some(at) = rest.bytes().position(|b| b == b'"' || b == b'\\' || b < 0x20) {
            self.raw(rest.get(..at).unwrap_or_default());
            self.escape(rest.as_bytes().get(at).copied().unwrap_or_default());
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.raw(rest);
        self.raw("\"");
    }

    fn escape(&mut self, special: u8) {
        match special {
            b'"' => self.raw("\\\""),
            b'\\' => self.raw("\\\\"),
            b'\n' => self.raw("\\n"),
            b'\r' => self.raw("\\r"),
            b'\t' => self.raw("\\t"),
            control => {
                self.raw(if control < 16 { "\\u000" } else { "\\u001" });
                let digit = usize::from(control & 15);
                self.raw("0123456789abcdef".get(digit..=digit).unwrap_or_default());
            }
        }
    }

    fn line(&mut self) {
        if self.layout == Layout::Pretty {
            self.raw("\n");
            for _ in 0..self.depth {
                self.raw("  ");
            }
        }
    }
}

/// How many characters [`Writer::string`] writes for `text`, without the quotes.
///
/// IAM's quotas count characters, so a UTF-8 continuation byte counts nothing.
#[must_use]
pub const fn escaped_len(text: &str) -> usize {
    let mut bytes = text.as_bytes();
    let mut len = 0;
    while let [byte, rest @ ..] = bytes {
        len += match byte {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' => 2,
            0..0x20 => 6,
            0x80..0xc0 => 0,
            _ => 1,
        };
        bytes = rest;
    }
    len
}
