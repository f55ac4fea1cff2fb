//! Trust policies that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds;
use iam_language::finding::thousands;
use iam_language::policy::quota;

declare_check! {
    /// A role trust policy is longer than 2,048 characters, white space aside.
    ///
    /// IAM refuses it unless the quota has been raised. The quota can be raised to 4,096 for an
    /// account. Template parameters count at their longest value.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/… 2100 …" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/… 10 …" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Policy size exceeds role trust policy quota".
    "policy-size-exceeds-role-trust-policy-quota", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::Trust {
        exceeds(policy, quota::TRUST_POLICY + 1.., report, |span, len| {
            ABOUT
                .at(span, format!("the trust policy has {} characters, the quota is 2,048", thousands(len)))
                .with_fix("name accounts in place of single roles, or test `aws:PrincipalArn` in `Condition`")
        });
    }
}
