//! Elements that IAM does not know.

use super::super::advice::Advice;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use iam_language::document::Member;
use iam_language::finding::Fix;
use iam_language::policy::STATEMENT_ELEMENTS;
use iam_language::spelling::nearest;

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

const POLICY_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

pub(crate) fn run_on_policy(policy: &PolicyView<'_, '_>, report: &mut Report) {
    unknown(report, policy.document.members(), "a policy", &POLICY_ELEMENTS);
}

pub(crate) fn run(_: &PolicyView<'_, '_>, statement: &StatementView<'_, '_>, report: &mut Report) {
    if statement.has_other_members {
        unknown(report, statement.node.members(), "a statement", &STATEMENT_ELEMENTS);
    }
}

fn unknown(report: &mut Report, members: &[Member<'_>], of: &str, known: &[&'static str]) {
    for Member { key, key_span, .. } in members {
        if known.contains(&key.as_ref()) {
            continue;
        }
        let finding = ABOUT.at(*key_span, format!("{of} has no element `{key}`"));
        let advice = report.advice(&ABOUT, &format!("{of} {key}"), || {
            match nearest(key, known.iter().copied()) {
                Some(near) => Advice::write(near),
                None => format!("remove it; the elements are `{}`", known.join("`, `")).into(),
            }
        });
        report.push(advice.give(finding, |near| Fix::respell(*key_span, key, near)));
    }
}
