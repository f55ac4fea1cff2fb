//! Policies within something else, and what they are attached to.

use super::reading::{contents, statements, written};
use iam_core::policy::PolicyType;

/// Each policy: who holds it, and where; and why something was not checked.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let contents = contents(text);
    let reasons = contents.unchecked.iter().map(|it| it.reason.clone()).collect();
    (contents.policies.iter().map(crate::found::Found::name).collect(), reasons)
}

#[test]
fn the_policy_of_a_bucket_of_one_zone_is_about_that() {
    for (bucket, is_directory) in [
        ("aws_s3_directory_bucket.d.bucket", true),
        ("aws_s3_directory_bucket.d.id", true),
        ("local.bucket", true),
        ("\"b--use1-az4--x-s3\"", true),
        ("aws_s3_bucket.b.bucket", false),
        ("var.bucket", false),
    ] {
        for policy in [
            "jsonencode({ Statement = [{ Action = \"s3express:CreateSession\" }] })",
            "data.aws_iam_policy_document.d.json",
        ] {
            let text = format!(
                r#"
locals {{
  bucket = aws_s3_directory_bucket.d.bucket
}}
resource "aws_s3_directory_bucket" "d" {{
  bucket = "${{var.name}}--use1-az4--x-s3"
}}
data "aws_iam_policy_document" "d" {{
  statement {{
    actions = ["s3express:CreateSession"]
  }}
}}
resource "aws_s3_bucket_policy" "p" {{
  bucket = {bucket}
  policy = {policy}
}}
"#
            );
            let found = contents(&text);
            let held = found.policies.iter().find(|it| it.holder == "aws_s3_bucket_policy.p");
            let wanted =
                if is_directory { "AWS::S3Express::DirectoryBucket" } else { "AWS::S3::Bucket" };
            assert_eq!(held.and_then(|it| it.resource_type), Some(wanted), "{bucket}");
        }
    }
}

#[test]
fn the_policies_of_a_template_are_found_where_they_stand() {
    let text = r#"
resource "aws_cloudformation_stack" "s" {
  template_body = <<EOT
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:GetObjct
            Resource: !Sub arn:$${AWS::Partition}:s3:::b/*
EOT
}
resource "aws_cloudformation_stack" "json" {
  template_body = jsonencode({
    Resources = { R = { Type = "AWS::IAM::Policy", Properties = { PolicyDocument = {
      Statement = [{ Effect = "Allow", Action = "s3:GetObjct", Resource = "*" }]
    } } } }
  })
}
resource "aws_cloudformation_stack" "none" {
  template_body = jsonencode({ Resources = { T = { Type = "AWS::SNS::Topic" } } })
}
resource "aws_cloudformation_stack" "part" {
  template_body = jsonencode({ Resources = { P = { Type = "AWS::IAM::Policy", X = var.x } } })
}
resource "aws_cloudformation_stack_set" "unknown" {
  template_body = var.template
}
"#;
    let (found, unchecked) = read(text);
    let names = [
        "aws_cloudformation_stack.s/template_body/Policy/PolicyDocument",
        "aws_cloudformation_stack.json/template_body/R/PolicyDocument",
    ];
    assert_eq!(found, names);
    let [part, unknown] = unchecked.as_slice() else { panic!("{unchecked:?}") };
    assert!(part.contains("only a plan knows"), "{part}");
    assert!(unknown.contains("`template_body` is not known without"), "{unknown}");
    let found = contents(text);
    for (policy, line) in found.policies.iter().zip([12, 19]) {
        let [(at, _)] = written(text, policy, "s3:GetObjct")[..] else { panic!("{policy:#?}") };
        assert_eq!(at, line, "{policy:#?}");
    }
}

#[test]
fn the_policy_of_an_api_stands_in_its_definition() {
    let text = r#"
resource "aws_api_gateway_rest_api" "a" {
  body = jsonencode({
    openapi                       = "3.0.1"
    "x-amazon-apigateway-policy" = { Statement = [{ Action = "execute-api:Invoke" }] }
  })
}
resource "aws_api_gateway_rest_api" "none" {
  body = jsonencode({ openapi = "3.0.1" })
}
resource "aws_api_gateway_rest_api" "yaml" {
  body = "openapi: 3.0.1\nx-amazon-apigateway-policy:\n  Statement: []\n"
}
resource "aws_api_gateway_rest_api" "unknown" {
  body = var.body
}
"#;
    let (found, unchecked) = read(text);
    assert_eq!(found, ["aws_api_gateway_rest_api.a/body/x-amazon-apigateway-policy"]);
    assert_eq!(unchecked.len(), 2, "{unchecked:?}");
}

#[test]
fn the_state_of_a_resource_has_its_properties() {
    let text = r#"
resource "aws_cloudcontrolapi_resource" "r" {
  type_name = "AWS::IAM::Role"
  desired_state = jsonencode({
    AssumeRolePolicyDocument = { Statement = [{ Action = "sts:AssumeRole" }] }
    Policies = [{ PolicyName = "p", PolicyDocument = { Statement = [{ Resource = var.x }] } }]
  })
}
resource "aws_cloudcontrolapi_resource" "none" {
  type_name     = "AWS::ECS::Cluster"
  desired_state = var.state
}
resource "aws_cloudcontrolapi_resource" "unknown" {
  type_name     = "AWS::S3::BucketPolicy"
  desired_state = var.state
}
"#;
    let (found, unchecked) = read(text);
    let role = "aws_cloudcontrolapi_resource.r/desired_state";
    let names =
        [format!("{role}/AssumeRolePolicyDocument"), format!("{role}/Policies/0/PolicyDocument")];
    assert_eq!(found, names);
    assert_eq!(unchecked.len(), 1, "{unchecked:?}");
    let found = contents(text);
    let types: Vec<_> = found.policies.iter().map(|it| it.policy_type).collect();
    assert_eq!(types, [Some(PolicyType::Trust), Some(PolicyType::Identity)]);
}

#[test]
fn the_sessions_of_a_provider_and_the_data_of_a_check_are_found() {
    let text = r#"
provider "aws" {
  alias = "other"
  assume_role {
    policy = jsonencode({ Statement = [{ Action = "s3:GetObject" }] })
  }
}
provider "other" {
  assume_role {
    policy = jsonencode({ Statement = [] })
  }
}
check "c" {
  data "aws_iam_policy_document" "d" {
    statement {
      actions = ["s3:PutObject"]
    }
  }
}
"#;
    let found = contents(text);
    let [session, check] = found.policies.as_slice() else { panic!("{found:#?}") };
    assert_eq!(session.name(), "provider.aws.other/assume_role.0.policy");
    assert_eq!(session.policy_type, Some(PolicyType::Session));
    assert_eq!(statements(check), r#"[{"Effect":"Allow","Action":["s3:PutObject"]}]"#);
}
