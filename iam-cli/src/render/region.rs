//! A part of a file, as SARIF counts.

use iam_core::document::ByteSpan;
use iam_core::json::LineIndex;
use serde::Serialize;

/// Lines and columns count from 1; the end column is the first after the region.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

impl Region {
    pub(crate) fn new(lines: &LineIndex<'_>, span: ByteSpan) -> Self {
        let (start, end) = (lines.position(span.start as usize), lines.position(span.end as usize));
        Self {
            start_line: start.line,
            start_column: start.column + 1,
            end_line: end.line,
            end_column: end.column + 1,
            byte_offset: start.offset,
            byte_length: end.offset - start.offset,
        }
    }
}

/// The file that something is about.
#[derive(Clone, Copy, Serialize)]
pub(super) struct ArtifactLocation<'u> {
    pub(super) uri: &'u str,
}

/// Text for people.
#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}
