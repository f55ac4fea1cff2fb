//! Parts of templates in files of their own.

#![expect(clippy::panic, reason = "a test says what is wrong by panicking, its helpers too")]

use iam_source::found::{Contents, Found, Source};
use iam_source::read::read;
use std::path::Path;

fn line(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count() + 1
}

fn contents(text: &str) -> Contents<'_> {
    let path = if text.starts_with(['{', '[']) { "part.json" } else { "part.yml" };
    read(Path::new(path), text, None).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn names(contents: &Contents<'_>) -> Vec<String> {
    contents.policies.iter().map(Found::name).collect()
}

#[test]
fn functions_and_variables_are_known_in_parts_of_templates() {
    for (text, name) in [
        (
            "Type: AWS::IAM::ManagedPolicy
Properties:
  PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: !Sub 'arn:aws:s3:::${self:custom.b}'}]}
",
            "PolicyDocument",
        ),
        (
            "Work:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::${self:custom.b}'}]}
",
            "Work/PolicyDocument",
        ),
        (
            "Statement: [{Effect: Allow, Action: 's3:*', Resource: !Sub 'arn:aws:s3:::${custom.b}'}]\n",
            "",
        ),
        ("- {Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::${self:custom.b}'}\n", ""),
        (
            r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": {"Fn::Sub": "arn:aws:s3:::${custom.b}"}}]"#,
            "",
        ),
        (
            "hello:
  handler: a.b
  iamRoleStatements:
    - {Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::${self:custom.b}'}
",
            "hello/iamRoleStatements",
        ),
        (
            "resources:
  Resources:
    Work:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::${self:custom.b}'}]}
",
            "Work/PolicyDocument",
        ),
    ] {
        let contents = contents(text);
        assert_eq!(contents.unchecked, [], "{text}");
        assert_eq!(names(&contents), [name], "{text}");
        let found = &contents.policies[0];
        let resource = r#""Resource":"arn:aws:s3:::${custom.b}""#;
        let json = found.to_json(&mut |name| format!("${{{name}}}"));
        assert!(json.contains(resource), "{json}");
        assert_eq!(found.holes.len(), 1, "{text}");
    }
}

#[test]
fn a_statement_of_nobody_is_told() {
    let text = "data: ${self:custom.data}
reads: {Effect: Allow, Action: 's3:GetObject', Resource: '*'}
";
    let contents = contents(text);
    let [told] = contents.unchecked.as_slice() else { panic!("{contents:?}") };
    assert_eq!(told.span.map(|span| line(text, span.start)), Some(2));
}

#[test]
fn what_is_no_part_of_a_template_is_none() {
    for (text, source) in [
        ("image: ${env:IMAGE}\n", Source::Around),
        ("Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]\n", Source::Policy),
        ("- {Effect: deny, match: a}\n", Source::Policy),
        (r#"{"Version": "2012-10-17", "Statement": []}"#, Source::Policy),
    ] {
        assert_eq!(contents(text).source, source, "{text}");
    }
}

#[test]
fn a_file_of_the_serverless_framework_may_be_json() {
    let text = r#"{"service": "orders", "provider": {"name": "aws", "iamRoleStatements": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${self:service}/*"},
        {"Effect": "Allow", "Action": "s3:PutObject", "Resource": {"Fn::Sub": "arn:aws:s3:::${opt:bucket}/*"}}]}}"#;
    for source in [None, Some(Source::CloudFormation)] {
        let contents = read(Path::new("serverless.json"), text, source).expect("JSON");
        assert_eq!(contents.source, Source::CloudFormation);
        assert_eq!(names(&contents), ["provider/iamRoleStatements"]);
        let json = contents.policies[0].to_json(&mut ToOwned::to_owned);
        assert!(json.contains("arn:aws:s3:::orders/*"), "{json}");
        assert!(json.contains("arn:aws:s3:::opt.bucket/*"), "{json}");
    }
}
