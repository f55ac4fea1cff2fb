//! Byte offsets as lines and columns.

/// A place in text, counted as IAM Access Analyzer counts: lines from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The characters before it on its line.
    pub column: usize,
    /// The bytes before it in the text.
    pub offset: usize,
}

/// Where each line of a text starts: finds a [`Position`] in `O(log lines + column)`.
///
/// # Examples
///
/// ```
/// use iam_core::json::LineIndex;
/// let text = "{\n  \"Version\": 1\n}";
/// let at = LineIndex::new(text).position(4);
/// assert_eq!((at.line, at.column), (2, 2));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Notes the line starts of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(after_breaks.map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line and column of the byte at `offset`; the end of the text if it lies beyond.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or(0);
        let column =
            self.text.get(start..offset).map_or(offset - start, |before| before.chars().count());
        Position { line, column, offset }
    }
}
