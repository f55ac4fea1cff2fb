//! Text to findings.

use iam_checks::{self as check, Options, Subject};
use iam_language::finding::Finding;
use iam_language::json;

/// The findings in a JSON text.
pub(crate) fn checked(text: &str, options: Options) -> Vec<Finding> {
    match json::read(text) {
        Ok(document) => check::run(&Subject::as_written(&document, text), options),
        Err(error) => vec![check::syntax_finding(&error)],
    }
}
