//! What guides of AWS write and its reference leaves out: each policy is of the kind that the guide
//! named beside it shows, in our words.

mod checked;

use checked::checked;
use iam_checks::Options;
use iam_language::policy::PolicyType;
use iam_registry::{action, condition_key};

/// The codes of what is found in a policy with one statement of these members.
fn codes(policy_type: PolicyType, members: &str) -> Vec<&'static str> {
    let text = format!(
        r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow", {members} }}] }}"#
    );
    let findings = checked(&text, Options::new(policy_type));
    findings.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn what_guides_show_draws_nothing() {
    for (guide, members) in [
        (
            "DynamoDB: transactions",
            r#""Action": ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem"],
               "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
               "Condition": { "ForAnyValue:StringEquals":
                   { "dynamodb:EnclosingOperation": "TransactWriteItems" } }"#,
        ),
        (
            "CloudFormation: transforms hosted by AWS",
            r#""Action": "cloudformation:CreateChangeSet",
               "Resource": "arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31""#,
        ),
        (
            "CloudFormation: transforms of an account",
            r#""Action": "cloudformation:CreateChangeSet",
               "Resource": "arn:aws:cloudformation:*:*:transform/Include-*""#,
        ),
        (
            "SageMaker: multi-container endpoints",
            r#""Action": "sagemaker:InvokeEndpoint",
               "Resource": "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/e",
               "Condition": { "StringLike": { "sagemaker:TargetContainerHostname": "common*" } }"#,
        ),
        (
            "Step Functions: HTTP tasks",
            r#""Action": "states:InvokeHTTPEndpoint",
               "Resource": "arn:aws:states:eu-west-1:123456789012:stateMachine:m",
               "Condition": { "StringEquals": { "states:HTTPMethod": "GET" },
                   "StringLike": { "states:HTTPEndpoint": "https://api.example.com/*" } }"#,
        ),
        (
            "API Gateway: routes of WebSocket APIs",
            r#""Action": "execute-api:Invoke",
               "Resource": "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/secret""#,
        ),
        (
            "API Gateway: authorizers of user pools",
            r#""Action": "apigateway:POST",
               "Resource": "arn:aws:apigateway:*::/restapis/*/authorizers",
               "Condition": { "ArnLike": { "apigateway:CognitoUserPoolProviderArn":
                   "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_aBcDeFgHi" } }"#,
        ),
        (
            "IoT Core: connect policies",
            r#""Action": "iot:Connect", "Resource": "*",
               "Condition": { "ForAllValues:StringEquals":
                   { "iot:ConnectAttributes": "PersistentConnect" },
                   "ArnEquals": { "iot:LastWillTopic":
                       "arn:aws:iot:eu-west-1:123456789012:topic/wills/a" },
                   "Null": { "iot:ConnectAttributes": "false" } }"#,
        ),
    ] {
        assert_eq!(codes(PolicyType::Identity, members), [""; 0], "{guide}");
    }
    let channel = r#""Action": "cloudtrail-data:PutAuditEvents",
        "Principal": { "AWS": "111122223333" },
        "Resource": "arn:aws:cloudtrail:eu-west-1:444455556666:channel/a",
        "Condition": { "StringEquals": { "cloudtrail:ExternalId": "partner" } }"#;
    let found = codes(PolicyType::Resource, channel);
    assert_eq!(found, [""; 0], "CloudTrail: channels");
    let plus = r#""Action": "sts:AssumeRole",
        "Principal": { "Service": "sagemaker-ground-truth-plus.amazonaws.com" }"#;
    let found = codes(PolicyType::Trust, plus);
    assert!(!found.contains(&"x-unknown-service-principal"), "{found:?}");
}

#[test]
fn actions_that_only_guides_name_are_a_suggestion() {
    for action in [
        "glue:ShareResource",
        "glue:GetBookmark",
        "glue:GetUnfiltered*",
        "lakeformation:GetMetadataAccess",
        "emr-containers:CreateAccessTokenForManagedEndpoint",
        "iot:AssumeRoleWithCertificate",
        "sagemaker:CreatePresignedDomainUrlWithPrincipalTag",
    ] {
        let members = format!(r#""Action": "{action}", "Resource": "*""#);
        let expected: &[&str] =
            if action.ends_with('*') { &[] } else { &["x-undocumented-action"] };
        assert_eq!(codes(PolicyType::Identity, &members), expected, "{action}");
    }
}

/// What the overlay adds is for the actions that the guide names, and for no other.
#[test]
fn other_actions_do_not_take_what_a_guide_adds() {
    let members = r#""Action": "execute-api:ManageConnections",
        "Resource": "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/secret""#;
    assert!(codes(PolicyType::Identity, members).contains(&"x-statement-never-applies"));
    let query = action("dynamodb:Query").expect("an action");
    assert!(query.condition_key("dynamodb:EnclosingOperation").is_none());
}

#[test]
fn variables_of_iot_policies_are_keys() {
    for name in [
        "iot:ClientId",
        "iot:CertificateId",
        "iot:Certificate.Subject.CommonName",
        "iot:Certificate.Issuer.AlternativeName.DNSName",
        "iot:Connection.Thing.ThingName",
        "iot:Connection.Thing.Attributes[model]",
    ] {
        assert!(condition_key(name).is_some(), "{name}");
    }
    assert!(condition_key("iot:Certificates.Subject").is_none());
}
