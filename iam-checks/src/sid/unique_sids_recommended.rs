//! Sids used twice, where AWS puts up with it.

use crate::catalogue::unique_sids_required::repeated;
use crate::prelude::*;

declare_check! {
    /// Two statements of a resource-based or trust policy have the same `Sid`.
    ///
    /// Some services refuse that, and none can tell the two apart in an error message.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "Send", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" },
    ///                 { "Sid": "Send", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "Send", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" },
    ///                 { "Sid": "SendAgain", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unique Sids recommended".
    "unique-sids-recommended", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if matches!(
        policy.options.policy_type,
        PolicyType::Resource | PolicyType::Trust | PolicyType::ResourceControl
    ) {
        repeated(policy, report, |span, message| ABOUT.at(span, message));
    }
}
