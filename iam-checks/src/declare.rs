//! What a check is, and how it reports.

use super::advice::Advice;
use iam_language::document::ByteSpan;
use iam_language::finding::{Finding, FindingType};
use std::collections::HashMap;

/// What a check is called, how much it matters and why it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct About {
    /// AWS's issue code in `kebab-case`; with the prefix `x-` if the check is ours.
    pub code: &'static str,
    /// How much its findings matter.
    pub finding_type: FindingType,
    /// What, why, examples and source: the doc comment of the check.
    pub explain: &'static str,
    /// Whether it runs only if [asked for](crate::Selection): it is about what most
    /// policies do on purpose, or AWS lists it and no longer acts on it.
    pub optional: bool,
    why: &'static str,
}

impl About {
    /// With the sentence that says why taken out of `explain`, which is `lines` joined.
    pub(super) const fn new(
        code: &'static str,
        finding_type: FindingType,
        explain: &'static str,
        lines: &[&str],
        optional: bool,
    ) -> Self {
        Self { code, finding_type, explain, optional, why: why(explain, lines) }
    }

    /// A finding of this check.
    #[must_use]
    pub fn at(&self, span: ByteSpan, message: impl Into<String>) -> Finding {
        let mut finding = Finding::new(self.code, self.finding_type, span, message);
        finding.why = self.why();
        finding
    }

    /// Why it matters: the first sentence of the second paragraph.
    #[must_use]
    pub const fn why(&self) -> &'static str {
        self.why
    }
}

/// The first sentence of the second paragraph, without its full stop.
///
/// By lines first: each byte that is looked at costs every user of the macros compile time.
const fn why(explain: &'static str, mut lines: &[&str]) -> &'static str {
    let mut start = 0;
    while let [line, rest @ ..] = lines {
        start += line.len() + "\n".len();
        if line.is_empty() {
            break;
        }
        lines = rest;
    }
    let (_, paragraph) = explain.split_at(start);
    let mut bytes = paragraph.as_bytes();
    // Every line ends in a line break, so that a full stop always has something after it.
    while !matches!(bytes, [] | [b'\n', b'\n', ..] | [b'.', b' ' | b'\n', ..]) {
        let [_, rest @ ..] = bytes else { break };
        bytes = rest;
    }
    paragraph.split_at(paragraph.len() - bytes.len()).0.trim_ascii()
}

/// Gathers findings, and notes which statement they are about.
#[derive(Default)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
    pub(super) statement: Option<usize>,
    /// What the check of each code advises for the names that it has looked up.
    advice: HashMap<&'static str, HashMap<String, Advice>>,
    look_ups: usize,
    /// Patterns over several services: whether each matches an action.
    sought: HashMap<String, bool>,
    has_unsought: bool,
}

/// How many different wrong names of a policy are compared with all that there are: more than anybody mends by
/// hand, and few enough that a policy of nothing but wrong names is checked as fast as another.
pub(super) const MOST_LOOK_UPS: usize = 1_000;

/// The advice for the names after those.
const UNADVISED: &str = "look the name up: of so many wrong names in one policy, only the first 1,000 are \
                         compared with the right ones";

impl Report {
    pub(super) fn push(&mut self, mut finding: Finding) {
        finding.statement = finding.statement.or(self.statement);
        self.findings.push(finding);
    }

    /// What the check `about` advises for a `name` that does not exist, by a look for the one that was meant:
    /// after many of them in one policy no more than that there were many.
    pub(super) fn advice<A: Into<Advice>>(
        &mut self,
        about: &'static About,
        name: &str,
        look_up: impl FnOnce() -> A,
    ) -> Advice {
        let known = self.advice.entry(about.code).or_default();
        if let Some(advice) = known.get(name) {
            return advice.clone();
        }
        if self.look_ups == MOST_LOOK_UPS {
            return UNADVISED.into();
        }
        self.look_ups += 1;
        let advice = look_up().into();
        known.insert(name.to_owned(), advice.clone());
        advice
    }

    /// Whether a pattern over several services matches an action, by a look at all there are: after many in one
    /// policy no more than whether this is the first of which nobody knows.
    pub(super) fn of_many_services(
        &mut self,
        pattern: &str,
        look_up: impl FnOnce() -> bool,
    ) -> Result<bool, bool> {
        if let Some(is_known) = self.sought.get(pattern) {
            return Ok(*is_known);
        }
        if self.sought.len() == MOST_LOOK_UPS {
            return Err(!std::mem::replace(&mut self.has_unsought, true));
        }
        let is_known = look_up();
        self.sought.insert(pattern.to_owned(), is_known);
        Ok(is_known)
    }
}

/// Declares a check: its doc comment is what `explain` prints.
macro_rules! declare_check {
    ($(#[doc = $line:literal])+ $code:literal, $finding_type:ident $(, $optional:ident)?) => {
        $crate::declare::declare_check! {
            $(#[doc = $line])+
            pub(crate) static ABOUT: $code, $finding_type $(, $optional)?
        }
    };
    (
        $(#[doc = $line:literal])+
        $vis:vis static $name:ident: $code:literal, $finding_type:ident $(, $optional:ident)?
    ) => {
        $(#[doc = $line])+
        $vis static $name: $crate::About = $crate::About::new(
            $code,
            iam_language::finding::FindingType::$finding_type,
            concat!($($line, "\n"),+),
            &[$($line),+],
            !concat!($(stringify!($optional))?).is_empty(),
        );
    };
}
pub(super) use declare_check;
