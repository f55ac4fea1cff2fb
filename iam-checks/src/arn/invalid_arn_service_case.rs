//! Services in capitals.

use crate::prelude::*;
use iam_language::arn::ArnPattern;

declare_check! {
    /// The service field of an ARN is a service once it is written in lower case.
    ///
    /// The entry matches no resource. ARNs are compared with case.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:DynamoDB:eu-west-1:111122223333:table/Orders" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid ARN service case".
    "invalid-arn-service-case", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let (Ok(arn), Some(lower)) = (resource.arn, resource.service_in_lower_case()) else {
            continue;
        };
        let message =
            format!("ARNs are compared with case: the service is `{lower}`, not `{}`", arn.service);
        let finding = ABOUT.at(resource.span, message).with_fix(format!("write `{lower}`"));
        // It matches nothing yet, and would match something then.
        let fixed = ArnPattern { service: &lower, ..arn }.to_string();
        report.push(finding.mended_by(Fix::replace(resource.span, fixed).maybe_incorrect()));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn the_fields_after_a_service_in_capitals_are_left_for_later() {
        let codes = codes(
            r#""Action": "dynamodb:GetItem", "Resource": "arn:aws:DynamoDB:nowhere:1:table/Orders""#,
        );
        assert_eq!(codes, ["invalid-arn-service-case"]);
    }
}
