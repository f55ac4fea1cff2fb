//! JSON text to a policy, or everything that stands in its way.

use crate::policy::{self, Kind, Policy};
use iam_checks as check;
use iam_language::document::Node;
use iam_language::finding::Finding;
use iam_language::json::{self, LineIndex, Position};
use std::fmt;
use std::str::FromStr;

/// Why JSON text is not a policy of the wanted kind: every reason, each with its place.
///
/// # Examples
///
/// ```
/// use iam_core::policy::Policy;
/// let json = "{\n  \"Statement\": {\"Effect\": \"Alow\", \"Action\": \"*\"}\n}";
/// let error = Policy::<iam_core::policy::Identity>::from_json(json).unwrap_err();
/// assert_eq!(error.problems().count(), 2);
/// assert!(error.to_string().starts_with("2:27: `Alow` is not a valid effect"), "{error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    // INVARIANT: not empty.
    problems: Vec<(Position, Finding)>,
}

impl PolicyError {
    /// Each problem and the line and column where it starts.
    pub fn problems(&self) -> impl Iterator<Item = (Position, &Finding)> {
        self.problems.iter().map(|(position, finding)| (*position, finding))
    }

    fn new(text: &str, findings: Vec<Finding>) -> Self {
        let lines = LineIndex::new(text);
        let place = |finding: &Finding| lines.position(finding.span.start as usize);
        Self { problems: findings.into_iter().map(|found| (place(&found), found)).collect() }
    }
}

impl fmt::Display for PolicyError {
    /// `line:column: what is wrong`, both counted from 1, one problem a paragraph.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (Position { line, column, .. }, finding)) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{line}:{}: {finding}", column + 1)?;
        }
        Ok(())
    }
}

impl std::error::Error for PolicyError {}

impl<K: Kind> Policy<K> {
    /// Reads a policy of kind `K` from JSON.
    ///
    /// Only structure is judged here: a policy may be read and still name actions that do not
    /// exist. [`check::run`] says what is wrong with it beyond that.
    ///
    /// # Errors
    ///
    /// Text that is not JSON; otherwise every element that is missing, unknown, repeated, of the
    /// wrong type or has no meaning in a policy of this kind.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        match json::read(text) {
            Ok(document) => policy::read(&document)
                .ok_or_else(|| PolicyError::new(text, why_not::<K>(&document))),
            Err(error) => Err(PolicyError::new(text, vec![check::syntax_finding(&error)])),
        }
    }
}

impl<K: Kind> FromStr for Policy<K> {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        Self::from_json(text)
    }
}

/// What the checks of structure have against `document`, which could not be read.
pub(crate) fn why_not<K: Kind>(document: &Node<'_>) -> Vec<Finding> {
    let findings = check::structure(document, K::TYPE);
    debug_assert!(!findings.is_empty(), "the checks cover each reason not to read");
    if findings.is_empty() {
        // Unreachable as far as we and the fuzzer know; an error without a reason would be worse.
        let message = format!("this is not a {}", K::TYPE);
        return vec![check::JSON_SYNTAX_ERROR.at(document.span, message)];
    }
    findings
}
