//! ARNs without the region they need.

use crate::prelude::*;
use iam_language::arn::ArnPattern;

declare_check! {
    /// An ARN leaves the region empty, but the ARNs of such resources have one.
    ///
    /// The statement matches no resource.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda::111122223333:function:resize" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing ARN region".
    "missing-arn-region", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        if !arn.region.is_empty() {
            continue;
        }
        let formats = resource.formats();
        if !formats.is_empty() && formats.iter().all(|format| !format.pattern().region.is_empty()) {
            let message = "ARNs of this type have a region, and this one leaves it empty";
            let fixed = resource.mended().unwrap_or(ArnPattern { region: "*", ..arn });
            let fix = format!("name the region, or write `{fixed}`");
            let finding = ABOUT.at(resource.span, message).with_fix(fix);
            let fix = Fix::replace(resource.span, fixed.to_string());
            report.push(finding.mended_by(fix.maybe_incorrect()));
        }
    }
}
