//! What is said of a policy that grants what it must not.

use super::widest::Kept;
use crate::demand::{Demand, Refusal};
use iam_access::{Answer, Reason, Unknown};
use iam_core::document::{ByteSpan, Node};
use iam_core::registry;

/// What is said of a policy that grants what it must not.
pub(super) struct Words {
    /// What it does, from the action on.
    pub(super) does: fn(&str) -> String,
    /// Whether it does.
    pub(super) whether: &'static str,
    /// After the witness.
    pub(super) by: &'static str,
    pub(super) fix: &'static str,
    /// The element of the statement that is to blame.
    pub(super) element: &'static str,
}

pub(super) const NEVER_GRANTS: Words = Words {
    does: |action| format!("this policy grants `{action}`, which it must never grant"),
    whether: "this policy grants what it must never grant",
    by: ": allowed by this statement",
    fix: "narrow the statement, or what `#[never_grants]` lists",
    element: "Action",
};

pub(super) const NEVER_GRANTS_HERE: Words = Words {
    fix: "narrow the statement, or what `never-grants` lists in `iam.toml`",
    ..NEVER_GRANTS
};

/// Of a policy of which a part is not known yet: the witness has it as the worst value would make it.
const MAY_GRANT: Words = Words {
    does: |action| format!("this policy may grant `{action}`, which it must never grant"),
    whether: "this policy may grant what it must never grant",
    by: ": some value of what is known only when the program runs allows that by this statement",
    fix: "write the values out, or ask of the finished policy in a test, with `assert_never_grants!`",
    ..NEVER_GRANTS
};

pub(super) const NOT_PUBLIC: Words = Words {
    does: |_| "this policy lets in strangers".to_owned(),
    whether: "this policy lets in strangers",
    by: ", whom nothing in the policy names: allowed by this statement",
    fix: "name the principals, or where they come from, as by the condition key `aws:PrincipalOrgID`",
    element: "Principal",
};

/// The refusals for what an answer says, each at its statement: that of the same index, or of the index
/// that `kept` has for it.
pub(super) fn told(
    document: &Node<'_>,
    kept: &[Kept],
    demand: &Demand,
    answer: &Answer,
    words: &Words,
) -> Vec<Refusal> {
    let of = |index: usize| kept.get(index).copied().unwrap_or(Kept { index, is_certain: true });
    let reasons = answer.reasons().iter().map(|reason| {
        let Reason { statement, witness, .. } = reason;
        let statement = of(*statement);
        let words = if statement.is_certain { words } else { &MAY_GRANT };
        let action = witness.request().action().to_string();
        let text = format!(
            "{}\n  why: {witness}{}\n  fix: {}\n  [{}]",
            (words.does)(&action),
            words.by,
            words.fix,
            demand.name(),
        );
        Refusal {
            at: blamed(document, statement.index, words.element, &action),
            ..demand.refusal(text)
        }
    });
    let unknown = answer.unknown().iter().map(|unknown| {
        let Unknown { statement, why, .. } = unknown;
        let text = format!(
            "nobody can tell whether {}\n  why: of this statement it is not known: {why}\n  fix: write the statement more plainly, or in several\n  [{}]",
            words.whether,
            demand.name(),
        );
        Refusal { at: blamed(document, of(*statement).index, words.element, ""), ..demand.refusal(text) }
    });
    reasons.chain(unknown).collect()
}

/// The element that is to blame in the statement of this index, and of actions the entry that allows this
/// one; else the statement.
fn blamed(document: &Node<'_>, statement: usize, element: &str, action: &str) -> Option<ByteSpan> {
    let statement = document.member("Statement")?.node.items().get(statement)?;
    let Some(member) = statement.member(element) else { return Some(statement.span) };
    if element != "Action" {
        return Some(member.node.span);
    }
    let allows = |entry: &&Node<'_>| {
        let mut actions = entry.text().into_iter().flat_map(registry::actions_matching);
        entry.text() == Some("*") || actions.any(|it| it.to_string() == action)
    };
    Some(member.node.items().iter().find(allows).unwrap_or(statement).span)
}
