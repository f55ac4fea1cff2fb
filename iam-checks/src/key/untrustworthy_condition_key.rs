//! Keys that the caller fills in.

use crate::prelude::*;

declare_check! {
    /// A condition rests on `aws:UserAgent` or `aws:Referer`.
    ///
    /// The test stops nobody who knows of it.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringLike": { "aws:UserAgent": "TidalUpdater/*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0f1e2d3c4b5a69788" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Untrustworthy condition key". AWS does not publish the list of
    /// keys; these are the two whose documentation warns.
    "untrustworthy-condition-key", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if ["aws:UserAgent", "aws:Referer"].iter().any(|key| test.is_of(key)) {
            let message = format!("the caller chooses the value of `{}`", test.key);
            let fix = "test who the caller is or where it comes from instead, as with `aws:SourceArn` or `aws:SourceVpc`";
            report.push(ABOUT.at(test.key_span, message).with_fix(fix));
        }
    }
}
