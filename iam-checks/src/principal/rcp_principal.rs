//! Principals of resource control policies.

use crate::prelude::*;

declare_check! {
    /// A resource control policy has a `Principal` other than the plain string `*`, or a `NotPrincipal`.
    ///
    /// Organizations refuses the policy. It is about everyone; exceptions go into `Condition`, under
    /// `aws:PrincipalArn`.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP syntax error principal".
    "rcp-syntax-error-principal", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ResourceControl {
        return;
    }
    for member in statement.principals() {
        if member.key == "NotPrincipal" || member.node.text() != Some("*") {
            let finding = ABOUT.at(
                member.key_span,
                "a resource control policy is about everyone: its principal is `\"*\"`",
            );
            report.push(finding.with_fix(
                "write `\"Principal\": \"*\"` and test `aws:PrincipalArn` in `Condition`",
            ));
        }
    }
}
