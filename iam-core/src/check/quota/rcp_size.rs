//! Resource control policies that are too long.

use super::super::view::PolicyView;
use super::super::{Report, declare_check};
use super::length::{exceeds, thousands};
use crate::policy::PolicyType;

declare_check! {
    /// A resource control policy is longer than 5,120 characters.
    ///
    /// Organizations refuses it.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::… 6000 …" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::… 10 …" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Policy size exceeds RCP quota".
    "policy-size-exceeds-rcp-quota", Error
}

pub(in crate::check) fn run<S: Copy>(policy: &PolicyView<'_, '_, S>, report: &mut Report<S>) {
    if policy.options.policy_type == PolicyType::ResourceControl {
        exceeds(policy, 5_121.., report, |span, len| {
            ABOUT
                .at(
                    span,
                    format!(
                        "the resource control policy has {} characters, the quota is 5,120",
                        thousands(len)
                    ),
                )
                .with_fix("split it into several policies")
        });
    }
}
