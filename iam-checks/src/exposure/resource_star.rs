//! Actions that could be limited to resources.

use crate::exposure::open_entries::report_open;
use crate::prelude::*;

declare_check! {
    /// An unconditional `Allow` on every resource of an action that could be limited to some.
    ///
    /// It grants more than is needed wherever the resources are known.
    ///
    /// Off unless asked for: many policies do this on purpose.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["sqs:ListQueues", "sqs:ReceiveMessage"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; parliament and checkov have the like.
    "x-resource-star-on-scopable-action", Suggestion, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let about = (&ABOUT, "actions that could be limited to some", "name the resources");
    report_open(statement, about, |action| action.resource_types().len() > 0, report);
}
