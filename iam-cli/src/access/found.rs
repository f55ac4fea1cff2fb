//! What came of a question.

use iam_access::{Answer, HypotheticalReason, Reason, StrictAnswer, Unknown, Verdict};

/// What came of a question that may be asked for all texts.
pub(super) enum Found {
    Today {
        answer: Answer,
        /// Whether a PASS is known to be none for all texts.
        differs: bool,
    },
    Strict(StrictAnswer),
}

impl Found {
    /// Whether a PASS is known to be none for all texts: what is assumed for something that is not known may be
    /// none of the texts that there are.
    pub(super) fn differs(&self) -> bool {
        matches!(self, Self::Today { differs: true, .. })
    }
}

/// What is told of an answer, whichever it is.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(super) verdict: Verdict,
    pub(super) reasons: &'a [Reason],
    /// Statements that grant something of what there may be alone.
    pub(super) hypothetical: &'a [HypotheticalReason],
    pub(super) unknown: &'a [Unknown],
    /// What is to be said beside the verdict.
    pub(super) note: Option<&'static str>,
}

impl Given<'_> {
    /// That nothing was found, either way.
    pub(super) fn nothing() -> Self {
        let (reasons, hypothetical, unknown) = (&[], &[], &[]);
        Self { verdict: Verdict::Pass, reasons, hypothetical, unknown, note: None }
    }

    /// The same, if the policy has something in it that is not known yet: a PASS with one value of it may be none
    /// with another.
    pub(super) fn of_open(self, is_open: bool) -> Self {
        const OPEN: &str = "It depends on what is not known of the policy yet.";
        if is_open && self.verdict == Verdict::Pass {
            return Self { verdict: Verdict::Unknown, note: Some(OPEN), ..self };
        }
        self
    }
}

impl<'a> From<&'a Answer> for Given<'a> {
    fn from(answer: &'a Answer) -> Self {
        const ROOT: &str =
            "Conditions on the root user have changed, and requests of root are in no answer.";
        Self {
            verdict: answer.verdict(),
            reasons: answer.reasons(),
            hypothetical: &[],
            unknown: answer.unknown(),
            note: answer.overlooks_root().then_some(ROOT),
        }
    }
}

impl<'a> From<&'a Found> for Given<'a> {
    fn from(found: &'a Found) -> Self {
        const MORE: &str =
            "Actions or resources that do not exist today would be granted: ask with `--strict`.";
        const NONE_TODAY: &str =
            "Nothing that exists today is granted: the request is hypothetical.";
        match found {
            Found::Today { answer, differs } => {
                let given = Self::from(answer);
                // What a PASS of today passes over counts before what there may be some day.
                Self { note: given.note.or(differs.then_some(MORE)), ..given }
            }
            Found::Strict(answer) => {
                let today = answer.today();
                let none_today =
                    !answer.hypothetical().is_empty() && today.verdict() == Verdict::Pass;
                Self {
                    verdict: answer.verdict(),
                    reasons: today.reasons(),
                    hypothetical: answer.hypothetical(),
                    unknown: answer.unknown(),
                    note: none_today.then_some(NONE_TODAY).or(Self::from(today).note),
                }
            }
        }
    }
}
