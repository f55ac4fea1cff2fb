//! What is refused before it is parsed, so that parsing takes time in proportion to the text.
//!
//! The parser itself refuses what nests deeper than 64 levels, and chains of more than 128 operators. But it
//! looks through all members of an object for each that it reads.

/// How many members one object may have.
const MOST_MEMBERS: usize = 4096;

/// The place of the object that has too many members, if one has, by a scan that knows strings, heredocs and
/// comments.
pub(crate) fn too_many_members(text: &str) -> Option<(usize, String)> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, open: Vec::new() };
    while let Some(byte) = scan.bytes.get(scan.at).copied() {
        if let Some(start) = scan.step(byte) {
            return Some((start, format!("more than {MOST_MEMBERS} members in one object")));
        }
    }
    None
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    open: Vec<Open>,
}

enum Open {
    /// `{`, `[` or `(` at this byte, with so many `=` and `:` directly within.
    Bracket(usize, usize),
    /// `"`
    Quote,
    /// A heredoc that ends with a line of this.
    Heredoc(usize, usize),
}

impl Scan<'_> {
    fn step(&mut self, byte: u8) -> Option<usize> {
        match self.open.last_mut() {
            Some(Open::Quote) => self.in_string(byte, true),
            Some(Open::Heredoc(from, to)) => {
                let (from, to) = (*from, *to);
                if byte == b'\n' {
                    self.at += 1;
                    self.end_heredoc(from, to);
                } else {
                    self.in_string(byte, false);
                }
            }
            Some(Open::Bracket(start, members)) if matches!(byte, b'=' | b':') => {
                self.at += 1;
                *members += 1;
                return (*members > MOST_MEMBERS).then_some(*start);
            }
            _ => self.in_code(byte),
        }
        None
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn in_string(&mut self, byte: u8, quoted: bool) {
        let rest = self.rest();
        match byte {
            b'\\' if quoted => self.at += 2,
            b'"' if quoted => {
                self.open.pop();
                self.at += 1;
            }
            b'$' | b'%' if rest.get(1) == Some(&byte) && rest.get(2) == Some(&b'{') => self.at += 3,
            b'$' | b'%' if rest.get(1) == Some(&b'{') => {
                self.open.push(Open::Bracket(self.at + 1, 0));
                self.at += 2;
            }
            _ => self.at += 1,
        }
    }

    fn in_code(&mut self, byte: u8) {
        let rest = self.rest();
        match byte {
            b'"' => self.open.push(Open::Quote),
            b'{' | b'[' | b'(' => self.open.push(Open::Bracket(self.at, 0)),
            b'}' | b']' | b')' => {
                self.open.pop();
            }
            b'#' => return self.skip_to(b"\n"),
            b'/' if rest.starts_with(b"//") => return self.skip_to(b"\n"),
            b'/' if rest.starts_with(b"/*") => {
                self.at += 2;
                self.skip_to(b"*/");
                self.at += 2;
                return;
            }
            b'<' if rest.starts_with(b"<<") => {
                self.at += 2;
                if self.bytes.get(self.at) == Some(&b'-') {
                    self.at += 1;
                }
                let from = self.at;
                self.skip_to(b"\n");
                let name = self.bytes.get(from..self.at).unwrap_or_default().trim_ascii_end();
                if !name.is_empty() {
                    self.open.push(Open::Heredoc(from, from + name.len()));
                }
                return;
            }
            _ => {}
        }
        self.at += 1;
    }

    fn end_heredoc(&mut self, from: usize, to: usize) {
        let name = self.bytes.get(from..to).unwrap_or_default();
        let rest = self.rest();
        let blank = rest.iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
        let line = rest.get(blank..).unwrap_or_default();
        let Some(after) = line.strip_prefix(name) else { return };
        let goes_on = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-');
        if !after.first().is_some_and(goes_on) {
            self.open.pop();
            self.at += blank + name.len();
        }
    }

    fn skip_to(&mut self, end: &[u8]) {
        while !self.rest().is_empty() && !self.rest().starts_with(end) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    fn members(count: usize) -> String {
        let mut text = String::new();
        for number in 0..count {
            writeln!(text, "a{number} = 1").expect("a string takes all");
        }
        text
    }

    #[test]
    fn objects_with_too_many_members_are_told() {
        let text = format!("x = \"{{}}\"\ny = {{\n{}}}\n", members(MOST_MEMBERS + 1));
        assert_eq!(too_many_members(&text).map(|it| it.0), Some(13));
        assert!(too_many_members(&format!("y = {{\n{}}}\n", members(MOST_MEMBERS))).is_none());
        assert!(too_many_members(&members(MOST_MEMBERS * 2)).is_none());
    }

    #[test]
    fn text_is_not_counted() {
        let colons = ":".repeat(MOST_MEMBERS * 2);
        for text in [
            format!("y = {{ a = \"{colons}\\\"{colons}\" }}"),
            format!("y = {{\n # {colons} }}\n }}"),
            format!("y = {{\n /* {colons} }} */ }}"),
            format!("y = {{ a = <<-E\n {colons}\n EE\n $${{ {colons}\n E\n }}"),
        ] {
            assert!(too_many_members(&text).is_none(), "{}", &text[..20]);
        }
    }

    #[test]
    fn any_bytes_are_scanned() {
        for text in ["\"", "<<", "<<-", "<<E", "<<E\n", "${", "\"\\", "/*", "}}}", "\"${\"%{"] {
            assert!(too_many_members(text).is_none());
        }
    }
}
