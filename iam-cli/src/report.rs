//! One text: read, checked, and what was found in it.

use iam_core::check::{self, Options, Selection, Subject};
use iam_core::document::Node;
use iam_core::finding::Finding;
use iam_core::json::{self, SyntaxError};
use iam_core::policy::PolicyType;
use iam_project::foreign::{self, Foreign};
use std::borrow::Cow;

/// A text and its findings.
pub(crate) struct Report<'t> {
    pub(crate) text: &'t str,
    /// None if the text is no JSON; that is the finding then.
    pub(crate) document: Option<Node<'t>>,
    pub(crate) findings: Vec<Finding>,
    /// What it was checked as.
    pub(crate) policy_type: PolicyType,
}

/// Bytes as text. What is not UTF-8 is replaced from the first such byte on, and told.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<SyntaxError>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => (String::from_utf8_lossy(bytes), json::read_bytes(bytes).err()),
    }
}

impl<'t> Report<'t> {
    /// Reads and checks `text`; `options` tells what it is checked as.
    pub(crate) fn new(
        text: &'t str,
        broken: Option<&SyntaxError>,
        selection: Selection,
        options: impl FnOnce(&Node<'t>) -> Options,
    ) -> Self {
        let read = match broken {
            Some(error) => Err(error.clone()),
            None => json::read(text),
        };
        match read {
            Err(error) => {
                let findings = vec![check::syntax_finding(&error)];
                Self { text, document: None, findings, policy_type: PolicyType::Identity }
            }
            Ok(document) => {
                let options = options(&document);
                let subject = Subject::as_written(&document, text);
                let findings = check::run(&subject, options.select(selection));
                let policy_type = options.policy_type;
                Self { text, document: Some(document), findings, policy_type }
            }
        }
    }
}

impl Report<'_> {
    /// What the text is, if it plainly is something else than a policy.
    pub(crate) fn foreign(&self) -> Option<Foreign> {
        match &self.document {
            Some(document) => foreign::of_document(document),
            None => foreign::of_text(self.text),
        }
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
