//! Session policies that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds_as_written;
use iam_language::policy::quota;

declare_check! {
    /// A session policy is longer than 2,048 characters.
    ///
    /// AWS STS refuses the request for a session. White space counts, as the text is sent as it is.
    ///
    /// ```json,flagged,session
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 3000 …" }] }
    /// ```
    /// ```json,clean,session
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 10 …" }] }
    /// ```
    ///
    /// Source: ours; the parameter `Policy` of
    /// [`AssumeRole`](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
    "x-policy-size-exceeds-session-policy-quota", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::Session {
        exceeds_as_written(
            policy,
            (
                "session policy",
                quota::SESSION_POLICY,
                "name fewer actions and resources, or pass the ARNs of managed policies",
            ),
            report,
            &ABOUT,
        );
    }
}
