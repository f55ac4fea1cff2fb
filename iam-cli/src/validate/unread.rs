//! What in a file may hold a policy and could not be read.

use crate::render::Region;
use iam_core::json::LineIndex;
use iam_source::found::Unchecked;
use serde::Serialize;

/// A part of a file that is not checked, and why.
#[derive(Serialize)]
pub(crate) struct Unread {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<usize>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) holder: String,
    pub(crate) reason: String,
    /// As SARIF tells places.
    #[serde(skip)]
    pub(crate) region: Option<Region>,
}

impl Unread {
    pub(crate) fn new(unchecked: &Unchecked, lines: &LineIndex<'_>) -> Self {
        let Unchecked { span, holder, reason, .. } = unchecked;
        Self {
            line: span.map(|span| lines.position(span.start as usize).line),
            holder: holder.clone(),
            reason: reason.clone(),
            region: span.map(|span| Region::new(lines, span)),
        }
    }

    /// In one line: who holds it and why it is not checked.
    pub(crate) fn told(&self) -> String {
        match self.holder.as_str() {
            "" => self.reason.clone(),
            holder => format!("`{holder}`: {}", self.reason),
        }
    }
}
