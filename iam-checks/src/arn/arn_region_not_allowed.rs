//! Regions in the ARNs of global resources.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_registry as registry;

declare_check! {
    /// An ARN names a region, but the ARNs of such resources have none.
    ///
    /// The entry matches no resource. S3 buckets, IAM roles, CloudFront distributions and others
    /// leave the field empty.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam:us-east-1:111122223333:role/deploy" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/deploy" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "ARN region not allowed".
    "arn-region-not-allowed", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        // An unknown region is another finding.
        // The parameter always stands for a region.
        let parameter = statement.policy.options.template && arn.region == "${AWS::Region}";
        if !parameter && !registry::is_region(arn.region) {
            continue;
        }
        let formats = resource.formats();
        if !formats.is_empty() && formats.iter().all(|format| format.pattern().region.is_empty()) {
            let message =
                format!("ARNs of this type have no region, and this one has `{}`", arn.region);
            let fixed = resource.mended().unwrap_or(ArnPattern { region: "", ..arn });
            let finding = ABOUT.at(resource.span, message).with_fix(format!("write `{fixed}`"));
            let fix = Fix::replace(resource.span, fixed.to_string());
            report.push(finding.mended_by(fix.maybe_incorrect()));
        }
    }
}
