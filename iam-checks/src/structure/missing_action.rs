//! A statement without action.

use crate::prelude::*;

declare_check! {
    /// A statement has neither `Action` nor `NotAction`.
    ///
    /// IAM refuses the policy: the statement would be about nothing.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing action".
    "missing-action", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.lacks(&[Element::Action, Element::NotAction]) {
        let finding = ABOUT.at(statement.node.span, "the statement has no `Action`");
        let finding = finding.with_fix("add `\"Action\": \"service:Action\"`");
        let add = Fix::insert(statement.node.span, "Action", "service:Action");
        report.push(finding.mended_by(add.has_placeholders()));
    }
}
