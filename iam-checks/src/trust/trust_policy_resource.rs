//! Resources in role trust policies.

use crate::prelude::*;

declare_check! {
    /// A role trust policy has a `Resource` or `NotResource`.
    ///
    /// IAM refuses the policy. Its resource is the role that it belongs to.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole", "Resource": "*" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Role trust policy syntax error resource".
    "role-trust-policy-syntax-error-resource", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust {
        return;
    }
    for member in
        [Element::Resource, Element::NotResource].into_iter().filter_map(|it| statement.element(it))
    {
        let message =
            format!("a role trust policy cannot have a `{}`: it is about its own role", member.key);
        let finding = ABOUT.at(member.key_span, message).with_fix("remove it");
        // Perhaps it is a policy of another type.
        report.push(finding.mended_by(Fix::remove(member.key_span, &member.key).maybe_incorrect()));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn what_does_not_belong_is_not_looked_at() {
        for resource in [r#""reports""#, "[]", r#"["*", "*"]"#, r#""arn:aws:s3:::${""#] {
            let members = format!(
                r#""Effect": "Deny", "Principal": {{"AWS": "444455556666"}}, "Action": "sts:AssumeRole", "Resource": {resource}"#
            );
            assert_eq!(
                codes_in(PolicyType::Trust, &members),
                ["role-trust-policy-syntax-error-resource"],
                "{resource}"
            );
        }
    }
}
