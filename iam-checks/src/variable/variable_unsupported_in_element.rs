//! Variables outside resources and conditions.

use crate::prelude::*;
use crate::variable::text::has_variable;
use iam_language::document::Node;

declare_check! {
    /// A policy variable stands in an element that takes none.
    ///
    /// IAM takes it literally or refuses the policy: only `Resource` and the values of `Condition` are
    /// filled in.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${aws:PrincipalAccount}:root" },
    ///                   "Action": "events:PutEvents", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::210987654321:root" },
    ///                   "Action": "events:PutEvents", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Variable unsupported in element"; policy variables.
    "variable-unsupported-in-element", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.has_dollar {
        return;
    }
    let texts = [Element::Sid, Element::Effect];
    let principals = [Element::Principal, Element::NotPrincipal];
    let actions = [Element::Action, Element::NotAction];
    for element in texts.into_iter().chain(principals).chain(actions) {
        let Some(member) = statement.element(element) else { continue };
        let is_principal = principals.contains(&element);
        if is_principal && !statement.policy.options.policy_type.has_principal() {
            continue;
        }
        let groups = member.node.members().iter().map(|group| &group.node);
        let nodes = std::iter::once(&member.node).chain(groups).flat_map(Node::items);
        for node in nodes {
            let Some(text) = node.text() else { continue };
            if has_variable(text, statement.policy.options.template) {
                let message = format!("`{element}` takes no variables, and `{text}` has one");
                let fix = if is_principal {
                    "write the principal itself, or test `aws:PrincipalArn` in `Condition`"
                } else {
                    "write the text itself"
                };
                report.push(ABOUT.at(node.span, message).with_fix(fix));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn a_text_with_a_variable_is_not_judged_further() {
        for element in [
            r#""Sid": "${aws:username}", "Effect": "Allow", "Principal": "*""#,
            r#""Effect": "${aws:PrincipalTag/effect}", "Principal": "*""#,
            r#""Effect": "Deny", "Principal": "${aws:PrincipalArn}""#,
            r#""Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::*:role/${aws:username}"}"#,
        ] {
            let members = format!(
                r#"{element}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:jobs""#
            );
            let codes = codes_in(PolicyType::Resource, &members);
            let codes: Vec<_> = codes.into_iter().filter(|code| !code.starts_with("x-")).collect();
            assert_eq!(codes, ["variable-unsupported-in-element"], "{element}");
        }
        for (sid, action) in [
            ("${aws:username}", "ec2:DescribeVpcs"),
            ("${b}", "ec2:DescribeVpcs"),
            ("Read", "s3:Get${*}"),
        ] {
            let members = format!(
                r#""Sid": "{sid}", "Effect": "Allow", "Action": "{action}", "Resource": "*""#
            );
            let codes = codes_in(PolicyType::Identity, &members);
            assert_eq!(codes, ["variable-unsupported-in-element"], "{sid} {action}");
        }
    }
}
