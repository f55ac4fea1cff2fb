//! Byte offsets as lines and columns.

/// A place in text, counted as IAM Access Analyzer counts: lines from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "AWS's own form of a place")]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The characters before it on its line.
    pub column: usize,
    /// The bytes before it in the text.
    pub offset: usize,
}

/// Where each line of a text starts: finds a [`Position`] in `O(log lines)`, however long the lines.
///
/// # Examples
///
/// ```
/// use iam_language::json::LineIndex;
/// let text = "{\n  \"Version\": 1\n}";
/// let at = LineIndex::new(text).position(4);
/// assert_eq!((at.line, at.column), (2, 2));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The characters before each block of the text: without them, each place on one long line
    /// would cost a walk along it. None if every character is one byte.
    characters: Vec<usize>,
}

/// How many bytes are counted anew for each position.
const BLOCK: usize = 1024;

impl<'t> LineIndex<'t> {
    /// Notes the line starts of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(after_breaks.map(|(at, _)| at + 1)).collect();
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                characters.push(before);
                before += count(block);
            }
        }
        Self { text, starts, characters }
    }

    /// The line and column of the byte at `offset`; the end of the text if it lies beyond.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let column = self.characters_before(offset) - self.characters_before(self.line_start(line));
        Position { line, column, offset }
    }

    /// The first byte of a line, counted from 1; the end of the text if there are fewer lines.
    #[must_use]
    pub fn line_start(&self, line: usize) -> usize {
        line.checked_sub(1).map_or(0, |at| self.starts.get(at).copied().unwrap_or(self.text.len()))
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        match self.characters.get(block) {
            None if self.characters.is_empty() => offset,
            // The text ends with the block before.
            None => {
                let last = self.text.as_bytes().last().is_some_and(|byte| !is_continuation(*byte));
                self.characters_before(offset - 1) + usize::from(last)
            }
            Some(before) => {
                before + count(self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default())
            }
        }
    }
}

/// The characters that start in `bytes`.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

/// Whether the byte is of a character that started before it.
fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_on_lines_of_any_length() {
        for filler in ["x", "é", "😀", "aé\n"] {
            let text = filler.repeat(2 * BLOCK);
            let lines = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = text.get(..offset).expect("a boundary");
                let line = before.matches('\n').count() + 1;
                let start = before.rfind('\n').map_or(0, |at| at + 1);
                let column = before.get(start..).expect("a boundary").chars().count();
                assert_eq!(lines.position(offset), Position { line, column, offset });
            }
        }
        assert_eq!(LineIndex::new("é").position(99), Position { line: 1, column: 1, offset: 2 });
    }
}
