//! `iam:CreateServiceLinkedRole` for every service.

use crate::exposure::giving::Giving;
use crate::prelude::*;

declare_check! {
    /// `iam:CreateServiceLinkedRole` is allowed for every role but some.
    ///
    /// Each such role lets its service act in the account. Services that AWS adds tomorrow are included.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Create SLR with `NotResource`".
    pub(crate) static NOT_RESOURCE: "create-slr-with-not-resource", Warning
}

declare_check! {
    /// A wildcard in `Action` includes `iam:CreateServiceLinkedRole`, for every role but some.
    ///
    /// The wildcard gives more than is seen: each such role lets its service act in the account.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Create SLR with star in action and `NotResource`".
    pub(crate) static STAR_IN_ACTION_AND_NOT_RESOURCE: "create-slr-with-star-in-action-and-not-resource", Warning
}

declare_check! {
    /// `NotAction` leaves `iam:CreateServiceLinkedRole` allowed, for every role but some.
    ///
    /// All that is not listed is allowed, and each such role lets its service act in the account.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:PassRole"], "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Create SLR with `NotAction` and `NotResource`".
    pub(crate) static NOT_ACTION_AND_NOT_RESOURCE: "create-slr-with-not-action-and-not-resource", Warning
}

declare_check! {
    /// `iam:CreateServiceLinkedRole` is allowed for every service.
    ///
    /// Each such role lets its service act in the account. A test of `iam:AWSServiceName` without
    /// `IfExists` limits the services and silences this check.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "iam:AWSServiceName": "ecs.amazonaws.com" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Create SLR with star in resource".
    pub(crate) static STAR_IN_RESOURCE: "create-slr-with-star-in-resource", Warning
}

declare_check! {
    /// A wildcard in `Action` includes `iam:CreateServiceLinkedRole`, for every service.
    ///
    /// The wildcard gives more than is seen: each such role lets its service act in the account. A test of
    /// `iam:AWSServiceName` limits that.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Create SLR with star in action and resource".
    pub(crate) static STAR_IN_ACTION_AND_RESOURCE: "create-slr-with-star-in-action-and-resource", Warning
}

declare_check! {
    /// `NotAction` leaves `iam:CreateServiceLinkedRole` allowed, for every service.
    ///
    /// All that is not listed is allowed, and each such role lets its service act in the account. A test of
    /// `iam:AWSServiceName` limits that.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:PassRole"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Create SLR with star in resource and `NotAction`".
    pub(crate) static STAR_IN_RESOURCE_AND_NOT_ACTION: "create-slr-with-star-in-resource-and-not-action", Warning
}

const CREATE: Giving = Giving {
    action: "iam:CreateServiceLinkedRole",
    service_key: "iam:AWSServiceName",
    resource_key: None,
    always_has_service: true,
    example: "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    not_resource: &NOT_RESOURCE,
    star_in_action_and_not_resource: &STAR_IN_ACTION_AND_NOT_RESOURCE,
    not_action_and_not_resource: &NOT_ACTION_AND_NOT_RESOURCE,
    star_in_resource: &STAR_IN_RESOURCE,
    star_in_action_and_resource: &STAR_IN_ACTION_AND_RESOURCE,
    star_in_resource_and_not_action: &STAR_IN_RESOURCE_AND_NOT_ACTION,
};

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    CREATE.run(statement, report);
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn each_request_names_its_service() {
        for (test, expected) in [
            (r#""StringLikeIfExists": {"iam:AWSServiceName": "ecs.amazonaws.com"}"#, false),
            (r#""StringLike": {"iam:AWSServiceName": "*.amazonaws.com"}"#, true),
            (r#""StringNotEquals": {"iam:AWSServiceName": "ecs.amazonaws.com"}"#, true),
        ] {
            let members = format!(
                r#""Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {{{test}}}"#
            );
            let found = codes(&members).contains(&"create-slr-with-star-in-resource");
            assert_eq!(found, expected, "{test}");
        }
    }
}
