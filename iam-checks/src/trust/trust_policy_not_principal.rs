//! `NotPrincipal` in role trust policies.

use crate::prelude::*;

declare_check! {
    /// A role trust policy has a `NotPrincipal`.
    ///
    /// IAM refuses the policy.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/deploy" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/deploy" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Role trust policy syntax error notprincipal".
    "role-trust-policy-syntax-error-notprincipal", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust {
        return;
    }
    if let Some(member) = statement.element(Element::NotPrincipal) {
        let finding = ABOUT.at(member.key_span, "a role trust policy cannot have `NotPrincipal`");
        report.push(finding.with_fix("name those who may assume the role under `Principal`"));
    }
}
