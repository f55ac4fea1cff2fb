//! Resource-based policies that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds;
use iam_language::finding::thousands;
use iam_language::policy::quota;

declare_check! {
    /// A resource-based policy is longer than 20,480 characters, the quota of most services.
    ///
    /// Most services refuse it. Template parameters count at their longest value.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 21000 …" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 10 …" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Policy size exceeds resource policy quota".
    "policy-size-exceeds-resource-policy-quota", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::Resource {
        exceeds(policy, quota::RESOURCE_POLICY + 1.., report, |span, len| {
            ABOUT
                .at(
                    span,
                    format!(
                        "the policy has {} characters, most services take 20,480",
                        thousands(len)
                    ),
                )
                .with_fix("name fewer resources, with wildcards where they are safe")
        });
    }
}
