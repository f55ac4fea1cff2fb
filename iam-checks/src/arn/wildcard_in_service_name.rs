//! Wildcards in the service of an ARN.

use crate::prelude::*;
use iam_language::pattern::has_wildcard;

declare_check! {
    /// The service field of an ARN holds a wildcard.
    ///
    /// It matches services that nobody thought of, those to come among them.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "logs:DescribeLogStreams", "Resource": "arn:aws:log?:eu-west-1:111122223333:log-group:app" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "logs:DescribeLogStreams", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:app" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Wildcard in service name".
    "wildcard-in-service-name", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        if let Ok(arn) = resource.arn
            && has_wildcard(arn.service)
        {
            let message = format!("`{}` matches more than one service", arn.service);
            report.push(ABOUT.at(resource.span, message).with_fix("name the service"));
        }
    }
}
