//! Services without resource control policies.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::policy::PolicyType;
use crate::registry;

declare_check! {
    /// A resource control policy names an action of a service that takes no part in such policies.
    ///
    /// The statement has no effect there, and Organizations refuses it.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "ec2:TerminateInstances", "Resource": "*" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP syntax error action".
    "rcp-syntax-error-action", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if policy.options.policy_type != PolicyType::ResourceControl {
        return;
    }
    for action in &statement.actions {
        let Some(service) = action.parts.and_then(|(prefix, _)| registry::service(prefix)) else {
            continue;
        };
        if !service.supports_resource_control_policies() {
            let message = format!("resource control policies do not reach `{}`", service.prefix());
            report.push(
                ABOUT.at(action.span, message).with_fix("use a service control policy for it"),
            );
        }
    }
}
