//! Text that is no JSON.

use super::declare::declare_check;
use iam_language::finding::Finding;
use iam_language::json::SyntaxError;

declare_check! {
    /// The text is not one well-formed JSON value.
    ///
    /// IAM refuses it, and nothing else can be checked before this is mended. IAM takes strict JSON
    /// only: no comments, no trailing commas, no single quotes, nothing after the value.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [], }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "JSON syntax error"; RFC 8259.
    pub static JSON_SYNTAX_ERROR: "json-syntax-error", Error
}

/// The one finding in a text that is no JSON.
///
/// # Examples
///
/// ```
/// use iam_checks as check;
/// use iam_language::json;
/// let error = json::read("{").unwrap_err();
/// assert_eq!(check::syntax_finding(&error).code, "json-syntax-error");
/// ```
#[must_use]
pub fn syntax_finding(error: &SyntaxError) -> Finding {
    JSON_SYNTAX_ERROR.at(error.span(), error.message())
}
