//! Which of the optional checks run.

use super::catalogue::OPTIONAL;
use super::code::{UnknownCode, about_spelled};
use super::declare::About;

/// Which checks run beside those that always do: none of the [optional](About::optional) ones by default.
///
/// # Examples
///
/// ```
/// use iam_checks::{self as check, Options, Selection, Subject};
/// use iam_language::json;
/// use iam_language::policy::PolicyType;
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:*","Resource":"*"}]}"#;
/// let document = json::read(text)?;
/// let subject = Subject::as_written(&document, text);
/// let fires = |selection| {
///     let options = Options::new(PolicyType::Identity).select(selection);
///     check::run(&subject, options).iter().any(|it| it.code == "x-service-wildcard")
/// };
/// let mut selection = Selection::new();
/// assert!(!fires(selection));
/// selection.enable("x-service-wildcard").expect("there is such a check");
/// assert!(fires(selection));
///
/// let error = selection.enable("x-service-wildcart").unwrap_err();
/// assert_eq!(error.nearest(), Some("x-service-wildcard"));
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// One bit for each of `OPTIONAL`.
    bits: u32,
}

impl Selection {
    /// None of the optional checks.
    #[must_use]
    pub const fn new() -> Self {
        Self { bits: 0 }
    }

    /// All of the optional checks.
    #[must_use]
    pub const fn all() -> Self {
        Self { bits: (1 << OPTIONAL.len()) - 1 }
    }

    /// Adds the check of this code, spelled as ours or as AWS's (`INVALID_ACTION`). One that is not
    /// optional runs anyway.
    ///
    /// # Errors
    ///
    /// There is no such check; the error names the nearest.
    pub fn enable(&mut self, code: &str) -> Result<(), UnknownCode> {
        let about = about_spelled(code)?;
        self.bits |= bit(about);
        Ok(())
    }

    /// Whether the check runs: unless it is optional, it always does.
    #[must_use]
    pub fn runs(self, about: &About) -> bool {
        !about.optional || self.bits & bit(about) != 0
    }

    /// Whether no optional check runs.
    pub(super) const fn is_empty(self) -> bool {
        self.bits == 0
    }
}

const _: () = assert!(OPTIONAL.len() < u32::BITS as usize, "more optional checks than bits");

/// The bit of an optional check; no bit for others.
fn bit(about: &About) -> u32 {
    let place = OPTIONAL.iter().position(|optional| optional.code == about.code);
    place.and_then(|place| u32::try_from(place).ok()).map_or(0, |place| 1 << place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CATALOGUE;

    #[test]
    fn each_optional_check_has_a_bit_of_its_own() {
        let mut all = Selection::new();
        for about in CATALOGUE {
            assert_eq!(all.runs(about), !about.optional, "{}", about.code);
            let before = all;
            all.enable(&about.code.replace('-', "_").to_uppercase()).expect("its own code");
            assert!(all.runs(about), "{}", about.code);
            assert_eq!(all == before, !about.optional, "{}", about.code);
        }
        assert_eq!(all, Selection::all());
    }
}
