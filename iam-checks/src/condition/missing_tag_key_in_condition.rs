//! Tag conditions that name no tag.

use crate::prelude::*;

declare_check! {
    /// A condition key is `aws:ResourceTag`, `aws:RequestTag` or `aws:PrincipalTag` without a tag.
    ///
    /// The test never passes, and a negated one always does. The tag is part of the key: `aws:ResourceTag/Team`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag": "production" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:ResourceTag/Stage": "production" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing tag key in condition".
    "missing-tag-key-in-condition", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let bare = test.key.strip_suffix('/').unwrap_or(test.key);
        let family = FAMILIES.iter().find(|family| bare.eq_ignore_ascii_case(family));
        if let Some(family) = family {
            let message = format!("`{}` names no tag, so no request has it", test.key);
            report.push(
                ABOUT.at(test.key_span, message).with_fix(format!("name the tag: `{family}/Team`")),
            );
        }
    }
}

const FAMILIES: [&str; 3] = ["aws:ResourceTag", "aws:RequestTag", "aws:PrincipalTag"];
