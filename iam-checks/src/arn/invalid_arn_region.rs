//! Regions that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::pattern::is_literal;
use iam_language::spelling::nearest;
use iam_registry as registry;

declare_check! {
    /// The region of an ARN is not a region of AWS.
    ///
    /// The entry matches no resource.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-middle-1:111122223333:jobs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN region".
    "invalid-arn-region", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        if arn.region.is_empty() || !is_literal(arn.region) || registry::is_region(arn.region) {
            continue;
        }
        if resource.service_in_lower_case().is_some() {
            continue;
        }
        let date = registry::source("@aws-sdk/core")
            .map_or(registry::version().date(), |source| source.date());
        let found = ABOUT
            .at(resource.span, format!("`{}` is not a region (AWS's list of {date})", arn.region));
        let advice =
            report.advice(&ABOUT, arn.region, || match nearest(arn.region, registry::regions()) {
                Some(near) => Advice::write(near),
                None => "write a region such as `eu-west-1`, or `*`".into(),
            });
        report.push(advice.give(found, |region| {
            let fixed = ArnPattern { region, ..arn }.to_string();
            Fix::replace(resource.span, fixed).maybe_incorrect()
        }));
    }
}
