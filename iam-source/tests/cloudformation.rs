//! Templates as people and tools write them, from their text to the policies in it.

#![expect(clippy::panic, reason = "a test says what is wrong by panicking, its helpers too")]

use iam_core::document::{ByteSpan, Node, Value};
use iam_source::found::{Contents, Source};
use iam_source::read::read;
use std::path::Path;

fn contents<'t>(path: &str, text: &'t str) -> Contents<'t> {
    read(Path::new(path), text, None).unwrap_or_else(|error| panic!("{error}"))
}

fn line(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count() + 1
}

/// Each policy: its line, its holder, its path, the names of its holes.
fn shown(text: &str, contents: &Contents<'_>) -> Vec<String> {
    let each = contents.policies.iter().map(|found| {
        let holes: Vec<_> = found.holes.iter().map(|hole| hole.name.as_str()).collect();
        let line = line(text, found.span.start);
        format!("{line} {} {} [{}]", found.holder, found.path, holes.join(" "))
    });
    each.collect()
}

fn texts<'n>(node: &'n Node<'_>, found: &mut Vec<(&'n str, ByteSpan)>) {
    match &node.value {
        Value::String(text) => found.push((text, node.span)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.iter().for_each(|it| texts(&it.node, found)),
        _ => {}
    }
}

/// As CDK writes them: each ARN is joined, each name has a hash.
const SYNTHESIZED: &str = r#"{
 "Resources": {
  "StoreC2BF0A69": {
   "Type": "AWS::S3::Bucket",
   "Metadata": {"aws:cdk:path": "Stack/Store/Resource"}
  },
  "HandlerServiceRoleFCDC14AE": {
   "Type": "AWS::IAM::Role",
   "Properties": {
    "AssumeRolePolicyDocument": {
     "Statement": [
      {
       "Action": "sts:AssumeRole",
       "Effect": "Allow",
       "Principal": {"Service": "lambda.amazonaws.com"}
      }
     ],
     "Version": "2012-10-17"
    }
   }
  },
  "HandlerServiceRoleDefaultPolicyCBD0CC91": {
   "Type": "AWS::IAM::Policy",
   "Properties": {
    "PolicyDocument": {
     "Statement": [
      {
       "Action": ["s3:GetObject*", "s3:List*"],
       "Effect": "Allow",
       "Resource": [
        {"Fn::GetAtt": ["StoreC2BF0A69", "Arn"]},
        {
         "Fn::Join": ["", [{"Fn::GetAtt": ["StoreC2BF0A69", "Arn"]}, "/*"]]
        },
        {
         "Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::cdk-assets-", {"Ref": "AWS::AccountId"}]]
        }
       ]
      }
     ],
     "Version": "2012-10-17"
    },
    "PolicyName": "HandlerServiceRoleDefaultPolicyCBD0CC91",
    "Roles": [{"Ref": "HandlerServiceRoleFCDC14AE"}]
   }
  }
 },
 "Parameters": {
  "BootstrapVersion": {
   "Type": "AWS::SSM::Parameter::Value<String>",
   "Default": "/cdk-bootstrap/hnb659fds/version"
  }
 }
}
"#;

#[test]
fn what_cdk_writes_is_read() {
    let contents = contents("Stack.template.json", SYNTHESIZED);
    assert_eq!((contents.source, contents.unchecked.len()), (Source::CloudFormation, 0));
    assert_eq!(
        shown(SYNTHESIZED, &contents),
        [
            "10 HandlerServiceRoleFCDC14AE AssumeRolePolicyDocument []",
            "25 HandlerServiceRoleDefaultPolicyCBD0CC91 PolicyDocument [StoreC2BF0A69 StoreC2BF0A69]",
        ]
    );
    let mut found = Vec::new();
    texts(&contents.policies[1].document, &mut found);
    let arns: Vec<_> = found
        .iter()
        .filter(|(text, _)| text.starts_with("arn:"))
        .map(|(text, span)| (*text, line(SYNTHESIZED, span.start)))
        .collect();
    assert_eq!(
        arns,
        [
            ("arn:${AWS::Partition}:s3:::${StoreC2BF0A69}", 31),
            ("arn:${AWS::Partition}:s3:::${StoreC2BF0A69}/*", 32),
            ("arn:${AWS::Partition}:s3:::cdk-assets-${AWS::AccountId}", 35),
        ]
    );
}

/// As people write them: brackets close where their key begins, JSON stands in quotes at the margin.
const WRITTEN: &str = "AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage: # of the deployment
    Type: String
    AllowedValues: [dev, prod]
Resources:
  Queue:
    Type: AWS::SQS::Queue
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [
        !Ref Queue
      ]
      PolicyDocument: {
        \"Version\": \"2012-10-17\",
      \"Statement\": [{
        \"Effect\": \"Allow\", \"Principal\": \"*\",
        \"Action\": \"sqs:SendMessge\",
        \"Resource\": !GetAtt Queue.Arn
      }]
      }
  Résumé:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: !Sub '{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Allow\",
    \"Action\": \"sqs:SendMessage\",
    \"Resource\": \"${Queue.Arn}-${Stage}\"}]
}'
";

#[test]
fn what_people_write_is_read() {
    let contents = contents("template.yml", WRITTEN);
    assert_eq!(contents.unchecked, []);
    assert_eq!(
        shown(WRITTEN, &contents),
        ["15 QueuePolicy PolicyDocument [Queue]", "26 Résumé PolicyDocument [Queue Stage]"]
    );
    let mut found = Vec::new();
    contents.policies.iter().for_each(|policy| texts(&policy.document, &mut found));
    let at = |wanted: &str| {
        let (_, span) = found.iter().find(|(text, _)| *text == wanted).expect(wanted);
        (line(WRITTEN, span.start), &WRITTEN[span.start as usize..span.end as usize])
    };
    assert_eq!(at("sqs:SendMessge"), (19, "\"sqs:SendMessge\""));
    assert_eq!(at("sqs:SendMessage"), (29, "\"sqs:SendMessage\""));
    let queue = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}";
    assert_eq!(at(queue), (20, "!GetAtt Queue.Arn"));
    assert_eq!(at(&format!("{queue}-${{Stage}}")), (30, "\"${Queue.Arn}-${Stage}\""));
}

#[test]
fn a_broken_template_is_told_where_it_breaks() {
    let text = "Resources:\n  A:\n    Type: AWS::IAM::Role\n   Properties: x\n";
    let error = read(Path::new("template.yaml"), text, None).expect_err("broken");
    assert!((3..=4).contains(&line(text, error.span().start)), "{error} at {:?}", error.span());
}
