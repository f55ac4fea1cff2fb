//! `NotAction` in resource control policies.

use crate::prelude::*;

declare_check! {
    /// A resource control policy has a `NotAction`.
    ///
    /// Organizations refuses the policy.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP syntax error notaction".
    "rcp-syntax-error-notaction", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ResourceControl {
        return;
    }
    if let Some(member) = statement.element(Element::NotAction) {
        let finding =
            ABOUT.at(member.key_span, "a resource control policy cannot have `NotAction`");
        report.push(finding.with_fix("list the actions under `Action`"));
    }
}
