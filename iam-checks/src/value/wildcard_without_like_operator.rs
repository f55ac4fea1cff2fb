//! Wildcards that stand for themselves.

use crate::prelude::*;
use iam_language::pattern::{Piece, pieces};
use iam_language::policy::{Comparison, ConditionOperator};

declare_check! {
    /// A value of `StringEquals` or a sibling holds `*` or `?`.
    ///
    /// These operators compare exactly, so it only matches the character itself. Write `${*}` or
    /// `${?}` if that is meant.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/Team": "data-*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
    ///                   "Condition": { "StringLike": { "aws:ResourceTag/Team": "data-*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Wildcard without like operator".
    "wildcard-without-like-operator", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        let like = match operator.comparison {
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase => Comparison::StringLike,
            Comparison::StringNotEquals | Comparison::StringNotEqualsIgnoreCase => {
                Comparison::StringNotLike
            }
            _ => continue,
        };
        for (value, span) in test.texts() {
            let found = pieces(value).find_map(|piece| match piece {
                Piece::Wildcard { one } => Some(if one { '?' } else { '*' }),
                _ => None,
            });
            let Some(found) = found else { continue };
            let message = format!("`{operator}` takes the `{found}` of `{value}` literally");
            let like = ConditionOperator { comparison: like, ..operator };
            let fix = format!("write `{like}`, or `${{{found}}}`");
            report.push(ABOUT.at(span, message).with_fix(fix).mended_by(test.under(like)));
        }
    }
}
