//! Resources that a template has and does not say.

use super::template::Template;

/// The type of a resource that SAM or the Serverless Framework adds under this logical id.
pub(super) fn made(template: &Template<'_>, id: &str) -> Option<&'static str> {
    if template.settings.has_framework() {
        made_by_framework(id)
    } else {
        made_by_sam(template, id)
    }
}

fn made_by_sam(template: &Template<'_>, id: &str) -> Option<&'static str> {
    let serves = |of: &str| {
        let resource = template.resource(of)?;
        let has_role = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];
        has_role.contains(&resource.kind).then_some("AWS::IAM::Role")
    };
    match id {
        "ServerlessRestApi" => Some("AWS::ApiGateway::RestApi"),
        "ServerlessHttpApi" => Some("AWS::ApiGatewayV2::Api"),
        _ => id.strip_suffix("Role").and_then(serves),
    }
}

/// Source: [resources](https://www.serverless.com/framework/docs/providers/aws/guide/resources), the names of what it
/// makes
pub(super) fn made_by_framework(id: &str) -> Option<&'static str> {
    match id {
        "ServerlessDeploymentBucket" => Some("AWS::S3::Bucket"),
        "ServerlessDeploymentBucketPolicy" => Some("AWS::S3::BucketPolicy"),
        "ApiGatewayRestApi" => Some("AWS::ApiGateway::RestApi"),
        "HttpApi" | "WebsocketsApi" => Some("AWS::ApiGatewayV2::Api"),
        _ if id.ends_with("IamRoleLambdaExecution") => Some("AWS::IAM::Role"),
        _ if id.ends_with("LambdaFunction") => Some("AWS::Lambda::Function"),
        _ if id.ends_with("LogGroup") => Some("AWS::Logs::LogGroup"),
        _ => None,
    }
}
