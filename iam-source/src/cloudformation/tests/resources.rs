//! Which resources hold policies, and how they hold them.

use super::reading::{contents, json_of, line, only};
use crate::found::{Source, Syntax};
use iam_core::policy::PolicyType;

/// What is not checked: its holder and why.
fn unchecked(text: &str) -> Vec<(String, String)> {
    let contents = contents(text);
    contents.unchecked.into_iter().map(|it| (it.holder, it.reason)).collect()
}

#[test]
fn a_role_holds_who_takes_it_on_and_what_it_may() {
    let text = "AWSTemplateFormatVersion: 2010-09-09
Resources:
  Worker:
    Type: AWS::IAM::Role
    Condition: IsProduction
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}
      Policies:
        - PolicyName: first
          PolicyDocument: &first
            Version: 2012-10-17
            Statement: [{Effect: Allow, Action: s3:GetObject, Resource: '*'}]
        - !If
          - Wide
          - PolicyName: second
            PolicyDocument:
              Statement: []
          - !Ref AWS::NoValue
        - Fn::If:
            - Wide
            - - {PolicyName: third, PolicyDocument: {Statement: [{Sid: Third}]}}
            - {PolicyName: fourth, PolicyDocument: *first}
";
    let contents = contents(text);
    assert_eq!((contents.source, contents.unchecked.len()), (Source::CloudFormation, 0));
    let mut shown: Vec<_> = contents.policies.iter().collect();
    shown.sort_by_key(|found| found.path.clone());
    let shown: Vec<_> = shown
        .iter()
        .map(|found| (found.path.as_str(), found.policy_type, line(text, found.span.start)))
        .collect();
    let identity = Some(PolicyType::Identity);
    assert_eq!(
        shown,
        [
            ("AssumeRolePolicyDocument", Some(PolicyType::Trust), 8),
            ("Policies/0/PolicyDocument", identity, 14),
            ("Policies/1/Fn::If/1/PolicyDocument", identity, 20),
            ("Policies/2/Fn::If/1/0/PolicyDocument", identity, 24),
            ("Policies/2/Fn::If/2/PolicyDocument", identity, 14),
        ]
    );
    assert!(contents.policies.iter().all(|found| found.holder == "Worker"));
    assert!(contents.policies.iter().all(|found| found.syntax == Syntax::Yaml));
}

#[test]
fn policies_of_organizations_are_what_their_type_says() {
    let of = |kind: &str| {
        let found = contents(&format!(
            "Parameters: {{Kind: {{Type: String, Default: SERVICE_CONTROL_POLICY}}, Free: {{Type: String}}}}\n\
             Resources:\n  It:\n    Type: AWS::Organizations::Policy\n    Properties: {{{kind}, Content: {{Statement: []}}}}\n"
        ));
        assert_eq!(found.unchecked, []);
        found.policies.into_iter().map(|it| it.policy_type).collect::<Vec<_>>()
    };
    assert_eq!(of("Type: SERVICE_CONTROL_POLICY"), [Some(PolicyType::ServiceControl)]);
    assert_eq!(of("Type: !Ref Kind"), [Some(PolicyType::ServiceControl)]);
    assert_eq!(of("Type: RESOURCE_CONTROL_POLICY"), [Some(PolicyType::ResourceControl)]);
    assert_eq!(of("Type: !Ref Free"), [None]);
    assert_eq!(of("Type: TAG_POLICY"), []);
}

/// CloudFormation makes a text of a number.
#[test]
fn an_account_may_be_a_number() {
    let found = contents(
        "Resources: {P: {Type: 'AWS::Lambda::Permission', Properties: {Action: lambda:InvokeFunction, FunctionName: f, Principal: 111122223333}}}",
    );
    let json = found.policies[0].to_json(&mut str::to_owned);
    assert!(json.contains(r#""AWS":"111122223333""#), "{json}");
}

#[test]
fn permissions_of_functions_are_statements() {
    let text = r#"{"Resources": {
  "Function": {"Type": "AWS::Lambda::Function"},
  "Bucket": {"Type": "AWS::S3::Bucket"},
  "It": {"Type": "AWS::Lambda::Permission", "Properties": {
    "Action": "lambda:InvokeFunction",
    "FunctionName": {"Ref": "Function"},
    "Principal": "s3.amazonaws.com",
    "SourceAccount": {"Ref": "AWS::AccountId"},
    "SourceArn": {"Fn::GetAtt": ["Bucket", "Arn"]},
    "EventSourceToken": "x"}}}}"#;
    let found = only(text);
    assert_eq!((found.syntax, found.resource_type), (Syntax::Built, Some("AWS::Lambda::Function")));
    assert_eq!(line(text, found.span.start), 4);
    let wanted = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Function}","Condition":{"ArnLike":{"aws:SourceArn":"arn:${AWS::Partition}:s3:::${Bucket}"},"StringEquals":{"aws:SourceAccount":"${AWS::AccountId}","lambda:EventSourceToken":"x"}}}]}"#;
    assert_eq!(json_of(&found.document), wanted);
    let action =
        &found.document.members()[1].node.items()[0].member("Action").expect("action").node;
    assert_eq!(line(text, action.span.start), 5);
    let principal = |principal: &str, wanted: &str| {
        let found = only(&format!(
            "Resources: {{It: {{Type: 'AWS::Lambda::Permission', Properties: {{Principal: {principal}}}}}}}"
        ));
        let shown = json_of(&found.document);
        assert!(shown.contains(&format!("\"Principal\":{wanted}")), "{shown}");
    };
    principal("'*'", "\"*\"");
    let both = contents(
        "Resources: {It: {Type: 'AWS::Lambda::Permission', Properties: {Principal: !If [C, a, '*']}}}",
    );
    assert_eq!(both.policies.len(), 2);
    principal("'111122223333'", "{\"AWS\":\"111122223333\"}");
    principal(
        "!Sub 'logs.${AWS::Region}.amazonaws.com'",
        "{\"Service\":\"logs.${AWS::Region}.amazonaws.com\"}",
    );
}

#[test]
fn policies_of_event_buses_are_a_statement_or_its_parts() {
    let of = |properties: &str| {
        let text = format!(
            "Resources: {{It: {{Type: 'AWS::Events::EventBusPolicy', Properties: {properties}}}}}"
        );
        json_of(&only(&text).document)
    };
    let whole = of("{StatementId: x, Statement: {Effect: Allow, Action: 'events:PutEvents'}}");
    assert_eq!(
        whole,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"events:PutEvents"}]}"#
    );
    let parts = of(
        "{StatementId: x, Action: 'events:PutEvents', Principal: '*', Condition: {Type: StringEquals, Key: 'aws:PrincipalOrgID', Value: o-1}}",
    );
    let wanted = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Sid":"x","Principal":"*","Action":"events:PutEvents","Resource":"arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}"#;
    assert_eq!(parts, wanted);
}

#[test]
fn what_is_shared_is_about_whom_and_what_is_not_known() {
    let text = "Resources: {It: {Type: 'AWS::RAM::Permission', Properties: {PolicyTemplate: {Effect: Allow, Action: 'x:Y'}}}}";
    let found = only(text);
    let wanted = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"x:Y","Principal":?,"Resource":?}]}"#;
    assert_eq!(json_of(&found.document), wanted);
    assert_eq!(found.holes.len(), 2);
}

#[test]
fn what_other_files_have_is_not_checked() {
    let text = "Transform: [AWS::Serverless-2016-10-31, Other]
Resources:
  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: x}}
  Module: {Type: My::Thing::MODULE}
  Included: {Type: AWS::IAM::Role, Properties: {'Fn::Transform': {Name: AWS::Include}}}
  Chosen: {Type: AWS::IAM::Role, Properties: {Policies: !FindInMap [a, b, c]}}
  Untyped: {Properties: {}}
  Fn::Transform: {Name: Maker}
";
    let wanted = [
        ("", "the macro `Other` may change all of the template"),
        ("Nested", "a nested stack has a template of its own"),
        ("Module", "the resources of the module `My::Thing::MODULE` are not in the template"),
        ("Included", "what `Fn::Transform` gives for `Policies/*/PolicyDocument` is not known"),
        ("Included", "what `Fn::Transform` gives for `AssumeRolePolicyDocument` is not known"),
        ("Chosen", "what `Fn::FindInMap` gives for `Policies` is not known"),
        ("Untyped", "the resource has no `Type` that is text"),
        ("", "the macro of `Fn::Transform` may add resources"),
    ];
    let wanted = wanted.map(|(holder, reason)| (holder.to_owned(), reason.to_owned()));
    assert_eq!(unchecked(text), wanted);
}

#[test]
fn what_looks_like_a_policy_is_one_wherever_it_stands() {
    let text = "Resources:
  Made:
    Type: Acme::Made::Bucket
    Properties:
      Statement: {Effect: Allow, Action: a}
      Deep:
        - Policy: {Statement: [!If [C, {Effect: Allow, Action: 's3:GetObject'}, {}]]}
        - '{\"Statement\": {\"Effect\": \"Deny\", \"NotAction\": \"s3:GetObject\"}}'
      Rules: [{Statement: {RateLimit: 1}}, {Statement: []}]
";
    let contents = contents(text);
    assert_eq!(contents.unchecked, []);
    let shown: Vec<_> = contents
        .policies
        .iter()
        .map(|it| (it.path.as_str(), it.policy_type, line(text, it.span.start)))
        .collect();
    let policy = ("Deep/0/Policy", None, 7);
    assert_eq!(shown, [policy, policy, ("Deep/1", None, 8)]);
}

#[test]
fn what_a_custom_resource_makes_of_a_part_is_not_known() {
    let text = "Resources:
  Whole:
    Type: Custom::Bucket
    Properties: {Policy: {Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}}}
  Part:
    Type: AWS::CloudFormation::CustomResource
    Properties: {Policy: {Statement: [{Effect: Allow, Action: 's3:*'}]}}
";
    let contents = contents(text);
    let holders: Vec<_> = contents.policies.iter().map(|it| it.holder.as_str()).collect();
    assert_eq!(holders, ["Whole"]);
    let why = "what the function behind the resource makes of these statements is not known";
    assert_eq!(unchecked(text), [("Part".to_owned(), why.to_owned())]);
}

#[test]
fn loops_are_unrolled() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'a,b'}}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue${Name}:
        Type: AWS::SQS::Queue
      Policy${Name}:
        Type: AWS::SQS::QueuePolicy
        Properties:
          PolicyDocument:
            Statement: {Sid: 'For${Name}', Resource: !GetAtt ['Queue${Name}', Arn]}
";
    let contents = contents(text);
    assert_eq!(contents.unchecked, []);
    let shown: Vec<_> =
        contents.policies.iter().map(|it| (it.holder.as_str(), json_of(&it.document))).collect();
    let wanted = |name: &str| {
        format!(
            r#"{{"Statement":{{"Sid":"For{name}","Resource":"arn:${{AWS::Partition}}:sqs:${{AWS::Region}}:${{AWS::AccountId}}:${{Queue{name}}}"}}}}"#
        )
    };
    assert_eq!(shown, [("Policya", wanted("a")), ("Policyb", wanted("b"))]);
    let text = "Resources: {'Fn::ForEach::X': [A, !Ref Unknown, {}], 'Fn::ForEach::Y': 1}";
    assert_eq!(unchecked(text).len(), 2);
}

#[test]
fn what_stands_twice_is_told() {
    let role = "{Type: 'AWS::IAM::Role', Properties: {Path: /}, Properties: {Path: /a, Path: /b}}";
    let text = format!("Resources:\nTransform: []\nResources: {{R: {role}}}\n");
    let reason = |name: &str| format!("`{name}` stands here once more, and the first is read");
    assert_eq!(unchecked(&text), [(String::new(), reason("Resources"))]);
    let text = format!("Resources: {{R: {role}}}\n");
    assert_eq!(unchecked(&text), [("R".to_owned(), reason("Properties"))]);
    let text = "Resources: {R: {Type: 'AWS::IAM::Role', Properties: {Path: /a, Path: /b}}}";
    assert_eq!(unchecked(text), [("R".to_owned(), reason("Path"))]);
}
