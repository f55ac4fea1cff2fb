//! `iam:PassRole` for every role.

use crate::exposure::giving::Giving;
use crate::prelude::*;

declare_check! {
    /// `iam:PassRole` is allowed for every role but some.
    ///
    /// Whoever may pass a role to a service can act through it. A role that somebody adds tomorrow is
    /// included, whatever it may do.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/batch-worker" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Pass role with `NotResource`".
    pub(crate) static NOT_RESOURCE: "pass-role-with-not-resource", SecurityWarning
}

declare_check! {
    /// A wildcard in `Action` includes `iam:PassRole`, for every role but some.
    ///
    /// The wildcard gives more than is seen: whoever may pass a role can act through it. New roles are
    /// included.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::111122223333:role/batch-worker" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Pass role with star in action and `NotResource`".
    pub(crate) static STAR_IN_ACTION_AND_NOT_RESOURCE: "pass-role-with-star-in-action-and-not-resource", SecurityWarning
}

declare_check! {
    /// `NotAction` leaves `iam:PassRole` allowed, for every role but some.
    ///
    /// All that is not listed is allowed, the passing of strong roles to a service included. Two lists of
    /// exceptions are hard to keep complete.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:CreateServiceLinkedRole"], "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:iam::111122223333:role/admin" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Pass role with `NotAction` and `NotResource`".
    pub(crate) static NOT_ACTION_AND_NOT_RESOURCE: "pass-role-with-not-action-and-not-resource", SecurityWarning
}

declare_check! {
    /// `iam:PassRole` is allowed for every role.
    ///
    /// Whoever may pass any role to a service can act with the rights of the strongest one. A test of
    /// `iam:PassedToService` without `IfExists` limits the services, `iam:AssociatedResourceArn` what
    /// the role is for; either silences this check.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "iam:PassedToService": "ecs.amazonaws.com" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Pass role with star in resource".
    pub(crate) static STAR_IN_RESOURCE: "pass-role-with-star-in-resource", SecurityWarning
}

declare_check! {
    /// A wildcard in `Action` includes `iam:PassRole`, for every role.
    ///
    /// The wildcard gives more than is seen: any role of the account can be passed and acted through. A
    /// test of `iam:PassedToService` or `iam:AssociatedResourceArn` limits that.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::111122223333:role/batch-worker" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Pass role with star in action and resource".
    pub(crate) static STAR_IN_ACTION_AND_RESOURCE: "pass-role-with-star-in-action-and-resource", SecurityWarning
}

declare_check! {
    /// `NotAction` leaves `iam:PassRole` allowed, for every role.
    ///
    /// All that is not listed is allowed, and any role of the account can be passed and acted through. A
    /// test of `iam:PassedToService` or `iam:AssociatedResourceArn` limits that.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:CreateServiceLinkedRole"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Pass role with star in resource and `NotAction`".
    pub(crate) static STAR_IN_RESOURCE_AND_NOT_ACTION: "pass-role-with-star-in-resource-and-not-action", SecurityWarning
}

const PASS_ROLE: Giving = Giving {
    action: "iam:PassRole",
    service_key: "iam:PassedToService",
    resource_key: Some("iam:AssociatedResourceArn"),
    // AWS reports most tests with `IfExists`.
    always_has_service: false,
    example: "arn:aws:iam::111122223333:role/batch-worker",
    not_resource: &NOT_RESOURCE,
    star_in_action_and_not_resource: &STAR_IN_ACTION_AND_NOT_RESOURCE,
    not_action_and_not_resource: &NOT_ACTION_AND_NOT_RESOURCE,
    star_in_resource: &STAR_IN_RESOURCE,
    star_in_action_and_resource: &STAR_IN_ACTION_AND_RESOURCE,
    star_in_resource_and_not_action: &STAR_IN_RESOURCE_AND_NOT_ACTION,
};

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    PASS_ROLE.run(statement, report);
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[track_caller]
    fn pass_role_codes(members: &str) -> Vec<&'static str> {
        codes(members).into_iter().filter(|code| code.starts_with("pass-role")).collect()
    }

    #[track_caller]
    fn codes_of_aws(members: &str) -> Vec<&'static str> {
        codes(members).into_iter().filter(|code| !code.starts_with("x-")).collect()
    }

    #[test]
    fn only_whole_accounts_count_as_every_role() {
        for (resource, wanted) in [
            (r#"["arn:aws:s3:::x", "*"]"#, 1),
            (r#""arn:aws:iam::*:role/*""#, 1),
            (r#""arn:aws:iam::111122223333:role*""#, 1),
            (r#""arn:aws:iam::111122223333:r?le/*""#, 1),
            (r#""arn:${aws:PrincipalAccount}:iam::111122223333:*""#, 1),
            (r#""arn:aws:iam::111122223333:role/batch-*""#, 0),
            (r#""arn:aws:iam::111122223333:user/*""#, 0),
        ] {
            let members = format!(r#""Action": "IAM:passrole", "Resource": {resource}"#);
            assert_eq!(pass_role_codes(&members).len(), wanted, "{resource}");
        }
    }

    #[test]
    fn a_test_of_the_service_limits() {
        for (test, wanted) in [
            (r#""StringEquals": {"IAM:passedtoservice": ["ec2.amazonaws.com"]}"#, 0),
            (r#""StringLike": {"iam:PassedToService": "lambda.*"}"#, 0),
            (r#""ArnLike": {"iam:AssociatedResourceArn": "arn:aws:ec2:*:*:instance/*"}"#, 0),
            (
                r#""StringLike": {"iam:PassedToService": ["ec2.amazonaws.com", "*.amazonaws.com"]}"#,
                1,
            ),
            (r#""StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com"}"#, 1),
            (r#""StringNotEquals": {"iam:PassedToService": "ec2.amazonaws.com"}"#, 1),
            (r#""Bool": {"aws:MultiFactorAuthPresent": "true"}"#, 1),
        ] {
            let members =
                format!(r#""Action": "iam:PassRole", "Resource": "*", "Condition": {{{test}}}"#);
            assert_eq!(pass_role_codes(&members).len(), wanted, "{test}");
        }
    }

    #[test]
    fn each_entry_that_gives_it_is_reported_by_its_shape() {
        assert_eq!(
            pass_role_codes(r#""Action": ["iam:PassRole", "*"], "Resource": "*""#),
            ["pass-role-with-star-in-resource", "pass-role-with-star-in-action-and-resource"]
        );
        assert_eq!(
            codes_of_aws(r#""NotAction": "iam:P*", "Resource": "*""#),
            ["create-slr-with-star-in-resource-and-not-action"]
        );
        assert!(codes_of_aws(r#""NotAction": "IAM:*", "Resource": "*""#).is_empty());
        let both = r#""Action": "s3:*", "NotAction": "s3:DeleteBucket", "Resource": "*""#;
        assert_eq!(codes_of_aws(both), ["unsupported-element-combination"]);
        let unreadable = r#""NotAction": {"Ref": "Actions"}, "Resource": "*""#;
        assert_eq!(codes_of_aws(unreadable), ["data-type-mismatch"]);
    }
}
