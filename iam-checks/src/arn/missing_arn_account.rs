//! ARNs without the account they need.

use crate::prelude::*;
use iam_language::arn::ArnPattern;

declare_check! {
    /// An ARN leaves the account empty, but the ARNs of such resources have one.
    ///
    /// The statement matches no resource. Documents and parameters of Systems Manager, KMS keys and a few
    /// more are left alone: AWS owns some of them and leaves the account empty.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1::table/Orders" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing ARN account".
    "missing-arn-account", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        if !arn.account.is_empty() || may_be_owned_by_aws(arn) {
            continue;
        }
        let formats = resource.formats();
        if !formats.is_empty() && formats.iter().all(|format| !format.pattern().account.is_empty())
        {
            let message = "ARNs of this type have an account, and this one leaves it empty";
            let fixed = resource.mended().unwrap_or(ArnPattern { account: "*", ..arn });
            let fix = format!("name the account, or write `{fixed}`");
            let finding = ABOUT.at(resource.span, message).with_fix(fix);
            let fix = Fix::replace(resource.span, fixed.to_string());
            report.push(finding.mended_by(fix.maybe_incorrect()));
        }
    }
}

/// Whether AWS owns resources of this sort, under ARNs without account.
fn may_be_owned_by_aws(arn: ArnPattern<'_>) -> bool {
    OWNED_BY_AWS
        .iter()
        .any(|(service, resource)| arn.service == *service && arn.resource.starts_with(resource))
}

/// Services of which AWS owns resources, and how those begin.
const OWNED_BY_AWS: [(&str, &str); 6] = [
    ("cloudformation", "type/"),
    ("devicefarm", "devicepool:"),
    ("kms", ""),
    ("resource-explorer-2", ""),
    ("securityhub", "product/"),
    ("ssm", ""),
];

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn what_aws_owns_has_no_account() {
        let missing = |arn: &str| {
            codes(&format!(r#""Action": "*", "NotResource": "{arn}""#))
                .contains(&"missing-arn-account")
        };
        assert!(!missing("arn:aws:securityhub:eu-west-1::product/aws/securityhub"));
        assert!(!missing("arn:aws:cloudformation:eu-west-1::type/resource/AWS-S3-Bucket"));
        assert!(!missing("arn:aws:ssm:eu-west-1::document/AWS-RunShellScript"));
        assert!(missing("arn:aws:securityhub:eu-west-1::hub/default"));
        assert!(missing("arn:aws:cloudformation:eu-west-1::stack/app/*"));
    }
}
