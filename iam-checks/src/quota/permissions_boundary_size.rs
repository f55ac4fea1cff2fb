//! Permissions boundaries that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds;
use iam_language::finding::thousands;
use iam_language::policy::quota;

declare_check! {
    /// A permissions boundary is longer than the 6,144 characters of a managed policy.
    ///
    /// IAM refuses it: a boundary is a managed policy, and there is one of it, so it cannot be split. White
    /// space aside; template parameters count at their longest value.
    ///
    /// ```json,flagged,permissions-boundary
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 7000 …" }] }
    /// ```
    /// ```json,clean,permissions-boundary
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 10 …" }] }
    /// ```
    ///
    /// Source: ours; [quotas of IAM](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
    "x-policy-size-exceeds-permissions-boundary-quota", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::PermissionsBoundary {
        exceeds(policy, quota::MANAGED_POLICY + 1.., report, |span, len| {
            let message = format!(
                "the permissions boundary has {} characters, the quota is 6,144",
                thousands(len)
            );
            let fix = "name fewer actions and resources, by wildcards for instance";
            ABOUT.at(span, message).with_fix(fix)
        });
    }
}
