//! Values of different JSON types.

use crate::prelude::*;
use iam_language::document::Value;
use iam_language::finding::Edit;

declare_check! {
    /// The values of one condition key are of different JSON types.
    ///
    /// IAM refuses a list that mixes strings, numbers and booleans.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericEquals": { "s3:max-keys": [10, "20"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericEquals": { "s3:max-keys": ["10", "20"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid condition data type".
    "invalid-condition-data-type", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in statement.tests.iter().filter(|test| test.operator.is_some()) {
        let mut types = test.values.items().iter().filter_map(|item| scalar(&item.value));
        let first = types.next();
        if types.any(|other| Some(other) != first) {
            let message = format!("the values of `{}` are of different JSON types", test.key);
            let fix = "put all of them in quotes";
            let finding = ABOUT.at(test.values.span, message).with_fix(fix);
            report.push(finding.mended_by(in_quotes(test).map(|it| it.titled(fix))));
        }
    }
}

/// Writes every value as a string.
fn in_quotes(test: &TestView<'_, '_>) -> Option<Fix> {
    let mut edits = test.values.items().iter().filter_map(|item| {
        let with = match &item.value {
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            _ => return None,
        };
        Some((item.span, with))
    });
    let (first, with) = edits.next()?;
    Some(Fix::replace(first, with).and(edits.map(|(at, with)| Edit::Replace { at, with })))
}

/// The JSON type of a scalar, as text that differs from type to type.
fn scalar(value: &Value<'_>) -> Option<&'static str> {
    match value {
        Value::String(_) => Some("string"),
        Value::Number(_) => Some("number"),
        Value::Bool(_) => Some("boolean"),
        _ => None,
    }
}
