//! Elements that IAM does not know.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::document::Member;
use iam_language::policy::Slot;

declare_check! {
    /// The policy or a statement has an element that the policy grammar does not know.
    ///
    /// IAM refuses the whole policy. Names of elements are compared with case.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
    ///                   "Conditions": { "Bool": { "aws:SecureTransport": "false" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": "false" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid policy element".
    "invalid-policy-element", Error
}

pub(crate) fn run_on_policy(policy: &PolicyView<'_, '_>, report: &mut Report) {
    unknown(report, policy.document.members(), Slot::Policy, Element::OF_POLICY);
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.has_other_members {
        unknown(report, statement.node.members(), Slot::Statement, Element::OF_STATEMENT);
    }
}

fn unknown(report: &mut Report, members: &[Member<'_>], slot: Slot, known: &[Element]) {
    let of = if slot == Slot::Policy { "a policy" } else { "a statement" };
    for Member { key, key_span, .. } in members {
        if Element::from_text(key).is_some_and(|element| known.contains(&element)) {
            continue;
        }
        let finding = ABOUT.at(*key_span, format!("{of} has no element `{key}`"));
        let advice = report.advice(&ABOUT, &format!("{of} {key}"), || {
            if let Slot::Value(meant) = slot.of_member(key) {
                return Advice::write(meant.as_str());
            }
            let known: Vec<_> = known.iter().map(|element| element.as_str()).collect();
            format!("remove it; the elements are `{}`", known.join("`, `")).into()
        });
        report.push(advice.give(finding, |near| Fix::respell(*key_span, key, near)));
    }
}
