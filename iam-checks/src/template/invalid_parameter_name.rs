//! Template parameters that nobody could fill.

use crate::prelude::*;
use crate::template::uses::each_name;
use iam_language::spelling::nearest;

declare_check! {
    /// A template parameter has a name that no template engine takes, or a pseudo parameter is misspelt.
    ///
    /// Nothing will ever fill it. Names have letters, digits and underscores, and full stops where they mean
    /// an attribute, as in `${Bucket.Arn}`. Pseudo parameters start with `AWS::` and are given.
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
    /// Source: CloudFormation, parameters, pseudo parameters and `Fn::Sub`; Terraform, `templatefile`.
    "x-invalid-parameter-name", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if !policy.options.template {
        return;
    }
    for (name, uses) in each_name(policy, StatementView::each_text) {
        if PSEUDO.contains(&name.as_str()) || is_name(&name) {
            continue;
        }
        let message = format!("`${{{name}}}` is not the name of a parameter");
        let fix = report.advice(&ABOUT, &name, || match nearest(&name, PSEUDO) {
            Some(near) => format!("write `${{{near}}}`"),
            None => "name it with letters, digits and underscores".to_owned(),
        });
        uses.tell(&ABOUT, message, fix, report);
    }
}

/// Letters and digits as CloudFormation has them, with underscores as Terraform and shells do, and with full
/// stops for the attributes of a resource.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    name.split('.').all(is_part)
}

const PSEUDO: [&str; 6] = [
    "AWS::Partition",
    "AWS::Region",
    "AWS::AccountId",
    "AWS::StackName",
    "AWS::StackId",
    "AWS::URLSuffix",
];

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_several_engines_are_taken() {
        for name in ["Token", "AWS_REGION", "CLUSTER_NAME", "Bucket.Arn", "_x1"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "a b", "a-b", ".a", "a..b", "AWS::Regoin", "é"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
