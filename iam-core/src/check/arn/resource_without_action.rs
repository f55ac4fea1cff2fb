//! Resources that no action of the statement can use.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};

declare_check! {
    /// No action of the statement takes resources with an ARN like this one.
    ///
    /// The entry has no effect. Usually the ARN is that of another sort of resource, a bucket in
    /// place of its objects for instance, or the action that needed it is gone.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] }
    /// ```
    ///
    /// Source: ours; resource types of the Service Authorization Reference.
    "x-resource-without-action", Warning
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for resource in statement.useless_resources() {
        let message = format!("no action of this statement can use `{}`", resource.text);
        let fix = match statement.example_arn(resource.arn.ok().map(|arn| arn.service)) {
            Some(format) => format!("its actions take ARNs like `{format}`; mend it or remove it"),
            None => "its actions take `*` only".to_owned(),
        };
        report.push(ABOUT.at(resource.span, message).with_fix(fix));
    }
}
