//! Identifiers of VPCs and endpoints.

use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of `aws:SourceVpc` is not a VPC identifier.
    ///
    /// No request has it: the test never passes, and a negated one always does. An identifier is
    /// `vpc-` and 8 or 17 letters or digits.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-main" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0f1e2d3c4b5a69788" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid VPC format".
    pub(crate) static INVALID_VPC_FORMAT: "invalid-vpc-format", Error
}

declare_check! {
    /// A value of `aws:SourceVpce` is not an endpoint identifier.
    ///
    /// No request has it: the test never passes, and a negated one always does. An identifier is
    /// `vpce-` and 8 or 17 letters or digits.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-main" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0f1e2d3c4b5a69788" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid VPCE format".
    pub(crate) static INVALID_VPCE_FORMAT: "invalid-vpce-format", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let (about, prefix) = if test.is_of("aws:SourceVpc") {
            (&INVALID_VPC_FORMAT, "vpc-")
        } else if test.is_of("aws:SourceVpce") {
            (&INVALID_VPCE_FORMAT, "vpce-")
        } else {
            continue;
        };
        if test.family() != Some(ComparisonFamily::String) {
            continue;
        }
        for (value, span) in test.texts() {
            if test.is_pattern(value) || has_reference(value) || is_identifier(value, prefix) {
                continue;
            }
            let message = format!("`{value}` is not `{prefix}` and 8 or 17 letters or digits");
            let fix = format!("write the identifier, as in `{prefix}0f1e2d3c4b5a69788`");
            report.push(about.at(span, message).with_fix(fix));
        }
    }
}

fn is_identifier(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        matches!(rest.len(), 8 | 17) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
