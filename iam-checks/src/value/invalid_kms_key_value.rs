//! Keys of KMS that are not named by ARN.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A condition key that holds the ARN of a KMS key is compared with something else.
    ///
    /// Requests carry the ARN of the key: aliases and bare identifiers never match, and a negated test
    /// always passes.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/archive" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-0000-4000-8000-000000000000" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid KMS key value". Which keys AWS judges is not published;
    /// this is the documented one.
    "invalid-kms-key-value", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let family = test.family();
        let compares = matches!(family, Some(ComparisonFamily::String | ComparisonFamily::Arn));
        if !compares || !test.is_of("s3:x-amz-server-side-encryption-aws-kms-key-id") {
            continue;
        }
        for (value, span) in test.texts() {
            // A variable or parameter in front may hold the whole ARN.
            if value.starts_with("${") || is_key_arn(value) {
                continue;
            }
            let message = format!("`{value}` is not the ARN of a KMS key");
            let fix = "write it as in `arn:aws:kms:<Region>:<Account>:key/<KeyId>`";
            report.push(ABOUT.at(span, message).with_fix(fix));
        }
    }
}

fn is_key_arn(text: &str) -> bool {
    ArnPattern::parse(text).is_ok_and(|arn| {
        let fields = [arn.partition, arn.region, arn.account];
        let key = arn.resource.strip_prefix("key/").unwrap_or_default();
        arn.service == "kms" && !key.is_empty() && fields.iter().all(|field| !field.is_empty())
    })
}
