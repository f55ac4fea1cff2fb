//! Values of `Date` operators.

use crate::prelude::*;
use iam_language::literal::Instant;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of a `Date` operator is not a date.
    ///
    /// It compares with no moment, so the test never passes. Dates are ISO 8601, from `2026` to
    /// `2026-07-01T12:00:00.5+02:00`, or seconds since 1970.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
    ///                   "Condition": { "DateLessThan": { "aws:CurrentTime": "1 July 2026" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
    ///                   "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-07-01" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Type mismatch date"; W3C note on ISO 8601.
    "type-mismatch-date", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::Date) {
            continue;
        }
        for (value, span) in test.scalars() {
            if Instant::parse(value).is_some() || has_reference(value) {
                continue;
            }
            let message = format!("`{value}` is not a date");
            report.push(ABOUT.at(span, message).with_fix("write it as in `2026-07-01T00:00:00Z`"));
        }
    }
}
