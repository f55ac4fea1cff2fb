//! `Principal` without anybody in it.

use crate::prelude::*;
use iam_language::document::{Node, Value};

declare_check! {
    /// A member of `Principal` or `NotPrincipal` is an empty list.
    ///
    /// It names nobody and can be left out, or something is missing.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": [] }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::444455556666:role/deploy"] }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array principal".
    pub(crate) static ARRAY: "empty-array-principal", Suggestion
}

declare_check! {
    /// `Principal` or `NotPrincipal` is an empty object.
    ///
    /// A statement about nobody has no effect, and one about everyone but nobody means everyone. Say
    /// who is meant.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": {}, "Action": "kms:Decrypt", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty object principal".
    pub(crate) static OBJECT: "empty-object-principal", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.policy.options.policy_type.chooses_principals() {
        return;
    }
    let is_empty_array =
        |node: &Node<'_>| matches!(&node.value, Value::Array(items) if items.is_empty());
    let fix = "name an account, a role or a service";
    for principal in statement.principals() {
        if matches!(&principal.node.value, Value::Object(groups) if groups.is_empty()) {
            let message = format!("`{}` names nobody", principal.key);
            report.push(OBJECT.at(principal.node.span, message).with_fix(fix));
        }
        for group in principal.node.members().iter().filter(|group| is_empty_array(&group.node)) {
            let message = format!("`{}` of `{}` is empty", group.key, principal.key);
            report.push(ARRAY.at(group.node.span, message).with_fix(fix));
        }
    }
}
