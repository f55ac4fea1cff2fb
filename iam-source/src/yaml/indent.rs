//! Lines that stand too far left for YAML, and that CloudFormation takes.
//!
//! By the letter of YAML what stands in brackets or in quotes has to be indented further than the block around
//! it, its last line included. Templates are full of brackets that close where their key begins, or of JSON in
//! quotes whose lines begin at the margin. So these lines are indented, and places are counted back.

use super::place::saturated;
use iam_core::document::ByteSpan;

/// How much a line is indented at most: whatever the text, it grows by no more than this a line.
const MAX_INDENT: usize = 64;
/// How many spaces are put in at most beside as many as the text has bytes.
const MAX_SPACES: usize = 1 << 20;

/// A text with lines indented.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Indented {
    pub(super) text: String,
    /// Where spaces were put in, in bytes of `text`, and how many there are up to there.
    inserted: Vec<(u32, u32)>,
}

impl Indented {
    /// The text with the lines that continue brackets and quotes indented; none if there is none to indent.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut indented = Self { text: String::with_capacity(text.len()), inserted: Vec::new() };
        let mut reader = Reader::default();
        let mut total = 0;
        for line in text.split_inclusive('\n') {
            let missing = reader.missing(line);
            // Lines of one character could make far more of the text than it is.
            if total as usize > text.len() + MAX_SPACES {
                return None;
            }
            if missing > 0 {
                total += saturated(missing);
                indented.text.extend(std::iter::repeat_n(' ', missing));
                indented.inserted.push((saturated(indented.text.len()), total));
            }
            indented.text.push_str(line);
            reader.take(line);
        }
        (total > 0).then_some(indented)
    }

    /// The place in the text as it was.
    pub(super) fn before(&self, span: ByteSpan) -> ByteSpan {
        ByteSpan { start: self.byte_before(span.start), end: self.byte_before(span.end) }
    }

    fn byte_before(&self, byte: u32) -> u32 {
        let after = self.inserted.partition_point(|(at, _)| *at <= byte);
        let earlier = after.checked_sub(1).and_then(|at| self.inserted.get(at));
        let (_, spaces) = earlier.copied().unwrap_or_default();
        byte.saturating_sub(spaces)
    }
}

/// What a line begins in.
#[derive(Default)]
enum Within {
    #[default]
    Block,
    /// This many brackets.
    Brackets(usize),
    /// This quote, within this many brackets.
    Quotes(u8, usize),
    /// A block of text, the lines of which are indented.
    Text,
}

/// Reads lines as far as it takes to know which ones continue something.
#[derive(Default)]
struct Reader {
    within: Within,
    /// The column of the key or the dash that what continues is the value of.
    parent: usize,
}

impl Reader {
    /// How many spaces the line lacks.
    fn missing(&self, line: &str) -> usize {
        let indent = indent(line);
        let is_blank = line.trim().is_empty();
        let is_mark = line.starts_with("---") || line.starts_with("...");
        match self.within {
            Within::Brackets(_) | Within::Quotes(..) if !is_blank && !is_mark => {
                (self.parent + 2).saturating_sub(indent).min(MAX_INDENT)
            }
            _ => 0,
        }
    }

    fn take(&mut self, line: &str) {
        if matches!(self.within, Within::Text) {
            if line.trim().is_empty() || indent(line) > self.parent {
                return;
            }
            self.within = Within::Block;
        }
        let mut at = 0;
        // Each step goes on in the line, or ends it.
        while let Some(rest) = line.get(at..).filter(|rest| !rest.trim().is_empty()) {
            let step = match self.within {
                Within::Block => self.block(rest, at),
                Within::Brackets(depth) => self.brackets(rest, depth),
                Within::Quotes(quote, depth) => self.quotes(rest, quote, depth),
                Within::Text => return,
            };
            match step {
                Some(step) => at += step,
                None => return,
            }
        }
    }

    /// Outside of brackets and quotes; none where the line has no more to tell.
    fn block(&mut self, rest: &str, at: usize) -> Option<usize> {
        let space = indent(rest);
        let token = rest.get(space..)?;
        let column = at + space;
        let mut bytes = token.bytes();
        match bytes.next()? {
            b'#' => None,
            b'-' | b'?' if bytes.next().is_none_or(|it| it.is_ascii_whitespace()) => {
                self.parent = column;
                Some(space + 1)
            }
            b'!' | b'&' | b'*' => token.find(|it: char| it.is_whitespace()).map(|len| space + len),
            b'[' | b'{' => {
                self.within = Within::Brackets(1);
                Some(space + 1)
            }
            quote @ (b'"' | b'\'') => {
                // A key in quotes ends in its line.
                if let Some(len) = quoted_key(token, quote) {
                    self.parent = column;
                    return Some(space + len);
                }
                self.within = Within::Quotes(quote, 0);
                Some(space + 1)
            }
            b'|' | b'>' => {
                self.within = Within::Text;
                None
            }
            _ => {
                let key = token.match_indices(':').map(|(at, _)| at + 1);
                let ends = |len: &usize| {
                    token
                        .get(*len..)
                        .is_some_and(|it| it.is_empty() || it.starts_with(char::is_whitespace))
                };
                let len = key.into_iter().find(ends)?;
                if token.get(..len).is_some_and(|key| key.contains(" #")) {
                    return None;
                }
                self.parent = column;
                Some(space + len)
            }
        }
    }

    fn brackets(&mut self, rest: &str, depth: usize) -> Option<usize> {
        let mut depth = depth;
        let mut before = b' ';
        // A quote is one where a value may begin, tags and anchors left out.
        let (mut may_begin, mut is_tag) = (true, false);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'#' if before.is_ascii_whitespace() => break,
                b'"' | b'\'' if may_begin => {
                    self.within = Within::Quotes(byte, depth);
                    return Some(at + 1);
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' if depth == 1 => {
                    self.within = Within::Block;
                    return Some(at + 1);
                }
                b']' | b'}' => depth -= 1,
                _ => {}
            }
            is_tag = match byte {
                b'!' | b'&' if may_begin => true,
                _ => is_tag && !byte.is_ascii_whitespace(),
            };
            may_begin = match byte {
                b'[' | b'{' | b',' | b':' => true,
                _ => may_begin && (is_tag || byte.is_ascii_whitespace()),
            };
            before = byte;
        }
        self.within = Within::Brackets(depth);
        None
    }

    fn quotes(&mut self, rest: &str, quote: u8, depth: usize) -> Option<usize> {
        let end = end_of_quotes(rest, quote)?;
        self.within = if depth == 0 { Within::Block } else { Within::Brackets(depth) };
        Some(end)
    }
}

/// Where what is in quotes ends, from within them on: past the quote.
fn end_of_quotes(rest: &str, quote: u8) -> Option<usize> {
    let mut bytes = rest.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' && quote == b'"' {
            bytes.next();
        } else if byte == quote {
            let is_escaped = quote == b'\'' && bytes.next_if(|(_, next)| *next == quote).is_some();
            if !is_escaped {
                return Some(at + 1);
            }
        }
    }
    None
}

/// How long a key in quotes is, its colon included.
fn quoted_key(token: &str, quote: u8) -> Option<usize> {
    let end = 1 + end_of_quotes(token.get(1..)?, quote)?;
    let rest = token.get(end..)?;
    let colon = rest.trim_start_matches(' ').strip_prefix(':')?;
    (colon.is_empty() || colon.starts_with(char::is_whitespace)).then(|| token.len() - colon.len())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read;
    use iam_core::document::Node;

    fn lines(text: &str) -> String {
        Indented::new(text).map_or_else(|| "as it is".to_owned(), |it| it.text)
    }

    #[test]
    fn lines_in_brackets_and_quotes_are_indented() {
        let text = "a:\n  b: [x,\n  y, # ]\n 'z ]\n'\n  ]\n  c: 1\n";
        assert_eq!(lines(text), "a:\n  b: [x,\n    y, # ]\n    'z ]\n    '\n    ]\n  c: 1\n");
        let text =
            "a:\n- b: !Sub '{\n  \"x\": ''y''\n}'\n  c: \"d: [\": e\n  f: |\n    [\n  g: h ['\n";
        assert_eq!(lines(text), text.replace("\n  \"x", "\n    \"x").replace("\n}'", "\n    }'"));
        let text = "a: [!Sub 'x]',\nb]\n";
        assert_eq!(lines(text), "a: [!Sub 'x]',\n  b]\n");
        assert_eq!(lines("a: [\n  b\n  ]\nc: 'd\n  e'\n"), "as it is");
        assert_eq!(lines("a: it's [ here\nb: c\n"), "as it is");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "a:\n  é: [\n  {x: ü,\n  y: !Sub 'p\n q'}\n  ]\n  c: z\n";
        let documents = read(text).expect("YAML");
        let at = |node: &Node<'_>| &text[node.span.start as usize..node.span.end as usize];
        let inner = &documents[0].members()[0].node;
        let item = &inner.members()[0].node.items()[0];
        assert_eq!(at(&item.members()[0].node), "ü");
        let sub = &item.members()[1].node;
        assert_eq!(at(sub), "!Sub 'p\n q'");
        assert_eq!(sub.members()[0].node.text(), Some("p q"));
        assert_eq!(at(&inner.members()[0].node), "[\n  {x: ü,\n  y: !Sub 'p\n q'}\n  ]");
        assert_eq!(at(&inner.members()[1].node), "z");
    }

    #[test]
    fn what_is_wrong_stays_wrong() {
        for text in ["a:\n  b: [x,\n", "a: 'b\nc: d\n", "a: [\n- b\n", "a: ]\n"] {
            read(text).expect_err(text);
        }
    }
}
