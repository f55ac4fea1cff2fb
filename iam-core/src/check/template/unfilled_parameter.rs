//! Template parameters in a finished policy.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::pattern::parameters;
use crate::spelling::nearest;

declare_check! {
    /// Text of a finished policy holds a template parameter such as `${AWS::Region}` or `${Token}`.
    ///
    /// IAM does not fill it: it takes the characters as they are, and the statement matches nothing. An IAM
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

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if policy.options.template || !statement.has_dollar {
        return;
    }
    // That nothing is filled in elsewhere is another finding.
    statement.each_resource_or_test(|text, span| {
        // Another check speaks of `${}`.
        for name in parameters(text).filter(|name| !name.trim().is_empty()) {
            let variables = VARIABLES.iter().filter_map(|variable| variable.strip_prefix("aws:"));
            let message = format!("`${{{name}}}` is a template parameter, which IAM does not fill");
            let fix = match nearest(name, variables) {
                Some(near) => format!("write the policy variable `${{aws:{near}}}`"),
                None => "use `policy_template!`, or write the value itself".to_owned(),
            };
            report.push(ABOUT.at(span, message).with_fix(fix));
        }
    });
}

/// The policy variables that people write most.
const VARIABLES: [&str; 6] = [
    "aws:username",
    "aws:userid",
    "aws:PrincipalArn",
    "aws:SourceIp",
    "aws:CurrentTime",
    "aws:PrincipalAccount",
];
