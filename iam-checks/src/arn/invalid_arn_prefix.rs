//! ARNs that do not start with `arn`.

use crate::prelude::*;
use iam_language::arn::ArnPatternError;

declare_check! {
    /// An entry of `Resource` has the fields of an ARN, but the first is not `arn`.
    ///
    /// The entry matches no resource.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "anr:aws:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN prefix".
    "invalid-arn-prefix", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        if resource.arn == Err(ArnPatternError::Prefix) {
            let first = resource.text.split(':').next().unwrap_or_default();
            let message = format!("an ARN starts with `arn:`, and this starts with `{first}:`");
            let rest = resource.text.get(first.len()..).unwrap_or_default();
            let finding = ABOUT.at(resource.span, message);
            // IAM refuses it; what differs in more than case may have been meant for no ARN at all.
            let is_sure = first.eq_ignore_ascii_case("arn");
            let fix = Fix::replace(resource.span, format!("arn{rest}")).sure_if(is_sure);
            report.push(finding.with_fix(format!("write `arn{rest}`")).mended_by(fix));
        }
    }
}
