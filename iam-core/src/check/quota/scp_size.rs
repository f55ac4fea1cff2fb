//! Service control policies that are too long.

use super::super::view::PolicyView;
use super::super::{Report, declare_check};
use super::length::{exceeds, thousands};
use crate::policy::PolicyType;

declare_check! {
    /// A service control policy is longer than 10,240 characters.
    ///
    /// Organizations refuses it. The quota was 5,120 for years; what an organization has may differ.
    ///
    /// ```json,flagged,scp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::… 11000 …" }] }
    /// ```
    /// ```json,clean,scp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::… 10 …" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Policy size exceeds SCP quota".
    "policy-size-exceeds-scp-quota", Error
}

pub(in crate::check) fn run<S: Copy>(policy: &PolicyView<'_, '_, S>, report: &mut Report<S>) {
    if policy.options.policy_type == PolicyType::ServiceControl {
        exceeds(policy, 10_241.., report, |span, len| {
            ABOUT
                .at(
                    span,
                    format!(
                        "the service control policy has {} characters, the quota is 10,240",
                        thousands(len)
                    ),
                )
                .with_fix("split it into several policies")
        });
    }
}
