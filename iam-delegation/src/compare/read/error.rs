//! Why text is not a permissions file.

use super::super::render::Shown;
use iam_core::document::ByteSpan;
use iam_core::json::LineIndex;
use iam_core::problem::{Problem, Problems};
use std::fmt;

/// A message, and the bytes that it is about.
pub(super) struct Found {
    pub(super) span: ByteSpan,
    pub(super) path: String,
    pub(super) message: String,
}

/// Why text is not a permissions file: every reason, each with its place.
///
/// # Examples
///
/// ```
/// use iam_delegation::Permissions;
/// let error = Permissions::from_json("{\n  \"roles\": [],\n  \"rules\": 1\n}").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "2:12: roles: expected an object, found an array\n3:12: rules: expected an object, found a number",
/// );
/// ```
pub type PermissionsError = Problems<PermissionsProblem>;

/// One reason why text is not a permissions file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionsProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The names that lead there: `roles.Backup.trust_policy`.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

/// The error of these, of which there is one at least.
pub(super) fn error(text: &str, mut found: Vec<Found>) -> PermissionsError {
    found.sort_by_key(|it| it.span);
    Problems::new(problems(text, found))
}

/// One line for each.
pub(super) fn places(text: &str, found: Vec<Found>) -> Vec<String> {
    problems(text, found).iter().map(ToString::to_string).collect()
}

fn problems(text: &str, found: Vec<Found>) -> Vec<PermissionsProblem> {
    let lines = LineIndex::new(text);
    let problem = |Found { span, path, message }: Found| {
        let position = lines.position(span.start as usize);
        PermissionsProblem { line: position.line, column: position.column + 1, path, message }
    };
    found.into_iter().map(problem).collect()
}

impl fmt::Display for PermissionsProblem {
    /// `line:column: path: what is wrong`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, path, message } = self;
        write!(f, "{line}:{column}: ")?;
        if !path.is_empty() {
            write!(f, "{}: ", Shown(path))?;
        }
        write!(f, "{}", Shown(message))
    }
}

impl Problem for PermissionsProblem {}
