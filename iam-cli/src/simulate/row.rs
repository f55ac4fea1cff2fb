//! What came of the questions.

use iam_evaluate::{Explanation, Request};

/// In place of a decision, where an action takes no such resource.
pub(super) const NOT_APPLICABLE: &str = "notApplicable";

/// One action on one resource, and what came of it.
pub(super) enum Row {
    Answered(Box<Answer>),
    Unfit(Unfit),
}

/// One request and what came of it.
pub(super) struct Answer {
    pub(super) request: Request,
    pub(super) explanation: Explanation,
}

/// An action that takes no such resource.
pub(super) struct Unfit {
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) why: String,
}

impl Row {
    pub(super) fn answer(&self) -> Option<&Answer> {
        if let Self::Answered(answer) = self { Some(answer) } else { None }
    }
}
