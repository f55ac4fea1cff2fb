//! A statement without resource.

use crate::prelude::*;

declare_check! {
    /// A statement has neither `Resource` nor `NotResource`.
    ///
    /// IAM refuses the policy: the statement would be about nothing. Every policy but a role trust
    /// policy says what its actions apply to, be it `*`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing resource".
    "missing-resource", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // `*` is about what the other statements are about; such policies have few.
    let mut beside =
        statement.policy.statements.iter().take(20).flat_map(|it| it.actions.iter().take(20));
    let goes_without = statement.policy.options.policy_type == PolicyType::Resource
        && !statement.actions.is_empty()
        && statement.actions.iter().all(|it| is_about_its_own(it) || it.text == "*")
        && (statement.actions.iter().any(is_about_its_own) || beside.any(is_about_its_own));
    let needed = statement.policy.options.policy_type.may_have_resource() && !goes_without;
    if needed && statement.lacks(&[Element::Resource, Element::NotResource]) {
        let finding = ABOUT.at(statement.node.span, "the statement has no `Resource`");
        report.push(finding.with_fix("add `\"Resource\": \"arn:…\"`, or `\"Resource\": \"*\"`"));
    }
}

fn is_about_its_own(action: &ActionView<'_>) -> bool {
    let prefix = action.parts.map(|(prefix, _)| prefix).unwrap_or_default();
    OF_THEIR_OWN.iter().any(|it| it.eq_ignore_ascii_case(prefix))
}

/// Services whose policies may leave the resource out: each is about what it is attached to.
///
/// Sources: guides of Amazon ECR, repository policies, and of
/// [Amazon EFS](https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html), file system policies.
const OF_THEIR_OWN: [&str; 2] = ["ecr", "elasticfilesystem"];

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn everything_is_denied_on_the_file_system_that_others_speak_of() {
        for (action, wanted) in [("elasticfilesystem:ClientMount", 0), ("sqs:SendMessage", 2)] {
            let text = format!(
                r#"{{ "Version": "2012-10-17", "Statement": [
                    {{ "Effect": "Deny", "Principal": {{ "AWS": "*" }}, "Action": "*",
                       "Condition": {{ "Bool": {{ "aws:SecureTransport": "false" }} }} }},
                    {{ "Effect": "Allow", "Principal": {{ "AWS": "111122223333" }}, "Action": "{action}" }}] }}"#
            );
            let found = checked(&text, Options::new(PolicyType::Resource));
            let found = found.iter().filter(|it| it.code == "missing-resource").count();
            assert_eq!(found, wanted, "{action}");
        }
    }

    #[test]
    fn policies_of_repositories_and_file_systems_go_without() {
        for (policy_type, action, wanted) in [
            (PolicyType::Resource, "elasticfilesystem:ClientMount", false),
            (PolicyType::Resource, "ecr:BatchGetImage", false),
            (PolicyType::Resource, "sqs:SendMessage", true),
            (PolicyType::VpcEndpoint, "elasticfilesystem:ClientMount", true),
        ] {
            let members = format!(
                r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "{action}""#
            );
            let codes = codes_in(policy_type, &members);
            assert_eq!(codes.contains(&"missing-resource"), wanted, "{policy_type} {action}");
        }
    }
}
