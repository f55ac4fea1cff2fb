//! Account ids that are none.

use crate::prelude::*;
use iam_language::arn::is_account;
use iam_language::pattern::is_literal;

declare_check! {
    /// The account of an ARN is not twelve digits.
    ///
    /// The entry matches no resource.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:12345678901:alerts" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN account".
    "invalid-arn-account", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        // `aws` owns what AWS itself provides, managed policies for instance.
        let fine = arn.account.is_empty() || arn.account == "aws" || is_account(arn.account);
        if fine || !is_literal(arn.account) || resource.service_in_lower_case().is_some() {
            continue;
        }
        let message = format!("`{}` is not an account id, which has twelve digits", arn.account);
        let digits = arn.account.bytes().filter(u8::is_ascii_digit).count();
        let fix = match (arn.account.contains('-'), digits) {
            (true, 12) => format!("write `{}`", arn.account.replace('-', "")),
            _ => "write the account id with all its digits, leading zeros too".to_owned(),
        };
        report.push(ABOUT.at(resource.span, message).with_fix(fix));
    }
}
