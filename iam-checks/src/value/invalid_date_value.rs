//! Seconds where a date is meant.

use crate::prelude::*;
use iam_language::policy::ComparisonFamily;
use iam_registry::ValueType;

declare_check! {
    /// A value of a `Date` operator is a number of seconds.
    ///
    /// Readers cannot tell which day that is, and IAM recommends ISO 8601. Keys that hold such numbers
    /// themselves, such as `aws:EpochTime`, are left alone, and four digits are a year.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
    ///                   "Condition": { "DateGreaterThan": { "aws:CurrentTime": "1782864000" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
    ///                   "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2026-07-01T00:00:00Z" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid date value".
    "invalid-date-value", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let is_number = test.is_of("aws:EpochTime")
            || test.known_key().is_some_and(|key| key.value_type() == ValueType::Numeric);
        if test.family() != Some(ComparisonFamily::Date) || is_number {
            continue;
        }
        for (value, span) in test.scalars() {
            let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            if digits && value.len() != YEAR {
                let message = format!("`{value}` counts seconds since 1970, which few can read");
                let fix = "write it as in `2026-07-01T00:00:00Z`";
                report.push(ABOUT.at(span, message).with_fix(fix));
            }
        }
    }
}

/// The digits of a year, which is a date.
const YEAR: usize = 4;
