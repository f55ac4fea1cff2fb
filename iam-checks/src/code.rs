//! Checks by their codes.

use super::catalogue::CATALOGUE;
use super::declare::About;
use iam_language::spelling::nearest;
use std::fmt;

/// There is no check of this code.
///
/// Shown as ``there is no check `x`; write `y` ``, with the nearest code if one is near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    code: String,
    nearest: Option<&'static str>,
}

impl UnknownCode {
    /// What was written.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The code that was probably meant.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no check `{}`", self.code)?;
        self.nearest.map_or(Ok(()), |near| write!(f, "; write `{near}`"))
    }
}

impl std::error::Error for UnknownCode {}

/// The check of this code, in kebab case.
///
/// # Errors
///
/// There is no such check. One in another spelling, such as AWS's `INVALID_ACTION`, is the nearest.
///
/// # Examples
///
/// ```
/// use iam_checks as check;
/// assert_eq!(check::about("invalid-action")?.code, "invalid-action");
/// let error = check::about("INVALID_ACTION").unwrap_err();
/// assert_eq!(error.to_string(), "there is no check `INVALID_ACTION`; write `invalid-action`");
/// # Ok::<(), check::UnknownCode>(())
/// ```
pub fn about(code: &str) -> Result<&'static About, UnknownCode> {
    let found = CATALOGUE.iter().copied().find(|about| about.code == code);
    found.ok_or_else(|| {
        // One that differs in nothing but its spelling is the nearest anyway.
        let nearest = nearest(&kebab(code), CATALOGUE.iter().map(|about| about.code));
        UnknownCode { code: code.to_owned(), nearest }
    })
}

/// The check of this code, in our spelling or in AWS's.
pub(super) fn about_spelled(code: &str) -> Result<&'static About, UnknownCode> {
    about(code).or_else(|unknown| about(&kebab(code)).map_err(|_| unknown))
}

fn kebab(code: &str) -> String {
    code.to_ascii_lowercase().replace('_', "-")
}
