//! Templates of the AWS Serverless Application Model.

use super::reading::{contents, json_of, line, only};
use crate::found::{Source, Syntax};
use iam_core::policy::PolicyType;

const TEXT: &str = "Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    AssumeRolePolicyDocument: {Statement: [{Sid: Global}]}
Parameters:
  Table: {Type: String}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AWSLambdaBasicExecutionRole
        - arn:aws:iam::aws:policy/ReadOnlyAccess
        - !Ref Managed
        - Version: 2012-10-17
          Statement: [{Effect: Allow, Action: s3:GetObjct, Resource: !GetAtt Bucket.Arn}]
        - Effect: Allow
          Action: s3:ListBucket
        - S3ReadPolicy:
            BucketName: !Ref Bucket
        - DynamoDBCrudPolicy:
            TableName: !Ref Table
        - S3ReadPolicy: {}
        - NoSuchPolicy: {A: b}
        - One: x
          Two: y
        - !If [C, {AMIDescribePolicy: {}}, !Ref AWS::NoValue]
";

#[test]
fn policies_of_functions_have_many_forms() {
    let contents = contents(TEXT);
    assert_eq!(contents.source, Source::Sam);
    let reasons: Vec<_> = contents.unchecked.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "`NoSuchPolicy` is no policy template that is known",
            "the item of `Policies` is neither a document nor a policy template",
        ]
    );
    let shown: Vec<_> = contents
        .policies
        .iter()
        .map(|it| (it.holder.as_str(), it.path.as_str(), line(TEXT, it.span.start)))
        .collect();
    assert_eq!(
        shown,
        [
            ("Globals/Function", "AssumeRolePolicyDocument", 4),
            ("Function", "Policies/3", 16),
            ("Function", "Policies/4", 18),
            ("Function", "Policies/5", 20),
            ("Function", "Policies/6", 22),
            ("Function", "Policies/7", 24),
            ("Function", "Policies/10/Fn::If/1", 28),
        ]
    );
    let built = |at: usize| {
        let found = &contents.policies[at];
        assert_eq!(found.policy_type, Some(PolicyType::Identity));
        assert_eq!(found.syntax, Syntax::Built);
        let holes: Vec<_> = found.holes.iter().map(|hole| hole.name.as_str()).collect();
        (json_of(&found.document), holes.join(" "))
    };
    let (statement, _) = built(2);
    assert_eq!(
        statement,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket"}]}"#
    );
    let (read, holes) = built(3);
    assert!(read.contains(r#""Resource":["arn:${AWS::Partition}:s3:::${Bucket}","arn:${AWS::Partition}:s3:::${Bucket}/*"]"#), "{read}");
    assert_eq!(holes, "Bucket");
    let (table, holes) = built(4);
    assert!(table.contains("table/${Table}/index/*"), "{table}");
    assert_eq!(holes, "Table");
    let (lacking, holes) = built(5);
    assert!(lacking.contains("s3:::${BucketName}/*"), "{lacking}");
    assert_eq!(holes, "BucketName");
}

#[test]
fn connectors_are_told_wherever_they_stand() {
    let reason = "SAM makes the policies of a connector";
    for rest in [
        "Type: AWS::Serverless::Connector\n    Properties: {Permissions: [Read]}",
        "Type: AWS::Serverless::Function\n    Connectors: {C: {Properties: {Permissions: [Read]}}}",
        "Type: AWS::Serverless::Function\n    Properties: {Handler: a}\n    Connectors: {C: {}}",
    ] {
        let contents = contents(&format!("Resources:\n  It:\n    {rest}\n"));
        let told: Vec<_> = contents.unchecked.iter().map(|it| (&*it.holder, &*it.reason)).collect();
        assert_eq!(told, [("It", reason)], "{rest}");
    }
}

#[test]
fn lists_of_whom_an_interface_lets_in_are_told() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: {Auth: {ResourcePolicy: {AwsAccountWhitelist: ['111122223333']}}}
";
    let contents = contents(text);
    let reason = "SAM makes statements of `AwsAccountWhitelist`, which are not read";
    assert_eq!((contents.unchecked[0].reason.as_str(), contents.unchecked.len()), (reason, 1));
}

#[test]
fn a_role_that_is_made_can_be_referred_to() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Worker: {Type: AWS::Serverless::Function}
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {Statement: {Principal: {AWS: !GetAtt WorkerRole.Arn}}}
";
    let wanted = r#"{"Statement":{"Principal":{"AWS":"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${WorkerRole}"}}}"#;
    assert_eq!(json_of(&only(text).document), wanted);
}

#[test]
fn statements_of_an_interface_are_a_document() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Auth:
        ResourcePolicy:
          CustomStatements:
            - {Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*'}
      DefinitionBody:
        x-amazon-apigateway-policy: {Statement: []}
";
    let contents = contents(text);
    assert_eq!(contents.unchecked, []);
    let paths: Vec<_> = contents.policies.iter().map(|it| it.path.as_str()).collect();
    let wanted =
        ["Auth/ResourcePolicy/CustomStatements", "DefinitionBody/x-amazon-apigateway-policy"];
    assert_eq!(paths, wanted);
    assert_eq!(contents.policies[0].syntax, Syntax::Built);
}

#[test]
fn events_add_to_the_policy_of_an_interface() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get:
          Type: Api
          Properties:
            Auth:
              ResourcePolicy:
                CustomStatements:
                  - {Effect: !Ref Effect, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*'}
        Put:
          Type: Api
          Properties: {Auth: {ResourcePolicy: {IpRangeBlacklist: [192.0.2.1]}}}
        Old:
          Type: Api
          Properties: {Auth: {ApiKeyRequired: true}}
        Queue: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Events:
        Get: {Type: Api, Properties: {Auth: {ResourcePolicy: {SourceVpcWhitelist: [vpc-1]}}}}
";
    let contents = contents(text);
    let told: Vec<_> = contents
        .unchecked
        .iter()
        .map(|it| (it.span.map_or(0, |span| line(text, span.start)), it.reason.as_str()))
        .collect();
    let wanted = [
        (16, "SAM makes statements of `IpRangeBlacklist`, which are not read"),
        (25, "SAM makes statements of `SourceVpcWhitelist`, which are not read"),
    ];
    assert_eq!(told, wanted);
    let [found] = contents.policies.as_slice() else { panic!("{contents:?}") };
    assert_eq!(found.name(), "Function/Events/Get/Properties/Auth/ResourcePolicy/CustomStatements");
    assert_eq!(found.resource_type, Some("AWS::ApiGateway::RestApi"));
    // An effect that is not known is no text.
    assert!(json_of(&found.document).contains(r#"{"Effect":?,"#));
}

#[test]
fn policies_of_a_function_need_no_list() {
    for (policies, wanted) in [
        ("AWSLambdaBasicExecutionRole", None),
        ("!Ref Managed", None),
        ("{Statement: [{Sid: One}]}", Some(r#"{"Statement":[{"Sid":"One"}]}"#)),
        (
            "!If [C, {Statement: {Sid: One}}, !Ref AWS::NoValue]",
            Some(r#"{"Statement":{"Sid":"One"}}"#),
        ),
        (
            "!If [C, [{Statement: {Sid: One}}], !Ref AWS::NoValue]",
            Some(r#"{"Statement":{"Sid":"One"}}"#),
        ),
        ("{AMIDescribePolicy: {}}", Some("")),
    ] {
        let text = format!(
            "Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies: {policies}
"
        );
        let contents = contents(&text);
        assert_eq!(contents.unchecked, [], "{policies}");
        let found: Vec<_> = contents.policies.iter().map(|it| json_of(&it.document)).collect();
        match (wanted, found.as_slice()) {
            (None, []) => {}
            (Some(wanted), [found]) => assert!(found.contains(wanted), "{found}"),
            (_, found) => panic!("{found:?} of {policies}"),
        }
    }
}
