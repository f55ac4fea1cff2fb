//! Accounts in ARNs that have none.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::pattern::is_literal;

declare_check! {
    /// An ARN names an account, but the ARNs of such resources have none.
    ///
    /// The entry matches no resource. S3 buckets and objects, EC2 images and snapshots and others
    /// leave the field empty.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::111122223333:reports/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "ARN account not allowed".
    "arn-account-not-allowed", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        // The parameter always stands for an account.
        let parameter = statement.policy.options.template && arn.account == "${AWS::AccountId}";
        if arn.account.is_empty() || !(parameter || is_literal(arn.account)) {
            continue;
        }
        let formats = resource.formats();
        if !formats.is_empty() && formats.iter().all(|format| format.pattern().account.is_empty()) {
            let message =
                format!("ARNs of this type have no account, and this one has `{}`", arn.account);
            let fixed = resource.mended().unwrap_or(ArnPattern { account: "", ..arn });
            let finding = ABOUT.at(resource.span, message).with_fix(format!("write `{fixed}`"));
            let fix = Fix::replace(resource.span, fixed.to_string());
            report.push(finding.mended_by(fix.maybe_incorrect()));
        }
    }
}
