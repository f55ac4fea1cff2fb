//! Services in capitals.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::pattern::is_literal;
use crate::registry;

declare_check! {
    /// The service field of an ARN is a service once it is written in lower case.
    ///
    /// The entry matches no resource. ARNs are compared with case.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:DynamoDB:eu-west-1:111122223333:table/Orders" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN service case".
    "invalid-arn-service-case", Error
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        let is_lower = !arn.service.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_lower || !is_literal(arn.service) {
            continue;
        }
        let lower = arn.service.to_ascii_lowercase();
        if registry::is_arn_service(&lower) || registry::service(&lower).is_some() {
            let message = format!(
                "ARNs are compared with case: the service is `{lower}`, not `{}`",
                arn.service
            );
            report.push(ABOUT.at(resource.span, message).with_fix(format!("write `{lower}`")));
        }
    }
}
