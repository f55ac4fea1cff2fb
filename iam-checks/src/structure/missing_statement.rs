//! A policy without statements.

use crate::prelude::*;
use crate::view::is_object;
use iam_language::document::Value;

declare_check! {
    /// The policy has no `Statement`, or an empty one.
    ///
    /// Such a policy grants nothing and denies nothing, and IAM refuses it.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing statement".
    "missing-statement", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    let span = match policy.element(Element::Statement) {
        None if is_object(policy.document) => policy.document.span,
        Some(member) => match &member.node.value {
            Value::Array(statements) if statements.is_empty() => member.node.span,
            _ => return,
        },
        None => return,
    };
    let fix =
        "add a statement: `\"Statement\": [{ \"Effect\": …, \"Action\": …, \"Resource\": … }]`";
    report.push(ABOUT.at(span, "the policy has no statement").with_fix(fix));
}
