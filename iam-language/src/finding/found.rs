//! What was found, and where.

use super::finding_type::FindingType;
use super::fix::Fix;
use crate::document::ByteSpan;
use crate::visible::visible;
use std::fmt;

/// One finding, at a place of the [document](crate::document): bytes of JSON text, or tokens of a macro.
///
/// [`Display`](fmt::Display) prints message, reason, fix and code; it leaves the place to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The check that speaks, such as `invalid-action`.
    pub code: &'static str,
    /// How much it matters.
    pub finding_type: FindingType,
    /// What is wrong; user text in backticks.
    pub message: String,
    /// Why it matters: one sentence, the same for each finding of the check, line breaks and all.
    pub why: &'static str,
    /// What to do about it.
    pub fix: Option<String>,
    /// How to do it, where that can be said exactly; the likeliest way first.
    pub fixes: Vec<Fix>,
    /// Where.
    pub span: ByteSpan,
    /// Further places of the same cause, such as the entry that makes this one redundant.
    pub related: Vec<ByteSpan>,
    /// The statement it is about, counted from 0; none if it is about the whole policy.
    pub statement: Option<usize>,
}

impl Finding {
    /// A finding about the whole policy, without a fix.
    pub fn new(
        code: &'static str,
        finding_type: FindingType,
        span: ByteSpan,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            finding_type,
            message: message.into(),
            why: "",
            fix: None,
            fixes: Vec::new(),
            span,
            related: Vec::new(),
            statement: None,
        }
    }

    /// The same finding with advice on how to mend it.
    #[must_use]
    pub fn with_fix(self, fix: impl Into<String>) -> Self {
        Self { fix: Some(fix.into()), ..self }
    }

    /// The same finding with a way to mend it that can be done as it is; another if it has one.
    #[must_use]
    pub fn mended_by(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fixes.extend(fix.into());
        self
    }

    /// The same finding, [mended](Self::mended_by) for sure by writing this string at `at`.
    #[must_use]
    pub fn replacing(self, at: ByteSpan, with: impl Into<String>) -> Self {
        self.mended_by(Fix::replace(at, with))
    }

    /// The same finding, [mended](Self::mended_by) for sure by removing `what` stands at `at`: an item, or
    /// the member with this name.
    #[must_use]
    pub fn removing(self, at: ByteSpan, what: &str) -> Self {
        self.mended_by(Fix::remove(at, what))
    }

    /// The way to mend it that nobody has to look at, if there is one.
    #[must_use]
    pub fn sure_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.is_sure())
    }

    /// The same finding with further places.
    #[must_use]
    pub fn with_related(mut self, places: impl IntoIterator<Item = ByteSpan>) -> Self {
        self.related.extend(places);
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.message))?;
        if !self.why.is_empty() {
            f.write_str("\n  why:")?;
            // The sentence comes from a doc comment, with the line breaks it has there.
            for word in self.why.split_whitespace() {
                write!(f, " {word}")?;
            }
        }
        if let Some(fix) = &self.fix {
            f.write_str("\n  fix: ")?;
            f.write_str(&visible(fix))?;
        }
        write!(f, "\n  [{}]", self.code)
    }
}
