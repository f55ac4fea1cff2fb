//! Template parameters in a finished policy.

use crate::prelude::*;
use crate::template::uses::each_name;
use iam_language::spelling::nearest;

declare_check! {
    /// Text of a finished policy holds a template parameter such as `${AWS::Region}` or `${Token}`.
    ///
    /// IAM takes the characters as they are, so the statement matches nothing. An IAM
    /// policy variable has a single colon, as in `${aws:username}`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:${Topic}" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:${aws:PrincipalTag/topic}" }] }
    /// ```
    ///
    /// Source: ours; CloudFormation's `Fn::Sub` fills such parameters, IAM does not.
    "x-unfilled-parameter", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.template {
        return;
    }
    // That nothing is filled in elsewhere is another finding.
    for (name, uses) in each_name(policy, StatementView::each_resource_or_test) {
        // Another check speaks of `${}`.
        if name.trim().is_empty() {
            continue;
        }
        let variables = VARIABLES.iter().filter_map(|variable| variable.strip_prefix("aws:"));
        let message = format!("`${{{name}}}` is a template parameter, which IAM does not fill");
        let fix = report.advice(&ABOUT, &name, || match nearest(&name, variables) {
            Some(near) => format!("write the policy variable `${{aws:{near}}}`"),
            None => {
                "check it as a template, with `policy_template!` or `--template`, or write the \
                     value itself"
                    .to_owned()
            }
        });
        uses.tell(&ABOUT, message, fix, report);
    }
}

const VARIABLES: [&str; 6] = [
    "aws:username",
    "aws:userid",
    "aws:PrincipalArn",
    "aws:SourceIp",
    "aws:CurrentTime",
    "aws:PrincipalAccount",
];

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn what_is_not_filled_in_is_no_missing_field() {
        let members =
            r#""Action": "sqs:SendMessage", "Resource": ["${queue_arn}", "${queue_arn}/*"]"#;
        assert_eq!(codes(members), ["x-unfilled-parameter"]);
    }

    #[test]
    fn a_name_is_told_once() {
        let members = r#""Action": "sqs:SendMessage",
            "Resource": ["arn:aws:sqs:${AWS_REGION}:${ACCOUNT}:a", "arn:aws:sqs:${AWS_REGION}:${ACCOUNT}:b"]"#;
        assert_eq!(codes(members), ["x-unfilled-parameter", "x-unfilled-parameter"]);
    }
}
