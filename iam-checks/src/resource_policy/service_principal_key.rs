//! Keys of a caller's identity, tested for services.

use crate::prelude::*;
use crate::resource_policy::let_in::{named, services_let_in};

declare_check! {
    /// A statement lets a service in and tests a key that only users and roles have.
    ///
    /// A service that acts for itself belongs to no account or organization, so that the key is absent.
    /// Test the source for which it acts.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site-assets/*",
    ///                   "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333", "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site-assets/*",
    ///                   "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported condition key for service principal".
    "unsupported-condition-key-for-service-principal", Error
}

const CALLERS: [&str; 7] = [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalTag/",
    "aws:userid",
    "aws:username",
];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let services = services_let_in(statement);
    let Some(first) = services.first() else { return };
    for test in statement.tests.iter().filter(|test| test.is_one_of(&CALLERS)) {
        let message = format!("{} has no `{}`", named(first), test.key);
        let fix = if test.is_under("aws:PrincipalOrg") {
            "test `aws:SourceOrgID` or `aws:SourceOrgPaths` instead"
        } else {
            "test `aws:SourceAccount` or `aws:SourceArn` instead"
        };
        let finding = ABOUT.at(test.key_span, message).with_fix(fix);
        report.push(finding.with_related([first.span]));
    }
}
