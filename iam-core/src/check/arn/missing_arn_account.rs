//! ARNs without the account they need.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::arn::ArnPattern;

declare_check! {
    /// An ARN leaves the account empty, but the ARNs of such resources have one.
    ///
    /// The statement matches no resource. Documents and parameters of Systems Manager and KMS keys
    /// are left alone: AWS owns some of them and leaves the account empty.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1::table/Orders" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing ARN account".
    "missing-arn-account", Error
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        if !arn.account.is_empty() || OWNED_BY_AWS.contains(&arn.service) {
            continue;
        }
        let formats = resource.formats();
        if !formats.is_empty() && formats.iter().all(|format| !format.pattern().account.is_empty())
        {
            let message = "ARNs of this sort have an account, this leaves it empty";
            let fixed = ArnPattern { account: "*", ..arn };
            let fix = format!("name the account, or write `{fixed}`");
            report.push(ABOUT.at(resource.span, message).with_fix(fix));
        }
    }
}

/// Services of which AWS owns resources, under ARNs without account.
const OWNED_BY_AWS: [&str; 3] = ["ssm", "kms", "resource-explorer-2"];
