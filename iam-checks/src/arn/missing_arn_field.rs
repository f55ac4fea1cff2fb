//! Resources that are no ARN.

use crate::prelude::*;
use iam_language::arn::ArnPatternError;

declare_check! {
    /// An entry of `Resource` is neither `*` nor an ARN: it has fewer than six fields.
    ///
    /// The entry matches no resource. An ARN keeps its colons even where fields are empty.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:reports" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing ARN field".
    "missing-arn-field", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Err(ArnPatternError::MissingField(found)) = resource.arn else { continue };
        if resource.text == "*"
            || resource.text == "?"
            // If nothing will fill it in, another check says so.
            || resource.starts_with_parameter()
            // The policy of an API may leave out all but the path.
            || resource.text.starts_with("execute-api:/")
        {
            continue;
        }
        let message =
            format!("`{}` is not an ARN: it has {found} of the six fields", resource.text);
        let fix = match statement.example_arn(None) {
            Some(format) => format!("write it like `{format}`"),
            None => "write it like `arn:aws:service:region:account:resource`".to_owned(),
        };
        report.push(ABOUT.at(resource.span, message).with_fix(fix));
    }
}
