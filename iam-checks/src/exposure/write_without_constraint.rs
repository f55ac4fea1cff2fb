//! Actions that change resources.

use crate::exposure::open_entries::{is_at, report_open};
use crate::prelude::*;
use iam_registry::AccessLevel;

declare_check! {
    /// An unconditional `Allow` on every resource of an action that changes resources and could be
    /// limited to some.
    ///
    /// A mistake, or stolen credentials, can change or delete every resource of that kind.
    ///
    /// Off unless asked for: many policies do this on purpose.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:DeleteQueue", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:DeleteQueue", "Resource": "arn:aws:sqs:eu-west-1:123456789012:inbox" }] }
    /// ```
    ///
    /// Source: ours; checkov and cloudsplaining have the like.
    "x-write-without-constraint", Suggestion, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let about = (
        &ABOUT,
        "changes that could be limited to some",
        "name the resources, or test a condition key",
    );
    report_open(
        statement,
        about,
        |action| is_at(action, AccessLevel::Write) && action.resource_types().len() > 0,
        report,
    );
}
