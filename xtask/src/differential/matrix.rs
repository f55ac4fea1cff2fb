//! Every AWS managed policy, each asked about the same requests.

use super::case::Case;
use super::random::HOME;
use crate::npm::MANAGED_POLICIES;
use crate::outcome::Result;
use serde_json::{Value, json};

/// Action, resource and context.
type Asked = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const REQUESTS: &[Asked] = &[
    ("s3:GetObject", "arn:aws:s3:::reports/a", &[]),
    (
        "s3:GetObject",
        "arn:aws:s3:::aws-glue-scripts/a",
        &[("aws:ResourceAccount", HOME), ("aws:PrincipalAccount", HOME)],
    ),
    ("s3:PutObject", "arn:aws:s3:::elasticbeanstalk-eu-west-1-1/x", &[]),
    ("s3:ListAllMyBuckets", "*", &[]),
    ("s3:CreateBucket", "arn:aws:s3:::sagemaker-x", &[]),
    ("ec2:DescribeInstances", "*", &[]),
    (
        "ec2:RunInstances",
        "arn:aws:ec2:eu-west-1:111122223333:instance/*",
        &[("aws:RequestTag/Name", "x")],
    ),
    (
        "ec2:CreateTags",
        "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0",
        &[("ec2:CreateAction", "CreateVolume")],
    ),
    (
        "ec2:DeleteSnapshot",
        "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0",
        &[("aws:ResourceTag/ManagedBy", "AWS Backup")],
    ),
    (
        "ec2:TerminateInstances",
        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
        &[("aws:ResourceTag/elasticmapreduce", "x")],
    ),
    (
        "iam:PassRole",
        "arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-x",
        &[("iam:PassedToService", "sagemaker.amazonaws.com")],
    ),
    (
        "iam:PassRole",
        "arn:aws:iam::111122223333:role/AWSGlueServiceRole-x",
        &[("iam:PassedToService", "glue.amazonaws.com")],
    ),
    (
        "iam:CreateServiceLinkedRole",
        "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        &[("iam:AWSServiceName", "ecs.amazonaws.com")],
    ),
    ("iam:ListRoles", "*", &[]),
    ("iam:GetRole", "arn:aws:iam::111122223333:role/x", &[]),
    ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:SageMaker-x", &[]),
    ("logs:CreateLogGroup", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/x", &[]),
    ("logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:log-stream:y", &[]),
    ("cloudwatch:PutMetricData", "*", &[("cloudwatch:namespace", "AWS/EC2")]),
    ("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/awsx", &[]),
    ("dynamodb:CreateTable", "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders", &[]),
    (
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:111122223333:inbox",
        &[("aws:SourceIp", "203.0.113.7")],
    ),
    ("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:DynamoDB", &[]),
    (
        "events:PutRule",
        "arn:aws:events:eu-west-1:111122223333:rule/AutoScalingManagedRule",
        &[("events:ManagedBy", "autoscaling.amazonaws.com")],
    ),
    (
        "secretsmanager:GetSecretValue",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonSageMaker-AbCdEf",
        &[("aws:ResourceTag/SageMaker", "true")],
    ),
    ("ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/aws/service/x", &[]),
    ("ssm:SendCommand", "arn:aws:ssm:eu-west-1:111122223333:document/AWS-RunShellScript", &[]),
    ("rds:DescribeDBInstances", "arn:aws:rds:eu-west-1:111122223333:db:orders", &[]),
    ("rds:DeleteDBSnapshot", "arn:aws:rds:eu-west-1:111122223333:snapshot:orders", &[]),
    (
        "cloudformation:CreateStack",
        "arn:aws:cloudformation:eu-west-1:111122223333:stack/awseb-e/x",
        &[],
    ),
    ("elasticloadbalancing:DescribeLoadBalancers", "*", &[]),
    ("ecr:GetAuthorizationToken", "*", &[]),
    ("organizations:DescribeOrganization", "*", &[]),
    ("glue:GetTable", "arn:aws:glue:eu-west-1:111122223333:table/db/t", &[]),
    ("athena:StartQueryExecution", "arn:aws:athena:eu-west-1:111122223333:workgroup/primary", &[]),
    ("codebuild:StartBuild", "arn:aws:codebuild:eu-west-1:111122223333:project/x", &[]),
    ("tag:GetResources", "*", &[]),
    (
        "autoscaling:UpdateAutoScalingGroup",
        "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x:autoScalingGroupName/y",
        &[],
    ),
    ("ecs:RunTask", "arn:aws:ecs:eu-west-1:111122223333:task-definition/x:1", &[]),
    ("bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1::foundation-model/x", &[]),
];

pub(super) fn cases() -> Result<Vec<Case>> {
    let path = MANAGED_POLICIES.fetch()?.join("dist/managedPolicies.json");
    let corpus: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut cases = Vec::new();
    for (name, policy) in corpus.as_object().ok_or("the corpus is no object")? {
        let latest = policy["latestVersionId"].as_str().unwrap_or_default();
        let document = policy.pointer(&format!("/versions/{latest}/document"));
        let document = document.ok_or_else(|| format!("{name} has no current version"))?;
        for (action, resource, context) in REQUESTS {
            let context: serde_json::Map<_, _> =
                context.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
            let line = json!({
                "id": format!("{name} {action}"),
                "request": {
                    "principal": format!("arn:aws:iam::{HOME}:role/service"),
                    "action": action,
                    "resource": resource,
                    "resource_account": HOME,
                    "context": context,
                },
                "identity_policies": [document],
                "resource_policy": null,
                "permissions_boundaries": null,
                "session_policies": null,
                "service_control_policies": null,
                "resource_control_policies": null,
                "endpoint_policies": null,
            });
            cases.push(Case { line });
        }
    }
    Ok(cases)
}
