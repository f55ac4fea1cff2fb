//! One text: read, checked, and what was found in it.

use crate::foreign::{self, Foreign};
use iam_core::check::{self, CATALOGUE, Options};
use iam_core::document::Node;
use iam_core::finding::Finding;
use iam_core::json::{self, SyntaxError};
use iam_core::policy::PolicyType;
use iam_core::spelling::nearest;
use std::borrow::Cow;
use std::collections::HashSet;

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
        checks: &Checks,
        options: impl FnOnce(&Node<'t>) -> Options,
    ) -> Self {
        let read = match broken {
            Some(error) => Err(error.clone()),
            None => json::read(text),
        };
        match read {
            Err(error) => {
                let findings = vec![syntax_finding(&error)];
                Self { text, document: None, findings, policy_type: PolicyType::Identity }
            }
            Ok(document) => {
                let options = options(&document);
                let findings = checks.run(&document, text, options);
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

fn syntax_finding(error: &SyntaxError) -> Finding {
    let about = CATALOGUE.iter().find(|about| about.code == "json-syntax-error");
    let finding_type = iam_core::finding::FindingType::Error;
    let mut finding =
        Finding::new("json-syntax-error", finding_type, error.span(), error.message());
    finding.why = about.map(|about| about.why()).unwrap_or_default();
    finding
}

/// Which checks run: all but the optional ones that nobody asked for.
#[derive(Clone, Debug)]
pub(crate) struct Checks {
    left_out: HashSet<&'static str>,
}

impl Checks {
    /// The checks that run by default, here as in the macros: those that are not optional.
    pub(crate) fn new() -> Self {
        let optional = CATALOGUE.iter().filter(|about| about.optional);
        Self { left_out: optional.map(|about| about.code).collect() }
    }

    /// Enables the check that `code` names, or `all`; otherwise says what it may have meant.
    pub(crate) fn enable(&mut self, code: &str) -> Result<(), String> {
        if code == "all" {
            self.left_out.clear();
            return Ok(());
        }
        let spelled = kebab(code);
        if CATALOGUE.iter().any(|about| about.code == spelled) {
            self.left_out.remove(spelled.as_str());
            return Ok(());
        }
        let near = nearest(&spelled, CATALOGUE.iter().map(|about| about.code));
        let advice = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Err(format!("--enable: there is no check `{code}`{advice}"))
    }

    fn run(&self, document: &Node<'_>, text: &str, options: Options) -> Vec<Finding> {
        let mut findings = check::run_as_written(document, text, options.optional());
        findings.retain(|finding| !self.left_out.contains(finding.code));
        findings
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
