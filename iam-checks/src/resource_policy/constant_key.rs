//! Keys that are the same for every request to the resource.

use crate::PolicyResourceType;
use crate::prelude::*;

declare_check! {
    /// The policy of a bucket or access point tests `s3:ResourceAccount`.
    ///
    /// A test that has the same outcome for every request limits nobody. The test
    /// always passes or never does.
    ///
    /// ```json,flagged,AWS::S3::Bucket
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::hr-forms/*",
    ///                   "Condition": { "StringEquals": { "s3:ResourceAccount": "111122223333" } } }] }
    /// ```
    /// ```json,clean,AWS::S3::Bucket
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::hr-forms/*",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalAccount": "444455556666" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Irrelevant condition key in policy".
    "irrelevant-condition-key-in-policy", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let (PolicyType::Resource, Some(attached)) =
        (statement.policy.options.policy_type, statement.policy.options.resource_type)
    else {
        return;
    };
    if !matches!(attached, PolicyResourceType::S3Bucket | PolicyResourceType::S3AccessPoint) {
        return;
    }
    for test in statement.tests.iter().filter(|test| test.is_of("s3:ResourceAccount")) {
        let message = format!("`{}` is the same for every request to this resource", test.key);
        let fix = "remove the test; to limit the callers, test `aws:PrincipalAccount`";
        let remove = statement.without_test(test).map(Fix::maybe_incorrect);
        report.push(ABOUT.at(test.key_span, message).with_fix(fix).mended_by(remove));
    }
}
