//! Identity-based policies that fit nowhere.

use crate::prelude::*;
use crate::quota::length::exceeds;
use iam_language::finding::thousands;
use iam_language::policy::quota;

declare_check! {
    /// An identity-based policy is longer than any quota for such policies.
    ///
    /// IAM refuses it wherever it is attached. All inline policies of a role together have 10,240
    /// characters, white space aside; a managed policy has 6,144, a group 5,120, a user 2,048.
    /// Template parameters count at their longest value.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 11000 …" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 10 …" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Policy size exceeds identity policy quota".
    "policy-size-exceeds-identity-policy-quota", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::Identity {
        exceeds(policy, quota::INLINE_POLICIES_OF_A_ROLE + 1.., report, |span, len| {
            ABOUT
                .at(span, format!("the policy has {} characters; all inline policies of a role together may have 10,240", thousands(len)))
                .with_fix("split it into several managed policies of at most 6,144 characters each")
        });
    }
}
