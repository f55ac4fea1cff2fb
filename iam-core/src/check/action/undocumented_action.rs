//! Actions that AWS uses but does not list.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::registry::{Action, Status};

declare_check! {
    /// An action is not in AWS's reference, but AWS's own managed policies name it.
    ///
    /// It may work; nothing about its resources or condition keys is known.
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
    /// Source: ours; the managed policy that names it stands in the message.
    "x-undocumented-action", Suggestion
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for action in &statement.actions {
        let Some(Status::Undocumented { seen_in, .. }) = action.known.map(Action::status) else {
            continue;
        };
        let message = format!("AWS's reference does not list `{}`; {seen_in} uses it", action.text);
        report.push(ABOUT.at(action.span, message).with_fix("try it before you rely on it"));
    }
}
