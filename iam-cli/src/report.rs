//! One text: read, checked, and what was found in it.

use iam_core::check::Options;
use iam_core::document::Node;
use iam_core::finding::Finding;
use iam_core::json::{self, SyntaxError};
use iam_core::policy::PolicyType;
use iam_project::config::Applied;
use iam_project::project::Project;
use iam_project::reading::Reading;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

/// A text and its findings.
pub(crate) struct Report<'t> {
    reading: Reading<'t>,
    pub(crate) findings: Vec<Finding>,
    /// The entries of `iam.toml` that silenced other findings.
    pub(crate) silenced: BTreeSet<usize>,
}

/// Bytes as text. What is not UTF-8 is replaced from the first such byte on, and told.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<SyntaxError>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => (String::from_utf8_lossy(bytes), json::read_bytes(bytes).err()),
    }
}

/// Reads what [`decode`] gave.
pub(crate) fn read(text: &str, broken: Option<SyntaxError>) -> Reading<'_> {
    match broken {
        Some(error) => Reading::broken(text, error),
        None => Reading::new(text),
    }
}

impl<'t> Report<'t> {
    /// Checks what was read from the file at `path`; `options` tells what it is checked as.
    pub(crate) fn new(
        reading: Reading<'t>,
        project: &Project,
        path: &Path,
        options: impl FnOnce(&Node<'t>) -> Options,
    ) -> Self {
        let options = reading.document().map(options);
        let options = options.unwrap_or_else(|| Options::new(PolicyType::Identity));
        let Applied { findings, used } = reading.check(project, path, options);
        Self { reading, findings, silenced: used }
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t str {
        self.reading.text()
    }

    /// The tree; none if the text is no JSON, and that is the finding then.
    pub(crate) fn document(&self) -> Option<&Node<'t>> {
        self.reading.document()
    }
}

/// `INVALID_ACTION` as `invalid-action`.
pub(crate) fn kebab(code: &str) -> String {
    code.to_ascii_lowercase().replace('_', "-")
}

/// `invalid-action` as `INVALID_ACTION`.
pub(crate) fn upper_snake(code: &str) -> String {
    code.to_ascii_uppercase().replace('-', "_")
}
