//! Actions that the resource under the policy does not take.

use crate::PolicyResourceType;
use crate::prelude::*;
use iam_language::pattern::matches_ignoring_case;
use iam_registry::Status;

declare_check! {
    /// A resource's policy names an action that has nothing to do with the resource.
    ///
    /// The service refuses the policy. The policy of a bucket can name actions of S3 that take buckets
    /// or objects, that of a table actions of DynamoDB.
    ///
    /// ```json,flagged,AWS::S3::Bucket
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": ["s3:GetObject", "kms:Decrypt"], "Resource": "arn:aws:s3:::hr-forms/*" }] }
    /// ```
    /// ```json,clean,AWS::S3::Bucket
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": ["s3:GetObject", "s3:List*"], "Resource": "arn:aws:s3:::hr-forms/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported action in policy".
    "unsupported-action-in-policy", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let (PolicyType::Resource, Some(attached)) =
        (statement.policy.options.policy_type, statement.policy.options.resource_type)
    else {
        return;
    };
    let Some((service, types)) = taken_by(attached).filter(|_| statement.has(Element::Action))
    else {
        return;
    };
    for action in &statement.actions {
        let Some((prefix, _)) = action.parts else { continue };
        let finding = |message: String| {
            ABOUT.at(action.span, message).with_fix("move it to a policy of the caller")
        };
        if !matches_ignoring_case(prefix, service) {
            let message = format!("`{}` is not an action of `{service}`", action.text);
            report.push(finding(message));
        } else if takes_none_of(action, types) {
            report.push(finding(format!("`{}` does not act on {}", action.text, name(attached))));
        }
    }
}

/// The service whose actions the policy can name, and the resource types if those are certain.
fn taken_by(attached: PolicyResourceType) -> Option<(&'static str, &'static [&'static str])> {
    Some(match attached {
        PolicyResourceType::S3Bucket => ("s3", &["bucket", "object"]),
        PolicyResourceType::S3AccessPoint | PolicyResourceType::S3MultiRegionAccessPoint => {
            ("s3", &[])
        }
        PolicyResourceType::S3ObjectLambdaAccessPoint => ("s3-object-lambda", &[]),
        PolicyResourceType::DynamoDbTable => ("dynamodb", &["table", "index"]),
        PolicyResourceType::AssumeRolePolicyDocument | PolicyResourceType::VpcEndpoint => {
            return None;
        }
    })
}

fn name(attached: PolicyResourceType) -> &'static str {
    if attached == PolicyResourceType::DynamoDbTable {
        "a table"
    } else {
        "a bucket or its objects"
    }
}

/// Whether the entry is one documented action that takes none of these resource types.
fn takes_none_of(action: &ActionView<'_>, types: &[&str]) -> bool {
    let action = action.known.filter(|_| !types.is_empty());
    action.is_some_and(|action| {
        matches!(action.status(), Status::Documented)
            && !action.resource_types().any(|taken| types.contains(&taken.name()))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Options, PolicyResourceType, Subject, run};
    use iam_language::policy::PolicyType;

    #[test]
    fn service_and_resource_type_decide() {
        for (attached, action, wanted) in [
            (PolicyResourceType::S3Bucket, "S3:getobject", 0),
            (PolicyResourceType::S3Bucket, "*", 0),
            (PolicyResourceType::S3Bucket, "s*:Get*", 0),
            (PolicyResourceType::S3Bucket, "kms*:*", 1),
            (PolicyResourceType::S3Bucket, "s3:ListAllMyBuckets", 1),
            (PolicyResourceType::S3ObjectLambdaAccessPoint, "s3:GetObject", 1),
            (PolicyResourceType::S3AccessPoint, "s3:GetObject", 0),
            (PolicyResourceType::DynamoDbTable, "dynamodb:Query", 0),
            (PolicyResourceType::DynamoDbTable, "dynamodb:ListTables", 1),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "444455556666"}}, "Action": "{action}", "Resource": "*"}}]}}"#
            );
            let document = iam_language::json::read(&text).expect("a JSON fixture");
            let options = Options::new(PolicyType::Resource).resource_type(attached);
            let found = run(&Subject::of_tree(&document), options);
            let found = found.iter().filter(|it| it.code == "unsupported-action-in-policy");
            assert_eq!(found.count(), wanted, "{attached} {action}");
        }
    }
}
