//! Parameters of reads tested for writes, and the other way round.

use crate::dynamodb::words::READS;
use crate::prelude::*;

declare_check! {
    /// `dynamodb:Select` is tested for writes only, or `dynamodb:ReturnValues` for reads only.
    ///
    /// `Select` is a parameter of reads and `ReturnValues` one of writes. Other requests do not carry
    /// it, so that the test does not do what it is there for.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:ReturnValues": "NONE" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:Select": "COUNT" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB wrong condition for action".
    "dynamodb-wrong-condition-for-action", Warning
}

const WRITES: [&str; 4] =
    ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type == PolicyType::Trust
        || !statement.has(Element::Action)
        || statement.has_unknown(Element::Action)
    {
        return;
    }
    let keys = ["dynamodb:Select", "dynamodb:ReturnValues"];
    let mut tests = statement.tests.iter().filter(|test| test.is_one_of(&keys)).peekable();
    if tests.peek().is_none() {
        return;
    }
    let reads = READS.iter().any(|action| statement.reaches(action));
    let writes = WRITES.iter().any(|action| statement.reaches(action));
    for test in tests {
        let (message, fix) = match (test.is_of("dynamodb:Select"), reads, writes) {
            (true, false, true) => (
                format!("`{}` is a parameter of reads, and the actions are writes", test.key),
                "test `dynamodb:ReturnValues`",
            ),
            (false, true, false) => (
                format!("`{}` is a parameter of writes, and the actions are reads", test.key),
                "test `dynamodb:Select`",
            ),
            _ => continue,
        };
        report.push(ABOUT.at(test.key_span, message).with_fix(fix));
    }
}
