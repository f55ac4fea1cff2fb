//! Files of the Serverless Framework.

use super::reading::{json_of, line};
use crate::cloudformation::serverless::{is_serverless, read};
use crate::found::{Contents, Found};
use crate::yaml;
use iam_core::document::Node;
use iam_core::json;
use iam_core::policy::PolicyType;

/// What is found in a file of the framework, in JSON if it begins with a brace.
pub(super) fn contents(text: &str) -> Contents<'static> {
    let (document, is_yaml) = tree(text);
    assert!(is_serverless(&document), "{text}");
    read(&document, text, is_yaml)
}

fn tree(text: &str) -> (Node<'_>, bool) {
    if text.starts_with('{') {
        return (json::read(text).expect("JSON"), false);
    }
    (yaml::read(text).expect("YAML").remove(0), true)
}

/// The only policy, nothing of which is unchecked.
fn only(text: &str) -> Found<'static> {
    let mut contents = contents(text);
    assert_eq!(contents.unchecked, [], "{text}");
    assert_eq!(contents.policies.len(), 1, "{:#?} in {text}", contents.policies);
    contents.policies.remove(0)
}

/// A file whose role is allowed this `resource`, with `rest` after it.
pub(super) fn with(resource: &str, rest: &str) -> String {
    format!(
        "service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - {{ Effect: Allow, Action: s3:GetObject, Resource: {resource} }}
{rest}"
    )
}

/// What the resource becomes, and the holes of the policy.
fn resource(resource: &str, rest: &str) -> (String, String) {
    let found = only(&with(resource, rest));
    let document = json_of(&found.document);
    let (_, resource) = document.split_once(r#""Resource":"#).expect("a resource");
    let resource = resource.strip_suffix("}]}").expect("the end").to_owned();
    let holes: Vec<_> = found.holes.iter().map(|hole| hole.name.as_str()).collect();
    (resource, holes.join(" "))
}

#[test]
fn statements_are_read_where_they_stand() {
    let text = "service: orders
provider:
  name: aws
  iamRoleStatements:
    - { Effect: Allow, Action: 's3:ListBucket', Resource: '*' }
  resourcePolicy:
    - { Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }
  apiGateway:
    resourcePolicy:
      - { Effect: Deny, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }
  iam:
    deploymentRole: arn:aws:iam::111122223333:role/deploy
    role:
      managedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
      statements:
        - { Effect: Allow, Action: 's3:GetObject', Resource: '*' }
functions:
  hello:
    handler: a.b
    iamRoleStatementsInherit: true
    iamRoleStatements:
      - { Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Queue.Arn }
  world:
    role: arn:aws:iam::111122223333:role/world
  own:
    iam:
      role:
        statements:
          - { Effect: Allow, Action: 'sqs:ReceiveMessage', Resource: !GetAtt Queue.Arn }
resources:
  Resources:
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: jobs } }
";
    let contents = contents(text);
    assert_eq!(contents.unchecked, []);
    let shown: Vec<_> = contents
        .policies
        .iter()
        .map(|it| (line(text, it.span.start), it.name(), it.policy_type, it.resource_type))
        .collect();
    let (identity, resource) = (Some(PolicyType::Identity), Some(PolicyType::Resource));
    let interface = Some("AWS::ApiGateway::RestApi");
    let wanted = [
        (5, "provider/iamRoleStatements", identity, None),
        (7, "provider/resourcePolicy", resource, interface),
        (10, "provider/apiGateway/resourcePolicy", resource, interface),
        (16, "provider/iam/role/statements", identity, None),
        (22, "hello/iamRoleStatements", identity, None),
        (29, "own/iam/role/statements", identity, None),
    ];
    let wanted = wanted.map(|(line, name, kind, of)| (line, name.to_owned(), kind, of));
    assert_eq!(shown, wanted);
    let queue = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs";
    assert!(json_of(&contents.policies[4].document).contains(queue));
}

#[test]
fn what_a_function_has_of_the_provider_is_told() {
    let own = "functions:
  f:
    iamRoleStatements: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }]
";
    let plugin = "custom: { serverless-iam-roles-per-function: { defaultInherit: true } }\n";
    for (rest, is_told) in [
        (own.to_owned(), false),
        (format!("{own}    iamRoleStatementsInherit: true\n"), true),
        (format!("{own}    iamRoleStatementsInherit: ${{opt:inherit}}\n"), true),
        (format!("{own}    iamRoleStatementsInherit: false\n"), false),
        (format!("{own}{plugin}"), true),
        (format!("{own}    iamRoleStatementsInherit: false\n{plugin}"), false),
        (format!("functions: {{ f: {{ handler: a.b }} }}\n{plugin}"), false),
    ] {
        let contents = contents(&with("'*'", &rest));
        let told = contents.attached.iter().map(|it| (&*it.holder, &*it.name));
        let wanted = is_told.then_some(("f", "the statements of provider"));
        assert_eq!(told.collect::<Vec<_>>(), Vec::from_iter(wanted), "{rest}");
    }
}

#[test]
fn variables_of_the_file_are_filled_in() {
    let rest = "custom:
  bucket: ${self:service}-${self:custom.suffix}
  suffix: data
  count: 7
  arn: arn:aws:s3:::a
  dev: { bucket: of-dev }
  list: [first, second]
  made: !Sub 'arn:aws:s3:::${AWS::AccountId}-${self:custom.suffix}'
";
    for (written, wanted) in [
        ("'arn:aws:s3:::${self:custom.bucket}/*'", r#""arn:aws:s3:::orders-data/*""#),
        ("'${self:custom.arn}'", r#""arn:aws:s3:::a""#),
        ("'arn:aws:s3:::a${self:custom.count}'", r#""arn:aws:s3:::a7""#),
        ("'arn:aws:s3:::${self:custom.list.1}'", r#""arn:aws:s3:::second""#),
        ("'arn:aws:s3:::${opt:bucket, self:custom.suffix}'", r#""arn:aws:s3:::data""#),
        ("'arn:aws:s3:::${opt:bucket, \"given\"}'", r#""arn:aws:s3:::given""#),
        ("\"arn:aws:s3:::${self:custom.${opt:stage, 'dev'}.bucket}\"", r#""arn:aws:s3:::of-dev""#),
        (
            "!Sub 'arn:aws:s3:::${self:custom.bucket}/${aws:username}'",
            r#""arn:aws:s3:::orders-data/${aws:username}""#,
        ),
        ("'arn:aws:s3:::a/${aws:username}'", r#""arn:aws:s3:::a/${aws:username}""#),
    ] {
        assert_eq!(resource(written, rest), (wanted.to_owned(), String::new()), "{written}");
    }
    let pseudo = r#""arn:aws:s3:::${AWS::AccountId}-data""#;
    assert_eq!(resource("'${self:custom.made}'", rest).0, pseudo);
    let region = "'arn:aws:sqs:${aws:region}:${aws:accountId}:#{AWS::StackName}'";
    let wanted = r#""arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}""#;
    assert_eq!(resource(region, rest).0, wanted);
}

#[test]
fn what_only_deploying_tells_is_a_hole() {
    for (written, wanted, hole) in [
        ("'arn:aws:s3:::${opt:stage}-a'", "arn:aws:s3:::${opt.stage}-a", "opt.stage"),
        ("'arn:aws:s3:::${sls:stage}'", "arn:aws:s3:::${sls.stage}", "sls.stage"),
        ("'${ssm:/a/b-c, \"d\"}'", "${ssm.a.b.c}", "ssm.a.b.c"),
        ("'${cf:other.Arn}'", "${cf.other.Arn}", "cf.other.Arn"),
        ("'${file(./a.yml):b}'", "${file.a.yml.b}", "file.a.yml.b"),
        ("'${self:custom.nowhere}'", "${custom.nowhere}", "custom.nowhere"),
        ("'${self:custom.a}'", "${custom.a}", "custom.a"),
        ("!Sub 'arn:aws:s3:::${opt:stage}'", "arn:aws:s3:::${opt.stage}", "opt.stage"),
        (
            "!Sub 'arn:aws:s3:::${Bucket}-${self:custom.${opt:stage}.x}'",
            "arn:aws:s3:::a-${custom.opt.stage.x}",
            "custom.opt.stage.x",
        ),
    ] {
        let rest = "custom: { a: '${self:custom.b}', b: '${self:custom.a}' }
resources:
  Resources:
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: a } }
";
        let (found, holes) = resource(written, rest);
        assert_eq!((found, holes.as_str()), (format!("\"{wanted}\""), hole), "{written}");
    }
}

#[test]
fn what_stands_in_other_files_is_told() {
    let text = "service: orders
provider:
  name: aws
  iamRoleStatements: ${file(roles.yml)}
  apiGateway: ${self:custom.interface}
  iam:
    role:
      statements:
        - ${file(one.yml):statement}
        - { Effect: Allow, Action: 's3:GetObject', Resource: '*' }
custom:
  interface: ${file(interface.yml)}
functions:
  - ${file(functions.yml)}
  - hello: ${file(hello.yml)}
    named: { role: '${ssm:/role}' }
resources:
  - ${file(template.yml)}
  - Resources: ${file(resources.yml)}
  - Resources:
      Role: ${file(role.yml)}
      Work:
        Type: AWS::IAM::ManagedPolicy
        Properties: { PolicyDocument: '${file(document.json)}' }
      Open:
        Type: AWS::IAM::Role
        Properties: { Policies: ['${file(policy.yml)}'] }
";
    let contents = contents(text);
    let told: Vec<_> = contents
        .unchecked
        .iter()
        .map(|it| (it.span.map_or(0, |span| line(text, span.start)), it.holder.as_str()))
        .collect();
    let wanted = [
        (4, "provider"),
        (5, "provider"),
        (9, "provider"),
        (14, "functions"),
        (15, "hello"),
        (18, ""),
        (19, ""),
        (21, "Role"),
        (24, "Work"),
        (27, "Open"),
    ];
    assert_eq!(told, wanted);
    let reasons: Vec<_> = contents.unchecked.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(
        reasons[0],
        "what `${file(roles.yml)}` stands for is not read: check the template that `serverless \
         package` writes"
    );
    assert_eq!(reasons[8], "the policy is the value of `${file(document.json)}`");
    assert_eq!(reasons[9], "what `${file(policy.yml)}` gives for `Policies/0` is not known");
    let [found] = contents.policies.as_slice() else { panic!("{contents:?}") };
    assert!(json_of(&found.document).contains(r#""Statement":[?,{"#));
}

#[test]
fn what_a_variable_stands_for_is_read_there() {
    let text = "service: orders
provider:
  name: aws
  iamRoleStatements: ${self:custom.statements}
custom:
  statements:
    - { Effect: Allow, Action: 's3:GetObjct', Resource: '*' }
    - ${self:custom.more}
  more: { Effect: Allow, Action: 's3:ListBucket', Resource: '*' }
  unused:
    - { Effect: Allow, Action: 's3:*', Resource: '*' }
  plugin:
    document: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:*' }] }
stepFunctions:
  stateMachines:
    orders:
      iamRoleStatements: [{ Effect: Allow, Action: 's3:*', Resource: '*' }]
";
    let contents = contents(text);
    let shown: Vec<_> =
        contents.policies.iter().map(|it| (line(text, it.span.start), it.name())).collect();
    let wanted = [
        (7, "provider/iamRoleStatements"),
        (13, "custom/plugin/document"),
        (17, "stepFunctions/stateMachines/orders/iamRoleStatements"),
    ];
    assert_eq!(shown, wanted.map(|(line, name)| (line, name.to_owned())));
    let [unused] = contents.unchecked.as_slice() else { panic!("{contents:?}") };
    assert_eq!(unused.span.map(|span| line(text, span.start)), Some(11));
    assert_eq!(unused.reason, "nothing in this file says whose statement this is");
}

#[test]
fn templates_within_are_one() {
    let text = "service: orders
provider: aws
resources:
  - Resources:
      Work:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: !GetAtt Bucket.Arn }]
  - Resources:
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: '${self:service}' } }
      ApiGatewayRestApi: { Properties: { Policy: { Statement: { Sid: Own } } } }
  - extensions:
      IamRoleLambdaExecution:
        Properties:
          Policies:
            - PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*' }] }
";
    let contents = contents(text);
    assert_eq!(contents.unchecked, []);
    let names: Vec<_> = contents.policies.iter().map(Found::name).collect();
    let wanted = [
        "Work/PolicyDocument",
        "ApiGatewayRestApi/Policy",
        "IamRoleLambdaExecution/Policies/0/PolicyDocument",
    ];
    assert_eq!(names, wanted);
    let bucket = r#""Resource":"arn:${AWS::Partition}:s3:::orders""#;
    assert!(json_of(&contents.policies[0].document).contains(bucket));
}

#[test]
fn texts_of_policies_keep_their_places() {
    let text = "service: orders
provider: aws
resources:
  Resources:
    Work:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument: !Sub |
          {\"Version\": \"2012-10-17\", \"Statement\": [
            {\"Effect\": \"Allow\", \"Resource\": \"arn:aws:s3:::${self:service}-${AWS::Region}\",
             \"Action\": \"s3:GetObjct\"}]}
";
    let found = only(text);
    let mut places = Vec::new();
    super::reading::places(&found.document, "s3:GetObjct", &mut places);
    let [place] = places.as_slice() else { panic!("{found:?}") };
    assert!(text[place.start as usize..].starts_with("\"s3:GetObjct\""), "{place:?}");
    assert!(json_of(&found.document).contains("arn:aws:s3:::orders-${AWS::Region}"));
}

#[test]
fn files_of_the_framework_are_told_from_others() {
    for text in [
        "{\"service\": \"a\", \"provider\": {\"name\": \"aws\"}}",
        "service: a\nprovider: aws\n",
        "service: {name: a}\nprovider: ${file(provider.yml)}\nfunctions: {}\n",
    ] {
        assert!(is_serverless(&tree(text).0), "{text}");
    }
    for text in [
        "service: a\nprovider: {name: google}\n",
        "provider: {name: aws}\n",
        "service: a\nprovider: ${file(provider.yml)}\n",
        "service: a\n",
    ] {
        assert!(!is_serverless(&tree(text).0), "{text}");
    }
}

#[test]
fn variables_that_lead_to_each_other_end() {
    let mut custom =
        String::from("custom:\n  a0: [x, x]\n  whole: ${self:}\n  r: ['${self:custom.r}']\n");
    for at in 1..40 {
        let before = format!("'${{self:custom.a{}}}'", at - 1);
        let next = format!("${{self:custom.t{}}}", at + 1);
        let lists = [before.as_str(); 4].join(", ");
        custom.extend([format!("  a{at}: [{lists}]\n"), format!("  t{at}: '{next}{next}'\n")]);
    }
    custom.push_str("  l: ${self:custom.l.m}\n");
    for variable in ["a39", "t1", "r", "l.m", "whole"] {
        let text = with(&format!("'${{self:custom.{variable}}}'"), &custom);
        assert_eq!(contents(&text).policies.len(), 1, "{variable}");
    }
}

#[test]
fn much_of_little_ends() {
    let nested = "${A".repeat(2_000);
    let list = "    - ${self:custom.big}\n".repeat(3_000);
    let big = "    - { a: b }\n".repeat(3_000);
    let text = with(&format!("'{nested}{}'", "}".repeat(2_000)), "");
    let text = format!("{text}custom:\n  big:\n{big}  lists:\n{list}");
    assert_eq!(contents(&text).policies.len(), 1);
}

#[test]
fn a_file_that_another_takes_in_has_variables_too() {
    let text = "Resources:
  Work:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::${self:custom.b}/*' }]
";
    let found = super::reading::only(text);
    assert!(json_of(&found.document).contains("arn:aws:s3:::${custom.b}/*"));
    assert_eq!(found.holes[0].what, "the value of `${self:custom.b}`");
}
