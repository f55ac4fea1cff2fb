//! Principals in policies that are attached to one.

use crate::prelude::*;

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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.policy.options.policy_type.is_identity_based() {
        return;
    }
    for member in statement.principals() {
        let policy_type = statement.policy.options.policy_type;
        let article = if policy_type == PolicyType::Identity { "an" } else { "a" };
        let message = format!(
            "{article} {policy_type} cannot have a `{}`: it is about whom it is attached to",
            member.key
        );
        let of_sts = |(prefix, _): (&str, _)| prefix.eq_ignore_ascii_case("sts");
        let is_trust = !statement.actions.is_empty()
            && statement.actions.iter().all(|action| action.parts.is_some_and(of_sts));
        let fix = if is_trust {
            "remove it, or check this as a role trust policy: `trust_policy!`, `--policy-type trust`"
        } else {
            "remove it, or check this as a resource-based policy: `resource_policy!`, \
             `--policy-type resource`"
        };
        let finding = ABOUT.at(member.key_span, message).with_fix(fix);
        // Perhaps it is a policy of another type.
        report.push(finding.mended_by(Fix::remove(member.key_span, &member.key).maybe_incorrect()));
    }
}
