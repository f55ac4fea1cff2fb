//! Sorts of principal that IAM does not know.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::document::Member;
use crate::policy::PrincipalType;
use crate::spelling::nearest;

declare_check! {
    /// A member of `Principal` is none of `AWS`, `Service`, `Federated` and `CanonicalUser`.
    ///
    /// IAM refuses the policy.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Account": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid principal key".
    "invalid-principal-key", Error
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for Member { node, .. } in statement.principals() {
        for Member { key, key_span, .. } in node.members() {
            if PrincipalType::from_text(key).is_some() {
                continue;
            }
            let known = PrincipalType::ALL.map(PrincipalType::as_str);
            let fix = match nearest(key, known) {
                Some(near) => format!("write `{near}`"),
                None => format!("use one of `{}`", known.join("`, `")),
            };
            report.push(
                ABOUT.at(*key_span, format!("there is no sort of principal `{key}`")).with_fix(fix),
            );
        }
    }
}
