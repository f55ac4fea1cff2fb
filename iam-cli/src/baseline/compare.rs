//! A policy beside its baseline.

use super::dropped::policy_type;
use crate::access::answer::{grant, statement};
use crate::access::document::read_both;
use iam_access::{Comparison, Relation, Verdict, compare};
use iam_project::baseline::Dropped;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;

/// What a policy grants beside its baseline.
pub(super) enum Beside {
    /// There is none yet.
    Missing,
    /// It is not one of a policy.
    Unreadable(String),
    /// What the policy grants that the baseline does not, and the other way.
    Compared { comparison: Comparison, text: String },
}

impl Beside {
    pub(super) fn of(policy: &Dropped) -> Self {
        let text = match fs::read_to_string(&policy.baseline) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::Missing,
            Err(error) => return Self::Unreadable(error.to_string()),
        };
        match read_both([&text, &policy.text], policy_type(policy)) {
            Ok([old, new]) => Self::Compared { comparison: compare(&old, &new), text },
            Err(_) => Self::Unreadable("it is not a policy of the kind of this one".to_owned()),
        }
    }

    /// Whether the file says what the policy says, in any form.
    pub(super) fn is_same(&self, policy: &Dropped) -> bool {
        match self {
            Self::Compared { comparison, text } => {
                *text == policy.text || comparison.relation() == Relation::Equal
            }
            _ => false,
        }
    }

    /// Whether the policy may grant what nobody has accepted.
    pub(super) fn fails(&self) -> bool {
        match self {
            Self::Compared { comparison, .. } => comparison.gained.verdict() != Verdict::Pass,
            _ => true,
        }
    }

    /// For people: the relation, and requests that show it.
    pub(super) fn text(&self, name: &str, place: &str) -> String {
        let comparison = match self {
            Self::Missing => return format!("{name}: there is none yet ({place})\n"),
            Self::Unreadable(why) => return format!("{name}: cannot be read: {why} ({place})\n"),
            Self::Compared { comparison, .. } => comparison,
        };
        let Comparison { gained, lost, .. } = comparison;
        let relation = match (gained.verdict(), lost.verdict()) {
            (Verdict::Pass, Verdict::Pass) => "grants the same",
            (Verdict::Pass, Verdict::Fail) => "is wider than it need be",
            (Verdict::Pass, Verdict::Unknown) => "may be wider than it need be",
            (Verdict::Fail, Verdict::Fail) => "the policy grants more, and elsewhere less",
            (Verdict::Fail, _) => "the policy grants more",
            (Verdict::Unknown, _) => "nobody can tell whether the policy grants more",
        };
        // Writing to a string cannot fail.
        let mut text = format!("{name}: {relation} ({place})\n");
        for (answer, whose, other) in
            [(gained, "", "the baseline"), (lost, "of the baseline, ", "the policy")]
        {
            for reason in answer.reasons() {
                let _ = writeln!(text, "  {whose}{}; {other} does not", grant(reason));
            }
            for unknown in answer.unknown() {
                let statement = statement(unknown.statement, unknown.sid.as_deref());
                let _ = writeln!(text, "  {whose}{statement}: {}", unknown.why);
            }
        }
        text
    }
}
