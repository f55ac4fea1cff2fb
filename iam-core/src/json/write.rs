//! Writing JSON: compact, or pretty with two spaces a level.

/// How JSON is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// No white space at all: what counts towards IAM's size quotas.
    Compact,
    /// One item a line, two spaces a level.
    Pretty,
}

/// Appends JSON to a string. Plain code without `fmt`, since it is linked into every program
/// that prints a policy.
pub(crate) struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
    first: bool,
}

impl Writer {
    pub(crate) fn new(layout: Layout) -> Self {
        Self { out: String::new(), layout, depth: 0, first: true }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.first = true;
    }

    pub(crate) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.out.push(bracket);
        self.first = false;
    }

    /// Starts the next item of the open bracket.
    pub(crate) fn item(&mut self) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        self.line();
    }

    pub(crate) fn key(&mut self, name: &str) {
        self.item();
        self.string(name);
        self.out.push(':');
        if self.layout == Layout::Pretty {
            self.out.push(' ');
        }
    }

    pub(crate) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(crate) fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        let special = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        // Whole runs at once: a text without escapes, as most are, is one copy.
        while let Some(at) = rest.bytes().position(special) {
            let Some((plain, tail)) = rest.split_at_checked(at) else { break };
            self.out.push_str(plain);
            let mut tail = tail.chars();
            self.escape(tail.next().unwrap_or_default());
            rest = tail.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn escape(&mut self, special: char) {
        const HEX: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        match special {
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            '\0'..='\x1f' => {
                let code = u32::from(special);
                self.out.push_str("\\u00");
                self.out.push(if code < 16 { '0' } else { '1' });
                self.out.push(HEX.get((code & 15) as usize).copied().unwrap_or('0'));
            }
            quote_or_backslash => {
                self.out.push('\\');
                self.out.push(quote_or_backslash);
            }
        }
    }

    fn line(&mut self) {
        if self.layout == Layout::Pretty {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str("  ");
            }
        }
    }
}

/// How many characters [`Writer::string`] writes for `text`, without the quotes.
///
/// IAM's quotas count characters, so a UTF-8 continuation byte counts nothing.
pub(crate) const fn escaped_len(text: &str) -> usize {
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
