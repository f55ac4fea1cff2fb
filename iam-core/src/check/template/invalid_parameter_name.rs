//! Template parameters that nobody could fill.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::pattern::parameters;
use crate::spelling::nearest;

declare_check! {
    /// A template parameter has a name that CloudFormation does not take, or a pseudo parameter is misspelt.
    ///
    /// Nothing will ever fill it. Names have letters and digits. Pseudo parameters start with `AWS::`
    /// and are given.
    ///
    /// ```json,flagged,template
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:${AWS::Regoin}:111122223333:news" }] }
    /// ```
    /// ```json,clean,template
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:${AWS::Region}:111122223333:news" }] }
    /// ```
    ///
    /// Source: CloudFormation, parameters and pseudo parameters reference.
    "x-invalid-parameter-name", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if !policy.options.template {
        return;
    }
    statement.each_text(|text, span| {
        for name in parameters(text) {
            let alphanumeric =
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if PSEUDO.contains(&name) || alphanumeric {
                continue;
            }
            let message = format!("`${{{name}}}` is no parameter of CloudFormation");
            let fix = match nearest(name, PSEUDO) {
                Some(near) => format!("write `${{{near}}}`"),
                None => "name it with letters and digits".to_owned(),
            };
            report.push(ABOUT.at(span, message).with_fix(fix));
        }
    });
}

const PSEUDO: [&str; 6] = [
    "AWS::Partition",
    "AWS::Region",
    "AWS::AccountId",
    "AWS::StackName",
    "AWS::StackId",
    "AWS::URLSuffix",
];
