//! SAM's policy templates: what their users can mend is told, what AWS wrote is not.

use crate::program::Folder;
use serde_json::Value;
use std::fmt::Write as _;

const TABLE: &str = include_str!("../../../iam-source/tables/sam-policy-templates.json");

/// A template with a function for each policy template, given what `value` says of its parameters.
fn template(value: impl Fn(&str, &str) -> &'static str) -> String {
    let table: Value = serde_json::from_str(TABLE).unwrap();
    let mut text = "Transform: AWS::Serverless-2016-10-31\nResources:\n".to_owned();
    for (name, of) in table["Templates"].as_object().unwrap() {
        let parameters = of["Parameters"].as_array().unwrap().iter();
        let given = parameters.map(|it| it.as_str().unwrap());
        let given: Vec<_> = given.map(|it| format!("{it}: {}", value(name, it))).collect();
        write!(
            text,
            "  {name}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - {name}: {{{}}}\n",
            given.join(", ")
        )
        .unwrap();
    }
    text
}

/// The codes of all findings of the template, and who has them.
fn findings(name: &str, text: &str) -> Vec<(String, String)> {
    let folder = Folder::new(name, &[("template.yaml", text)]);
    let args = ["validate", "--min-severity", "suggestion", "--format", "json", "template.yaml"];
    let answer = folder.run(&args).json();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let findings = answer["findings"].as_array().unwrap().iter();
    findings.map(|it| (text(&it["policy"]["holder"]), text(&it["issueCode"]))).collect()
}

#[test]
fn what_a_definition_writes_is_not_its_users() {
    let fitting = |name: &str, parameter: &str| match (name, parameter) {
        (_, "SecretArn") => "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3",
        (_, "CertificateArn") => {
            "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
        }
        ("SSMParameterWithSlashPrefixReadPolicy", _) => "/orders/url",
        (_, "TaskDefinition") => "'orders:*'",
        _ => "orders",
    };
    assert_eq!(findings("sam-fitting", &template(fitting)), []);
    let holes = |_: &str, parameter: &str| match parameter {
        "SecretArn" => "!Ref Secret",
        _ => "!Ref Given",
    };
    let text = template(holes)
        + "  Secret: {Type: AWS::SecretsManager::Secret}\nParameters: {Given: {Type: String}}\n";
    assert_eq!(findings("sam-holes", &text), []);
}

#[test]
fn what_a_parameter_causes_is() {
    let name = |_: &str, _: &str| "orders";
    let found = findings("sam-names", &template(name));
    let has = |holder: &str, code: &str| found.contains(&(holder.to_owned(), code.to_owned()));
    assert!(has("AWSSecretsManagerGetSecretValuePolicy", "MISSING_ARN_FIELD"), "{found:?}");
    assert!(has("AcmGetCertificatePolicy", "MISSING_ARN_FIELD"), "{found:?}");
    assert!(has("SSMParameterWithSlashPrefixReadPolicy", "X_STATEMENT_NEVER_APPLIES"), "{found:?}");
    // It has a revision behind its name.
    assert!(has("EcsRunTaskPolicy", "X_STATEMENT_NEVER_APPLIES"), "{found:?}");
    assert_eq!(found.len(), 4, "{found:?}");
    let arn = |_: &str, parameter: &str| match parameter {
        "BucketName" => "!GetAtt Reports.Arn",
        _ => "orders",
    };
    let text = template(arn) + "  Reports: {Type: AWS::S3::Bucket}\n";
    let found = findings("sam-arn", &text);
    assert!(found.iter().any(|(holder, _)| holder == "S3ReadPolicy"), "{found:?}");
}
