//! Partitions that do not exist.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::pattern::is_literal;
use crate::registry::{self, Partition};
use crate::spelling::nearest;

declare_check! {
    /// The partition of an ARN is none of AWS: `aws`, `aws-cn`, `aws-us-gov`, …
    ///
    /// The entry matches no resource.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:amazon:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid partition".
    "invalid-partition", Error
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        if !is_literal(arn.partition) || registry::is_partition(arn.partition) {
            continue;
        }
        let found = ABOUT.at(resource.span, format!("there is no partition `{}`", arn.partition));
        let known = registry::partitions().map(Partition::name);
        let near = nearest(arn.partition, known).unwrap_or("aws");
        report.push(found.with_fix(format!("write `{near}`")));
    }
}
