//! Service control policies that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds_as_written;
use iam_language::policy::quota;

declare_check! {
    /// A service control policy is longer than 10,240 characters.
    ///
    /// Organizations refuses it. White space counts, unless the console strips it. The quota was 5,120
    /// for years; what an organization has may differ.
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

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::ServiceControl {
        exceeds_as_written(
            policy,
            (
                "service control policy",
                quota::SERVICE_CONTROL_POLICY,
                "split it into several policies",
            ),
            report,
            &ABOUT,
        );
    }
}
