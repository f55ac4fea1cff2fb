//! A policy beside its baseline.

use super::dropped::policy_type;
use crate::access::answer::statement;
use crate::access::document::Pair;
use iam_access::{Answer, Verdict};
use iam_project::baseline::Dropped;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;

/// What a policy grants beside its baseline.
pub(super) enum Comparison {
    /// There is none yet.
    Missing,
    /// It is not one of a policy.
    Unreadable(String),
    /// Whether the policy grants more, and whether the baseline does.
    Compared { new: Answer, old: Answer, text: String },
}

impl Comparison {
    pub(super) fn of(policy: &Dropped) -> Self {
        let text = match fs::read_to_string(&policy.baseline) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::Missing,
            Err(error) => return Self::Unreadable(error.to_string()),
        };
        let kind = policy_type(policy);
        let pair = |existing, new| Pair::read([existing, new], kind);
        match (pair(&text, &policy.text), pair(&policy.text, &text)) {
            (Ok(new), Ok(old)) => {
                Self::Compared { new: new.no_new_access(), old: old.no_new_access(), text }
            }
            _ => Self::Unreadable("it is not a policy of the kind of this one".to_owned()),
        }
    }

    /// Whether the file says what the policy says, in any form.
    pub(super) fn is_same(&self, policy: &Dropped) -> bool {
        match self {
            Self::Compared { new, old, text } => {
                *text == policy.text
                    || (new.verdict(), old.verdict()) == (Verdict::Pass, Verdict::Pass)
            }
            _ => false,
        }
    }

    /// Whether the policy may grant what nobody has accepted.
    pub(super) fn fails(&self) -> bool {
        match self {
            Self::Compared { new, .. } => new.verdict() != Verdict::Pass,
            _ => true,
        }
    }

    /// For people: the relation, and requests that show it.
    pub(super) fn text(&self, name: &str, place: &str) -> String {
        let (new, old) = match self {
            Self::Missing => return format!("{name}: there is none yet ({place})\n"),
            Self::Unreadable(why) => return format!("{name}: cannot be read: {why} ({place})\n"),
            Self::Compared { new, old, .. } => (new, old),
        };
        let relation = match (new.verdict(), old.verdict()) {
            (Verdict::Pass, Verdict::Pass) => "grants the same",
            (Verdict::Pass, Verdict::Fail) => "is wider than it need be",
            (Verdict::Pass, Verdict::Unknown) => "may be wider than it need be",
            (Verdict::Fail, Verdict::Fail) => "the policy grants more, and elsewhere less",
            (Verdict::Fail, _) => "the policy grants more",
            (Verdict::Unknown, _) => "nobody can tell whether the policy grants more",
        };
        // Writing to a string cannot fail.
        let mut text = format!("{name}: {relation} ({place})\n");
        for (answer, other) in [(new, "the baseline"), (old, "the policy")] {
            let whose = if other == "the policy" { " of the baseline" } else { "" };
            for reason in answer.reasons() {
                let statement = statement(reason.statement, reason.sid.as_deref());
                let witness = &reason.witness;
                let _ = writeln!(text, "  {statement}{whose} allows {witness}; {other} does not");
            }
            for unknown in answer.unknown() {
                let statement = statement(unknown.statement, unknown.sid.as_deref());
                let _ = writeln!(text, "  {statement}{whose}: {}", unknown.why);
            }
        }
        text
    }
}
