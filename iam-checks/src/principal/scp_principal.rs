//! Principals in service control policies.

use crate::prelude::*;

declare_check! {
    /// A service control policy has a `Principal` or `NotPrincipal`.
    ///
    /// Organizations refuses the policy. It is about every principal of the accounts it is attached
    /// to. Exceptions go into `Condition`, under `aws:PrincipalArn`.
    ///
    /// ```json,flagged,scp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "organizations:LeaveOrganization", "Resource": "*" }] }
    /// ```
    /// ```json,clean,scp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "SCP syntax error principal".
    "scp-syntax-error-principal", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ServiceControl {
        return;
    }
    for member in statement.principals() {
        let message = format!("a service control policy cannot have a `{}`", member.key);
        let fix = "remove it; to except some, test `aws:PrincipalArn` in `Condition`";
        let finding = ABOUT.at(member.key_span, message).with_fix(fix);
        // Perhaps it is a policy of another type.
        report.push(finding.mended_by(Fix::remove(member.key_span, &member.key).maybe_incorrect()));
    }
}
