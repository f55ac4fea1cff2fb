//! Resource control policies that forget that services act too.

use crate::prelude::*;
use crate::questions::SOURCE_KEYS;
use iam_language::policy::Comparison;

declare_check! {
    /// A resource control policy denies by who calls, and does not leave services aside.
    ///
    /// A service that acts for itself belongs to no account or organization, so that it is denied too.
    /// A test of `aws:PrincipalIsAWSService` for `false` leaves services alone.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    ///                   "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    ///                   "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    ///                                  "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP missing related principal condition key".
    pub(crate) static PRINCIPAL:
        "rcp-missing-related-principal-condition-key", Warning
}

declare_check! {
    /// A resource control policy denies by the source of a service's call, to every caller.
    ///
    /// Callers that are no services have no such source, and are judged by its absence. A test of
    /// `aws:PrincipalIsAWSService` for `true` keeps the statement to services.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
    ///                   "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
    ///                                  "Null": { "aws:SourceAccount": "false" } } }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
    ///                   "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
    ///                                  "Null": { "aws:SourceAccount": "false" },
    ///                                  "Bool": { "aws:PrincipalIsAWSService": "true" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP missing related service principal condition key".
    pub(crate) static SERVICE_PRINCIPAL:
        "rcp-missing-related-service-principal-condition-key", Warning
}

/// The keys that say which account, organization or role calls.
const CALLERS: [&str; 5] = [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalTag/",
];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ResourceControl || !statement.denies() {
        return;
    }
    let is_service = ["aws:PrincipalIsAWSService"];
    let mut callers = statement.tests.iter().filter(|test| test.is_one_of(&CALLERS));
    if let Some(test) = callers.next()
        && !statement.asks(Comparison::Bool, &is_service, "false")
    {
        let message = format!("services that act for themselves have no `{}`", test.key);
        let fix = "add `\"BoolIfExists\": { \"aws:PrincipalIsAWSService\": \"false\" }`";
        let others = callers.map(|test| test.key_span);
        report.push(PRINCIPAL.at(test.key_span, message).with_fix(fix).with_related(others));
    }
    let mut sources = statement
        .tests
        .iter()
        .filter(|test| test.is_one_of(&SOURCE_KEYS) && !test.has_comparison(Comparison::Null));
    if let Some(test) = sources.next()
        && !statement.asks(Comparison::Bool, &is_service, "true")
    {
        let message = format!("only calls by services have a `{}`", test.key);
        let fix = "add `\"Bool\": { \"aws:PrincipalIsAWSService\": \"true\" }`";
        let others = sources.map(|test| test.key_span);
        report
            .push(SERVICE_PRINCIPAL.at(test.key_span, message).with_fix(fix).with_related(others));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn values_and_case_of_the_related_key_count() {
        for (test, wanted) in [
            (r#""boolifexists": {"AWS:principalisawsservice": false}"#, 0),
            (r#""Bool": {"aws:PrincipalIsAWSService": ["FALSE"]}"#, 0),
            (r#""Bool": {"aws:PrincipalIsAWSService": "true"}"#, 1),
            (r#""Null": {"aws:PrincipalIsAWSService": "false"}"#, 1),
        ] {
            let found = codes_in(
                PolicyType::ResourceControl,
                &format!(
                    r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {{"StringNotEquals": {{"aws:PrincipalTag/team": "a", "aws:principalaccount": "111122223333"}}, {test}}}"#
                ),
            );
            let code = "rcp-missing-related-principal-condition-key";
            assert_eq!(found.iter().filter(|it| **it == code).count(), wanted, "{test}");
        }
    }
}
