//! Principals in policies that are attached to one.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};

declare_check! {
    /// An identity-based policy has a `Principal` or `NotPrincipal`.
    ///
    /// IAM refuses the policy. Who it is about is whoever it is attached to. A policy with a
    /// principal belongs on a resource, or on a role as its trust policy.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported principal".
    "unsupported-principal", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if !policy.options.policy_type.is_identity_based() {
        return;
    }
    for member in statement.principals() {
        let message = format!(
            "an identity-based policy has no `{}`: it is about whom it is attached to",
            member.key
        );
        let fix = "remove it, or make this a `trust_policy!` or a `resource_policy!`";
        report.push(ABOUT.at(member.key_span, message).with_fix(fix));
    }
}
