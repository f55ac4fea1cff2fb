//! Tests of the source organization where there may be none.

use crate::prelude::*;
use iam_language::policy::Comparison;

declare_check! {
    /// A resource control policy denies by `aws:SourceOrgID`, and not only to calls that have a source.
    ///
    /// Some calls of services have no source at all, and the statement denies those too. A `Null` test
    /// of `aws:SourceAccount` or `aws:SourceArn` for `false` leaves them alone.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*",
    ///                   "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
    ///                                  "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*",
    ///                   "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
    ///                                  "Bool": { "aws:PrincipalIsAWSService": "true" },
    ///                                  "Null": { "aws:SourceArn": "false" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP missing service condition key null check".
    "rcp-missing-service-condition-key-null-check", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ResourceControl || !statement.denies() {
        return;
    }
    let keys = ["aws:SourceOrgID", "aws:SourceOrgPaths"];
    let mut tests = statement.tests.iter().filter(|test| test.is_one_of(&keys));
    let Some(test) = tests.next() else { return };
    if statement.asks(Comparison::Null, &["aws:SourceAccount", "aws:SourceArn"], "false") {
        return;
    }
    let message = format!("calls without any source have no `{}` either", test.key);
    let fix = "add `\"Null\": { \"aws:SourceAccount\": \"false\" }`";
    let others = tests.map(|test| test.key_span);
    report.push(ABOUT.at(test.key_span, message).with_fix(fix).with_related(others));
}
