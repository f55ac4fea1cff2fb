//! Bounds of which one decides.

use crate::prelude::*;
use iam_language::finding::Edit;
use iam_language::literal::Decimal;
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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
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
            let finding = ABOUT.at(test.values.span, message).with_fix(fix.clone());
            let others = but_one(test, which == "greatest").map(|it| it.titled(fix));
            report.push(finding.mended_by(others));
        }
    }
}

/// Removes every value but the bound that counts, if each is a number.
fn but_one(test: &TestView<'_, '_>, greatest: bool) -> Option<Fix> {
    let numbers = test.scalars().map(|(text, at)| Some((Decimal::parse(text)?, at)));
    let numbers: Vec<_> = numbers.collect::<Option<_>>()?;
    let is_all = numbers.len() == test.values.items().len();
    let bound = numbers
        .iter()
        .map(|(number, _)| number)
        .reduce(|one, other| if (other > one) == greatest { other } else { one })?;
    let stays = numbers.iter().position(|(number, _)| number == bound).filter(|_| is_all)?;
    let others = numbers.iter().enumerate().filter(|(index, _)| *index != stays);
    let mut others = others.map(|(_, (_, at))| *at);
    let first = Fix::remove(others.next()?, test.key);
    Some(first.and(others.map(|at| Edit::Remove { at })))
}
