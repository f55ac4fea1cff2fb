//! Resources that are one question mark, or nothing.

use super::super::view::{PolicyView, ResourceView, StatementView};
use super::super::{Report, declare_check};
use crate::arn::ArnPattern;
use crate::pattern::is_literal;
use crate::registry;
use crate::spelling::nearest;

declare_check! {
    /// `Resource` is `?`, an ARN that ends after its account, or one of a misspelt type of resource.
    ///
    /// The entry matches nothing. Misspelt types are reported for IAM alone: AWS does not publish its
    /// rule, and is known to leave odd ARNs of many other services alone; see
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
    for resource in &statement.resources {
        let Some((written, meant)) = resource.arn.ok().and_then(misspelt_type) else { continue };
        let message = format!("there is no type of resource `{written}`");
        report.push(ABOUT.at(resource.span, message).with_fix(format!("write `{meant}`")));
    }
}

/// The type of resource that is written, and the one of its service that was meant.
fn misspelt_type(arn: ArnPattern<'_>) -> Option<(&str, &'static str)> {
    let written = type_of(arn.resource)?;
    // AWS is seen to report IAM's types, and seen not to report those of some 25 other services.
    if arn.service != "iam" || arn.account == "aws" {
        return None;
    }
    let resources = || registry::arn_formats_of(arn.service).iter().map(|it| it.pattern().resource);
    if resources().any(|resource| resource.starts_with(['$', '*'])) {
        return None;
    }
    let mut types = resources().filter_map(type_of);
    if types.clone().any(|known| known == written) {
        return None;
    }
    Some((written, nearest(written, &mut types)?))
}

/// What stands before the first `/` or `:` of a resource, if that is literal.
fn type_of(resource: &str) -> Option<&str> {
    let (word, _) = resource.split_once(['/', ':'])?;
    (is_literal(word) && !word.is_empty()).then_some(word)
}
