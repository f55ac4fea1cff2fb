//! Values that a parameter of a DynamoDB request never has.

use crate::advice::Advice;
use crate::dynamodb::words::{RETURN_VALUES as RETURN_VALUES_KNOWN, SELECT as SELECT_KNOWN};
use crate::prelude::*;
use iam_language::pattern;
use iam_language::pattern::has_reference;
use iam_language::policy::Comparison;
use iam_language::spelling::nearest;

declare_check! {
    /// `dynamodb:ReturnConsumedCapacity` is compared with something other than `TOTAL` and `NONE`.
    ///
    /// No request matches, so the test never passes. The API also takes `INDEXES`; the key does not.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:ReturnConsumedCapacity": "INDEXES" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:ReturnConsumedCapacity": "TOTAL" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB invalid return consumed capacity".
    pub(crate) static RETURN_CONSUMED_CAPACITY:
        "dynamodb-invalid-return-consumed-capacity", Error
}

declare_check! {
    /// `dynamodb:ReturnValues` is compared with something that the parameter never is.
    ///
    /// No request matches, so the test never passes. The values are `NONE`, `ALL_OLD`, `UPDATED_OLD`,
    /// `ALL_NEW` and `UPDATED_NEW`, in capitals.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:ReturnValues": "NEW_IMAGE" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": "*",
    ///                   "Condition": { "StringLike": { "dynamodb:ReturnValues": "UPDATED_*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB invalid return values".
    pub(crate) static RETURN_VALUES: "dynamodb-invalid-return-values", Error
}

declare_check! {
    /// `dynamodb:Select` is compared with something that the parameter never is.
    ///
    /// No request matches, so the test never passes. The values are `ALL_ATTRIBUTES`,
    /// `ALL_PROJECTED_ATTRIBUTES`, `SPECIFIC_ATTRIBUTES` and `COUNT`, in capitals.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:Select": "SOME_ATTRIBUTES" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "dynamodb:Select": "COUNT" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB invalid select value".
    pub(crate) static SELECT: "dynamodb-invalid-select-value", Error
}

const KEYS: [(&str, &[&str], &About); 3] = [
    ("dynamodb:ReturnConsumedCapacity", &["TOTAL", "NONE"], &RETURN_CONSUMED_CAPACITY),
    ("dynamodb:ReturnValues", &RETURN_VALUES_KNOWN, &RETURN_VALUES),
    ("dynamodb:Select", &SELECT_KNOWN, &SELECT),
];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type == PolicyType::Trust {
        return;
    }
    for test in statement.tests.iter().filter(|test| test.wants_text()) {
        let Some((key, known, about)) = KEYS.iter().find(|(key, ..)| test.is_of(key)) else {
            continue;
        };
        for (text, span) in test.texts() {
            // What a variable or a parameter becomes is not known.
            if has_reference(text) || known.iter().any(|value| accepts(test, text, value)) {
                continue;
            }
            let message = format!("`{key}` is never `{text}`");
            let advice =
                report.advice(about, text, || match nearest(text, known.iter().copied()) {
                    Some(near) => Advice::write(near),
                    None => format!("use one of `{}`", known.join("`, `")).into(),
                });
            let fix = |near: &str| Fix::replace(span, near).maybe_incorrect();
            report.push(advice.give(about.at(span, message), fix));
        }
    }
}

/// Whether `wanted` of the policy lets `value` of a request pass.
pub(crate) fn accepts(test: &TestView<'_, '_>, wanted: &str, value: &str) -> bool {
    if test.has_comparison(Comparison::StringLike) {
        pattern::matches(wanted, value)
    } else if test.has_comparison(Comparison::StringEqualsIgnoreCase) {
        wanted.eq_ignore_ascii_case(value)
    } else {
        wanted == value
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn case_and_patterns_count_by_operator() {
        const CODE: &str = "dynamodb-invalid-select-value";
        for (operator, values, wanted) in [
            ("StringEquals", r#""count""#, 1),
            ("StringEqualsIgnoreCase", r#""count""#, 0),
            ("StringLike", r#"["*_ATTRIBUTES", "C????"]"#, 0),
            ("StringLikeIfExists", r#"["SOME_*", "COUNT", "count*"]"#, 2),
            ("StringNotEquals", r#""SOME""#, 0),
            ("StringEquals", r#""${aws:PrincipalTag/select}""#, 0),
        ] {
            let found = codes(&format!(
                r#""Action": "dynamodb:Query", "Resource": "*", "Condition": {{"{operator}": {{"DynamoDB:select": {values}}}}}"#
            ));
            let found = found.iter().filter(|code| **code == CODE).count();
            assert_eq!(found, wanted, "{operator} {values}");
        }
    }
}
