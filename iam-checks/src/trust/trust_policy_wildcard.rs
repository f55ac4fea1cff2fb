//! Trust policies open to everyone.

use crate::prelude::*;

declare_check! {
    /// The `Principal` of a role trust policy is the plain string `*`.
    ///
    /// IAM refuses the policy. A role is assumed by principals of AWS, so `{ "AWS": "*" }` is the
    /// widest there is, and wants a condition.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Role trust policy unsupported wildcard in principal".
    "role-trust-policy-unsupported-wildcard-in-principal", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust {
        return;
    }
    if let Some(member) =
        statement.element(Element::Principal).filter(|member| member.node.text() == Some("*"))
    {
        let finding = ABOUT.at(member.node.span, "a role cannot be open to `*`");
        report.push(finding.with_fix("name an account: `{ \"AWS\": \"111122223333\" }`"));
    }
}
