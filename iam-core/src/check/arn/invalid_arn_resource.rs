//! Resources that are one question mark.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};

declare_check! {
    /// `Resource` is `?`, which matches nothing: no ARN has one character.
    ///
    /// The entry matches nothing. AWS reports more here, by rules it does not publish; see
    /// `x-resource-without-action`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "?" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN resource".
    "invalid-arn-resource", Error
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for resource in statement.resources.iter().filter(|resource| resource.text == "?") {
        let finding = ABOUT.at(resource.span, "no ARN has one character, so `?` matches nothing");
        report.push(finding.with_fix("write `*` for every resource"));
    }
}
