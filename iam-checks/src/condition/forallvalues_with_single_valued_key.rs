//! `ForAllValues` over a single value.

use crate::prelude::*;
use iam_language::policy::{ConditionOperator, SetQualifier};

declare_check! {
    /// An `Allow` uses `ForAllValues:` with a key that has one value at most.
    ///
    /// Leaving the key out of the request is a way around the test.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "ec2:InstanceType": ["t3.micro", "t3.small"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": ["t3.micro", "t3.small"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "ForAllValues with single valued key".
    "forallvalues-with-single-valued-key", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.allows() {
        return;
    }
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        let for_all = operator.qualifier == Some(SetQualifier::ForAllValues);
        if for_all && test.known_key().is_some_and(|key| !key.is_multivalued()) {
            let message = format!("`{operator}` passes when the request lacks `{}`", test.key);
            let plain = ConditionOperator { qualifier: None, ..operator };
            let finding = ABOUT.at(test.key_span, message).with_fix(format!("write `{plain}`"));
            report.push(finding.mended_by(test.under(plain)));
        }
    }
}
