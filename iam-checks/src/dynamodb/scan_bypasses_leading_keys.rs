//! Scans under a limit of partition keys.

use crate::prelude::*;

declare_check! {
    /// A statement limited to some partition keys allows `dynamodb:Scan`.
    ///
    /// A scan reads the items of all partition keys, whatever `dynamodb:LeadingKeys` says.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:Scan"], "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB scan bypasses leading keys".
    "dynamodb-scan-bypasses-leading-keys", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !(statement.policy.options.policy_type.is_identity_based()
        || statement.policy.options.policy_type == PolicyType::Resource)
        || !statement.allows()
        || !statement.has(Element::Action)
    {
        return;
    }
    let Some(test) = statement.tests.iter().find(|test| test.is_of("dynamodb:LeadingKeys")) else {
        return;
    };
    for entry in statement.actions.iter().filter(|entry| entry.covers("dynamodb:Scan")) {
        let message = format!("`dynamodb:Scan` reads past the limit that `{}` sets", test.key);
        let fix = "allow `dynamodb:Query` and `dynamodb:GetItem` instead";
        report.push(ABOUT.at(entry.span, message).with_fix(fix).with_related([test.key_span]));
    }
}
