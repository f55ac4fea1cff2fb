//! Wildcards in the middle of a principal.

use super::super::variable::text::has_variable;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::document::Member;
use crate::pattern::has_wildcard;
use crate::policy::PrincipalType;

declare_check! {
    /// A principal holds `*` or `?` and is not the whole value `*` under `AWS`.
    ///
    /// IAM takes the wildcard for a character of the name, or refuses the policy.
    /// `aws:PrincipalArn` in `Condition` takes patterns.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/worker-*" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/worker" }, "Action": "sqs:SendMessage", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported wildcard in principal".
    "unsupported-wildcard-in-principal", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if !policy.options.policy_type.chooses_principals() {
        return;
    }
    for Member { node, .. } in statement.principals() {
        // Keys that do not exist and variables are other findings.
        let groups = node.members().iter();
        let groups = groups.filter(|group| PrincipalType::from_text(&group.key).is_some());
        for Member { key, node, .. } in groups {
            for item in node.items() {
                let Some(text) = item.text().filter(|text| has_wildcard(text)) else {
                    continue;
                };
                let is_anyone = text == "*" && key == "AWS";
                if is_anyone || has_variable(text, policy.options.template) {
                    continue;
                }
                let message =
                    format!("a principal cannot be a pattern, so `{text}` matches nobody");
                let fix =
                    "name the account, and test `aws:PrincipalArn` with `ArnLike` in `Condition`";
                report.push(ABOUT.at(item.span, message).with_fix(fix));
            }
        }
    }
}
