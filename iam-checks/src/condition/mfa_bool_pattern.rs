//! Tests of multi-factor authentication that miss.

use crate::prelude::*;
use iam_language::policy::{Comparison, ConditionOperator};

declare_check! {
    /// A test of `aws:MultiFactorAuthPresent` lets requests in that were made without a second factor.
    ///
    /// Requests signed with long-term access keys lack the key, so the test does not see them. A `Deny`
    /// wants `BoolIfExists` and `false`, an `Allow` plain `Bool` and `true`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }] }
    /// ```
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*",
    ///                   "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*",
    ///                   "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }] }
    /// ```
    ///
    /// Source: IAM User Guide, global condition keys; parliament has the like.
    "x-mfa-bool-pattern", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator.filter(|it| it.comparison == Comparison::Bool) else {
            continue;
        };
        if !test.is_of("aws:MultiFactorAuthPresent") {
            continue;
        }
        let is = |wanted: &str| test.scalars().any(|(text, _)| text.eq_ignore_ascii_case(wanted));
        let (message, fix) = match (statement.denies(), operator.if_exists) {
            (true, false) if is("false") => {
                ("this does not stop requests made with access keys alone", "write `BoolIfExists`")
            }
            (false, _) if statement.allows() && is("false") => (
                "this allows requests made without a second factor",
                "write `\"Bool\": { \"aws:MultiFactorAuthPresent\": \"true\" }`",
            ),
            (false, true) if statement.allows() && is("true") => {
                ("this also allows requests made with access keys alone", "write `Bool`")
            }
            _ => continue,
        };
        // Where the value is right, the operator is not.
        let mending = match fix {
            "write `BoolIfExists`" | "write `Bool`" => {
                test.under(ConditionOperator { if_exists: !operator.if_exists, ..operator })
            }
            _ => None,
        };
        report.push(ABOUT.at(test.key_span, message).with_fix(fix).mended_by(mending));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn an_allowance_wants_a_second_factor() {
        for (condition, expected) in [
            (r#""Bool": {"aws:MultiFactorAuthPresent": "false"}"#, true),
            (r#""BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}"#, true),
            (r#""Bool": {"aws:MultiFactorAuthPresent": "true"}"#, false),
        ] {
            let members = format!(
                r#""Action": "s3:GetObject", "Resource": "*", "Condition": {{{condition}}}"#
            );
            assert_eq!(codes(&members).contains(&"x-mfa-bool-pattern"), expected, "{condition}");
        }
    }
}
