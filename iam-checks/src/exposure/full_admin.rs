//! Everything, everywhere.

use crate::prelude::*;

declare_check! {
    /// An `Allow` of every action on every resource, without a condition.
    ///
    /// Whoever has it is an administrator of the whole account.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; checkov and cfn-nag have the like.
    "x-full-admin", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let is_identity = statement.policy.options.policy_type == PolicyType::Identity;
    if !is_identity || !statement.allows() || !statement.tests.is_empty() {
        return;
    }
    let has_resource = statement.has(Element::Resource);
    let all_resources = has_resource && statement.resources.iter().any(|it| it.text == "*");
    let actions = statement.actions.iter().filter(|_| statement.has(Element::Action));
    let mut actions = actions.filter(|action| action.is_every_action());
    if let Some(action) = actions.next().filter(|_| all_resources) {
        let message = "this allows every action on every resource";
        report.push(
            ABOUT.at(action.span, message).with_fix("name the services, or at least the resources"),
        );
    }
}
