//! Whole items written under a limit of attributes.

use crate::prelude::*;

declare_check! {
    /// A statement limited to some attributes allows an action that replaces whole items.
    ///
    /// `PutItem` and `BatchWriteItem` drop the attributes that a request does not name. So a caller
    /// who may touch some attributes can delete the others.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] },
    ///                                  "StringEquals": { "dynamodb:ReturnValues": "NONE" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] },
    ///                                  "StringEquals": { "dynamodb:ReturnValues": "NONE" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB replace operation with attributes".
    "dynamodb-replace-operation-with-attributes", Warning
}

const REPLACING: [&str; 2] = ["dynamodb:PutItem", "dynamodb:BatchWriteItem"];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !(statement.policy.options.policy_type.is_identity_based()
        || statement.policy.options.policy_type == PolicyType::Resource)
        || !statement.allows()
        || !statement.has(Element::Action)
    {
        return;
    }
    let Some(test) = statement.tests.iter().find(|test| test.is_of("dynamodb:Attributes")) else {
        return;
    };
    for entry in &statement.actions {
        let Some(replacing) = REPLACING.iter().find(|action| entry.covers(action)) else {
            continue;
        };
        let message = format!(
            "`{replacing}` replaces the whole item, and with it what `{}` leaves out",
            test.key
        );
        let fix = "allow `dynamodb:UpdateItem` instead, which keeps the other attributes";
        report.push(ABOUT.at(entry.span, message).with_fix(fix).with_related([test.key_span]));
    }
}
