//! `Bool` with several values.

use crate::prelude::*;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// `Bool` lists more than one value for a key.
    ///
    /// IAM refuses the policy: with both values the test would always pass.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid condition multiple Boolean".
    "invalid-condition-multiple-boolean", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let is_bool = test.family() == Some(ComparisonFamily::Bool);
        if is_bool && test.values.items().len() > 1 {
            let message = format!("`{}` is compared with more than one boolean", test.key);
            let fix = "keep the one that is meant";
            let mut finding = ABOUT.at(test.values.span, message).with_fix(fix);
            if let [first, second] = test.values.items() {
                let values: Vec<_> = test.scalars().map(|(text, _)| text).collect();
                let keeps = [second, first].into_iter().zip(values);
                let fixes = keeps.map(|(other, kept)| {
                    let title = format!("keep `{kept}`");
                    Fix::remove(other.span, kept).titled(title).maybe_incorrect()
                });
                finding.fixes.extend(fixes);
            }
            report.push(finding);
        }
    }
}
