//! `Resource` that names something other than the resource under the policy.

use crate::PolicyResourceType;
use crate::prelude::*;
use crate::view::ResourceView;
use iam_language::arn::ArnPattern;
use iam_language::pattern::has_reference;

declare_check! {
    /// A resource's policy names a resource of another kind.
    ///
    /// The service refuses the policy. The policy of a bucket wants the ARN of the bucket or of objects
    /// in it, not even `*`.
    ///
    /// ```json,flagged,AWS::S3::Bucket
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "s3:ListBucket", "Resource": "*" }] }
    /// ```
    /// ```json,clean,AWS::S3::Bucket
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::hr-forms" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported resource ARN in policy".
    "unsupported-resource-arn-in-policy", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let (PolicyType::Resource, Some(attached)) =
        (statement.policy.options.policy_type, statement.policy.options.resource_type)
    else {
        return;
    };
    for resource in &statement.resources {
        if fits(attached, resource, statement.policy.options.template) {
            continue;
        }
        let message = format!("`{}` is not {}", resource.text, name(attached));
        report.push(ABOUT.at(resource.span, message).with_fix(example(attached)));
    }
}

/// Whether the entry can be the resource; what is no ARN at all is reported elsewhere.
fn fits(attached: PolicyResourceType, resource: &ResourceView<'_>, template: bool) -> bool {
    let is_bucket = attached == PolicyResourceType::S3Bucket;
    let Ok(arn) = resource.arn else { return resource.text != "*" || !is_bucket };
    let ArnPattern { service, region, account, resource: name, .. } = arn;
    // What a parameter becomes is not known.
    if template && [service, region, account].iter().any(|field| has_reference(field)) {
        return true;
    }
    let is_access_point = name.starts_with("accesspoint/") || name.starts_with(['*', '$']);
    match attached {
        PolicyResourceType::S3Bucket => {
            service == "s3" && region.is_empty() && account.is_empty() && !name.is_empty()
        }
        PolicyResourceType::S3AccessPoint | PolicyResourceType::S3MultiRegionAccessPoint => {
            service == "s3" && is_access_point
        }
        PolicyResourceType::S3ObjectLambdaAccessPoint => {
            service == "s3-object-lambda" && is_access_point
        }
        PolicyResourceType::DynamoDbTable => service == "dynamodb",
        PolicyResourceType::AssumeRolePolicyDocument | PolicyResourceType::VpcEndpoint => true,
    }
}

fn name(attached: PolicyResourceType) -> &'static str {
    match attached {
        PolicyResourceType::S3Bucket => "the ARN of a bucket or of objects",
        PolicyResourceType::DynamoDbTable => "the ARN of a table",
        _ => "the ARN of an access point",
    }
}

fn example(attached: PolicyResourceType) -> &'static str {
    match attached {
        PolicyResourceType::S3Bucket => "write `arn:aws:s3:::BUCKET` or `arn:aws:s3:::BUCKET/*`",
        PolicyResourceType::S3MultiRegionAccessPoint => {
            "write `arn:aws:s3::ACCOUNT:accesspoint/ALIAS/object/*`"
        }
        PolicyResourceType::S3ObjectLambdaAccessPoint => {
            "write `arn:aws:s3-object-lambda:REGION:ACCOUNT:accesspoint/NAME`"
        }
        PolicyResourceType::DynamoDbTable => "write `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME`",
        _ => "write `arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME/object/*`",
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, PolicyResourceType, Subject, run};
    use iam_language::policy::PolicyType;

    #[test]
    fn the_kind_of_the_resource_decides() {
        for (attached, resource, wanted) in [
            (PolicyResourceType::S3Bucket, "arn:${AWS::Partition}:s3:::${Bucket}/*", 0),
            (PolicyResourceType::S3Bucket, "${BucketArn}/*", 0),
            (PolicyResourceType::S3Bucket, "arn:aws-cn:s3:::*", 0),
            (PolicyResourceType::S3Bucket, "arn:aws:sqs:us-east-1:111122223333:q", 1),
            (PolicyResourceType::S3Bucket, "arn:aws:s3:us-east-1:111122223333:accesspoint/a", 1),
            (PolicyResourceType::S3AccessPoint, "arn:aws:s3:::bucket", 1),
            (PolicyResourceType::DynamoDbTable, "*", 0),
            (PolicyResourceType::DynamoDbTable, "arn:aws:s3:::bucket", 1),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "444455556666"}}, "Action": "*", "Resource": ["{resource}"]}}]}}"#
            );
            let document = iam_language::json::read(&text).expect("a JSON fixture");
            let options = Options::new(PolicyType::Resource).template().resource_type(attached);
            let found = run(&Subject::of_tree(&document), options);
            let found = found.iter().filter(|it| it.code == "unsupported-resource-arn-in-policy");
            assert_eq!(found.count(), wanted, "{attached} {resource}");
        }
    }
}
