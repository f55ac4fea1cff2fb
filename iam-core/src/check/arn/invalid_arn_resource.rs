//! Resources that are one question mark, or nothing.

use super::super::view::{PolicyView, ResourceView, StatementView};
use super::super::{Report, declare_check};

declare_check! {
    /// `Resource` is `?`, or an ARN that ends after its account: no resource has such an ARN.
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
    let empty =
        |resource: &ResourceView<'_, S>| resource.arn.is_ok_and(|arn| arn.resource.is_empty());
    for resource in statement.resources.iter().filter(|resource| empty(resource)) {
        let finding =
            ABOUT.at(resource.span, "the ARN names no resource: nothing follows the fifth `:`");
        report.push(finding.with_fix("name the resource, or write `*` there"));
    }
    for resource in statement.resources.iter().filter(|resource| resource.text == "?") {
        let finding = ABOUT.at(resource.span, "no ARN has one character, so `?` matches nothing");
        report.push(finding.with_fix("write `*` for every resource"));
    }
}
