//! A statement without effect.

use crate::prelude::*;

declare_check! {
    /// A statement has no `Effect`.
    ///
    /// There is no default: IAM refuses the policy.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [{ "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing effect".
    "missing-effect", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.lacks(&[Element::Effect]) {
        let finding = ABOUT.at(statement.node.span, "the statement has no `Effect`");
        let finding = finding.with_fix("add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`");
        let add = |effect| Fix::insert(statement.node.span, "Effect", effect).maybe_incorrect();
        report.push(finding.mended_by(add("Allow")).mended_by(add("Deny")));
    }
}
