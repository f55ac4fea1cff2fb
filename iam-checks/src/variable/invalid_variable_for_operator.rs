//! Variables where no text is compared.

use crate::prelude::*;
use crate::variable::text::{Written, is_parameter, variables};
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of an operator that does not compare text or ARNs has a policy variable.
    ///
    /// IAM refuses the policy: variables stand for text, and only `String` and `Arn` operators take
    /// them.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericLessThan": { "s3:max-keys": "${aws:PrincipalTag/page}" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericLessThan": { "s3:max-keys": "50" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid variable for operator".
    "invalid-variable-for-operator", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let (Some(operator), Some(family)) = (test.operator, test.family()) else { continue };
        if matches!(family, ComparisonFamily::String | ComparisonFamily::Arn) {
            continue;
        }
        for (value, span) in test.texts() {
            let is_variable = |it: Written<'_>| match it {
                Written::Closed(text) => !(statement.policy.options.template && is_parameter(text)),
                Written::Unclosed(_) => true,
            };
            if variables(value).any(is_variable) {
                let message = format!("`{operator}` takes no variables, and `{value}` has one");
                let fix = "write the value itself";
                report.push(ABOUT.at(span, message).with_fix(fix));
            }
        }
    }
}
