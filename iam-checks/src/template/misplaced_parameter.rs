//! Template parameters that decide what a statement is.

use crate::prelude::*;
use iam_language::pattern::{has_reference, parameters};

declare_check! {
    /// A template parameter stands in an action, or where a condition key starts.
    ///
    /// What the parameter becomes is not known here, so nothing about the statement could be checked.
    ///
    /// ```json,flagged,template
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "${Service}:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean,template
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours.
    "x-misplaced-parameter", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.policy.options.template {
        return;
    }
    for action in statement.actions.iter().filter(|action| parameters(action.text).next().is_some())
    {
        let finding =
            ABOUT.at(action.span, "an action cannot hold a parameter: it could not be checked");
        report.push(finding.with_fix("write each action out"));
    }
    for test in statement.tests.iter().filter(|test| {
        let prefix = test.parts.map_or(test.key, |(prefix, _)| prefix);
        has_reference(prefix)
            // The prefix of an identity provider is its host name, often a parameter.
            && statement.policy.options.policy_type != PolicyType::Trust
    }) {
        let finding = ABOUT.at(test.key_span, "a condition key cannot start with a parameter");
        report.push(finding.with_fix("write the service prefix out"));
    }
}
