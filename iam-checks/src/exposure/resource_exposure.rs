//! Actions that change permissions.

use crate::exposure::open_entries::{is_at, report_open};
use crate::prelude::*;
use iam_registry::AccessLevel;

declare_check! {
    /// An unconditional `Allow` on every resource of an action that changes who may do what.
    ///
    /// Whoever has it can give rights to others, and share resources with other accounts. The actions are
    /// those that AWS puts at the access level "Permissions management".
    ///
    /// Off unless asked for: policies of administrators do this on purpose.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:Put*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::reports" }] }
    /// ```
    ///
    /// Source: ours; cloudsplaining, parliament and checkov have the like.
    "x-resource-exposure", SecurityWarning, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let about = (
        &ABOUT,
        "actions that change who may do what",
        "name the resources, or leave these actions out",
    );
    report_open(
        statement,
        about,
        |action| is_at(action, AccessLevel::PermissionsManagement),
        report,
    );
}
