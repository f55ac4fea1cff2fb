//! A statement without principal.

use crate::prelude::*;

declare_check! {
    /// A statement of a resource-based, trust or resource control policy names no principal.
    ///
    /// Such policies say who may act, and IAM refuses one that does not.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing principal".
    "missing-principal", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let policy_type = statement.policy.options.policy_type;
    if policy_type.has_principal() && statement.lacks(&[Element::Principal, Element::NotPrincipal])
    {
        let message = format!(
            "a statement of a {policy_type} must have a `Principal`, and this one has none"
        );
        let fix = if policy_type == PolicyType::VpcEndpoint {
            "add `\"Principal\": \"*\"`, or `{ \"AWS\": \"arn:…\" }`"
        } else {
            "add `\"Principal\": { \"AWS\": \"arn:…\" }` or `{ \"Service\": \"….amazonaws.com\" }`"
        };
        report.push(ABOUT.at(statement.node.span, message).with_fix(fix));
    }
}
