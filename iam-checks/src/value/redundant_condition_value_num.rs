//! Bounds of which one decides.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use iam_language::policy::Comparison;

declare_check! {
    /// A `Numeric` comparison with a bound lists several bounds.
    ///
    /// One that is met is enough, so only the widest counts.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericLessThan": { "s3:max-keys": ["10", "100"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "NumericLessThan": { "s3:max-keys": "100" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant condition value num".
    "redundant-condition-value-num", Suggestion
}

pub(crate) fn run(_: &PolicyView<'_, '_>, statement: &StatementView<'_, '_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        let which = match operator.comparison {
            Comparison::NumericLessThan | Comparison::NumericLessThanEquals => "greatest",
            Comparison::NumericGreaterThan | Comparison::NumericGreaterThanEquals => "least",
            _ => continue,
        };
        if test.values.items().len() > 1 {
            let message = format!("of several bounds of `{}` only the {which} counts", test.key);
            let fix = format!("keep the {which}");
            report.push(ABOUT.at(test.values.span, message).with_fix(fix));
        }
    }
}
