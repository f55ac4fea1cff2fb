//! Regions that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::pattern::{has_reference, matches};
use iam_language::policy::{Comparison, ComparisonFamily};
use iam_language::spelling::nearest;
use iam_registry as registry;

declare_check! {
    /// A value of `aws:RequestedRegion` is not a region.
    ///
    /// No request has it: the test never passes, and a negated one always does. A pattern has to match
    /// a region.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-central-9" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-central-1" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid region".
    "invalid-region", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        let is_text = operator.comparison.family() == ComparisonFamily::String;
        if !is_text || !test.is_of("aws:RequestedRegion") {
            continue;
        }
        let known = |text: &str| match operator.comparison {
            Comparison::StringLike | Comparison::StringNotLike => {
                registry::regions().any(|region| matches(text, region))
            }
            Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase => {
                registry::regions().any(|region| region.eq_ignore_ascii_case(text))
            }
            _ => registry::is_region(text),
        };
        for (value, span) in test.texts() {
            if has_reference(value) || known(value) {
                continue;
            }
            let found = ABOUT.at(span, format!("`{value}` is not a region"));
            let advice =
                report.advice(&ABOUT, value, || match nearest(value, registry::regions()) {
                    Some(near) => Advice::write(near),
                    None => "write a region's code, as in `eu-central-1`".into(),
                });
            let fix = |near: &str| Fix::replace(span, near).maybe_incorrect();
            report.push(advice.give(found, fix));
        }
    }
}
