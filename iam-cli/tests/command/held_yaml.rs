//! YAML that is no template and holds policies.

use crate::program::{Folder, run_in};
use serde_json::Value;

#[test]
fn policies_of_other_tools_are_read_or_told() {
    let folder = Folder::new("held-yaml", &[]);
    folder.write(
        "serverless.yml",
        "service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - { Effect: Allow, Action: s3:GetObjct, Resource: '${self:custom.arn}' }\n\
         resources:\n  Resources:\n    Work:\n      Type: AWS::IAM::ManagedPolicy\n      Properties:\n        PolicyDocument:\n          Version: '2012-10-17'\n          Statement:\n            - { Effect: Allow, Action: s3:GetObjct, Resource: '*' }\n\
         \x20   Open:\n      Type: AWS::IAM::ManagedPolicy\n      Properties:\n        PolicyDocument:\n          Version: '2012-10-17'\n          Statement:\n            - { Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::${self:custom.bucket}/*' }\n",
    );
    folder.write(
        "cluster.yaml",
        "kind: Policy\nspec:\n  document: |\n    {\"Version\": \"2012-10-17\", \"Statement\": [\n      {\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\", \"Resource\": \"*\"}]}\n\
         ---\nkind: Policy\nspec:\n  policy:\n    Version: '2012-10-17'\n    Statement:\n      - { Effect: Allow, Action: s3:GetObjct, Resource: '*' }\n",
    );
    folder.write(
        "playbook.yml",
        "- iam_policy:\n    policy_json: |\n      {\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\", \"Resource\": \"{{ arn }}\"}]}\n",
    );
    folder.write("workflow.yml", "on: [push]\njobs: { a: { permissions: { contents: read } } }\n");
    let ran = run_in(&folder.0, &["list-policies", "--format", "json", "."]);
    let listed: Value = serde_json::from_str(&ran.assert(0).out).unwrap();
    let places = |of: &str| -> Vec<(String, u64)> {
        let all = listed[of].as_array().unwrap().iter();
        all.map(|it| (it["file"].as_str().unwrap().to_owned(), it["line"].as_u64().unwrap()))
            .collect()
    };
    let at = |file: &str, line| (format!("./{file}"), line);
    assert_eq!(
        places("policies"),
        [
            at("cluster.yaml", 3),
            at("cluster.yaml", 10),
            at("serverless.yml", 7),
            at("serverless.yml", 14),
            at("serverless.yml", 21)
        ]
    );
    assert_eq!(places("unchecked"), [at("playbook.yml", 2)]);
    let out = run_in(&folder.0, &["validate", "."]).assert(1).out.clone();
    let places =
        ["cluster.yaml:5:37", "cluster.yaml:12:34", "serverless.yml:7:36", "serverless.yml:16:40"];
    for place in places {
        assert!(out.contains(&format!("--> ./{place}\n")), "{place}: {out}");
    }
    assert!(out.contains("5 policies checked, 2 with holes, 1 not checked"), "{out}");
}

/// What the Serverless Framework fills in explains no finding; what it only takes from other files is told.
#[test]
fn files_of_the_serverless_framework_are_read() {
    let folder = Folder::new("held-serverless", &[]);
    folder.write(
        "serverless.yml",
        "service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:GetItem
          Resource: !Sub arn:aws:dynamodb:${aws:region}:${AWS::AccountId}:table/${self:custom.table}
        - ${file(more.yml)}
  apiGateway:
    resourcePolicy:
      - Effect: Allow
        Principal: '*'
        Action: execute-api:Invoke
        Resource: execute-api:/*
custom:
  table: ${self:service}-${opt:stage, 'dev'}
functions:
  hello:
    handler: src/hello.main
    iamRoleStatements:
      - Effect: Allow
        Action: s3:GetObject
        Resource: ${self:custom.bucketArn}
      - Effect: Allow
        Action: s3:GetObject
        Resource: !GetAtt Reports.Arn
resources:
  Resources:
    Reports:
      Type: AWS::S3::Bucket
",
    );
    let ran = run_in(&folder.0, &["list-policies", "serverless.yml"]);
    let wanted = "\
serverless.yml:7: identity provider iam/role/statements, with holes: file.more.yml
serverless.yml:13: resource provider apiGateway/resourcePolicy
serverless.yml:23: identity hello iamRoleStatements, with holes: Reports, custom.bucketArn
serverless.yml:10: not checked: provider: what `${file(more.yml)}` stands for is not read: check the template that `serverless package` writes
";
    assert_eq!(ran.assert(0).out, wanted);
    let out = run_in(&folder.0, &["validate", "serverless.yml"]).assert(1).out.clone();
    let places: Vec<_> = out.lines().filter(|line| line.contains("-->")).collect();
    assert_eq!(places, ["  --> serverless.yml:14:20", "  --> serverless.yml:28:19"], "{out}");
    assert!(out.contains("[x-public-resource-policy]"), "{out}");
    assert!(out.contains("[x-statement-never-applies]"), "{out}");
}

/// Nobody fills what only `Fn::Sub` would; a variable in the same text is none of that.
#[test]
fn what_the_framework_leaves_is_told_alone() {
    let folder = Folder::new("held-serverless-literal", &[]);
    folder.write(
        "serverless.yml",
        "service: orders
provider:
  name: aws
  iamRoleStatements:
    - { Effect: Allow, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:${AWS::AccountId}:${opt:queue}' }
",
    );
    let out = run_in(&folder.0, &["validate", "serverless.yml"]).assert(1).out.clone();
    let unfilled: Vec<_> = out.lines().filter(|it| it.contains("x-unfilled-parameter")).collect();
    let wanted = "error[x-unfilled-parameter]: `${AWS::AccountId}` is a template parameter, which IAM does not fill";
    assert_eq!(unfilled, [wanted], "{out}");
}
