//! Actions that AWS uses, or its APIs offer, and that no list of actions has.

use crate::prelude::*;
use iam_registry::{self as registry, Action, Status};

declare_check! {
    /// An action is not in AWS's reference, but AWS's own managed policies name it, or an operation of the
    /// API has its name and is newer than every list of actions.
    ///
    /// It may work; nothing about its resources or condition keys is known. An action that AWS lists by
    /// name, and of which nothing else is known yet, draws no finding.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "cloud9:ValidateEnvironmentName", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; the managed policy that names it, or the description of the API, stands in the
    /// message.
    "x-undocumented-action", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for action in &statement.actions {
        let text = action.text;
        let message = match action.known.map(Action::status) {
            Some(Status::Undocumented { seen_in, .. }) => {
                format!("AWS's reference does not list `{text}`; {seen_in} uses it")
            }
            Some(Status::NewOperation { seen_in, .. }) => new_operation(text, seen_in),
            _ => continue,
        };
        report.push(ABOUT.at(action.span, message).with_fix("try it before you rely on it"));
    }
}

fn new_operation(text: &str, seen_in: &str) -> String {
    let source = registry::source(seen_in).map(|source| source.to_string());
    format!(
        "`{text}` is an operation of the API ({}) that is newer than AWS's list of actions; the action \
         most likely has the same name",
        source.as_deref().unwrap_or(seen_in)
    )
}
