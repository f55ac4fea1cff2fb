//! Actions that change tags.

use crate::exposure::open_entries::{is_at, report_open};
use crate::prelude::*;
use iam_registry::AccessLevel;

declare_check! {
    /// An unconditional `Allow` on every resource of an action that changes tags alone.
    ///
    /// Where conditions test tags, whoever sets tags decides about access.
    ///
    /// Off unless asked for: it only matters to accounts that control access by tags.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["ec2:CreateTags", "ec2:DescribeTags"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:eu-west-1:123456789012:snapshot/*" }] }
    /// ```
    ///
    /// Source: ours; AWS's guide to access control by tags; cloudsplaining has the like.
    "x-tag-exposure", SecurityWarning, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let about = (
        &ABOUT,
        "actions that change tags",
        "name the resources, or test `aws:TagKeys` and `aws:ResourceTag/…`",
    );
    report_open(statement, about, |action| is_at(action, AccessLevel::Tagging), report);
}
