//! What is checked: a document, and what is known of the text that it was read from.

use super::source::Source;
use iam_language::document::Node;

/// A document to check, and what is known of the text that it was read from.
///
/// Some quotas count white space, so that a front end which has the text must not hold it back.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'d, 't> {
    pub(super) document: &'d Node<'t>,
    pub(super) source: Source,
}

impl<'d, 't> Subject<'d, 't> {
    /// A document that was never JSON text, such as the tokens of a macro: its length is that of compact
    /// JSON.
    #[must_use]
    pub fn of_tree(document: &'d Node<'t>) -> Self {
        Self { document, source: Source::default() }
    }

    /// The document that was read from `text`.
    #[must_use]
    pub fn as_written(document: &'d Node<'t>, text: &str) -> Self {
        Self { document, source: Source::of(text) }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &'d Node<'t> {
        self.document
    }
}
