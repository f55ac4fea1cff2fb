//! All actions of a service.

use crate::exposure::open_entries::open_entries;
use crate::prelude::*;

declare_check! {
    /// An unconditional `Allow` of all actions of a service on every resource.
    ///
    /// It grants what the service learns to do tomorrow, and all ways to delete or share what is there.
    ///
    /// Off unless asked for: policies of administrators do this on purpose.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:*", "sqs:ListQueues"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports" }] }
    /// ```
    ///
    /// Source: ours; cloudsplaining and checkov have the like.
    "x-service-wildcard", SecurityWarning, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let mut whole = open_entries(statement)
        .filter(|entry| entry.parts.is_some_and(|(_, name)| name.bytes().all(|byte| byte == b'*')));
    let Some(first) = whole.next() else { return };
    let others: Vec<_> = whole.map(|entry| entry.span).collect();
    let message = match others.len() {
        0 => format!("`{}` allows the whole service on every resource", first.text),
        more => format!("`{}` and {more} more allow whole services on every resource", first.text),
    };
    let fix = "name the actions that are needed, or the resources";
    report.push(ABOUT.at(first.span, message).with_fix(fix).with_related(others));
}
