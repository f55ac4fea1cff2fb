//! Identity-based policies that are too long to be managed.

use crate::prelude::*;
use crate::quota::length::exceeds;
use iam_language::finding::thousands;
use iam_language::policy::quota;

declare_check! {
    /// An identity-based policy is longer than the 6,144 characters of a managed policy.
    ///
    /// It can only be an inline policy of a role. Template parameters count at their longest value.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 7000 …" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 10 …" }] }
    /// ```
    ///
    /// Source: ours; the quota of customer managed policies.
    "x-policy-size-exceeds-managed-policy-quota", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::Identity {
        exceeds(
            policy,
            quota::MANAGED_POLICY + 1..=quota::INLINE_POLICIES_OF_A_ROLE,
            report,
            |span, len| {
                let message = format!(
                    "the policy has {} characters, too many for a managed policy (6,144)",
                    thousands(len)
                );
                let finding = ABOUT.at(span, message);
                finding.with_fix(
                    "split it, or make it an inline policy of a role (10,240 for all of them)",
                )
            },
        );
    }
}
