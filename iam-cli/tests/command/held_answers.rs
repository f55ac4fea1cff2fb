//! Answers of AWS in the forms that people keep them in.

use crate::program::{Folder, run_in};
use serde_json::{Value, json};

const QUEUE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sqs:SendMesage","Resource":"*"}]}"#;

#[test]
fn each_is_listed_and_its_mistake_found() {
    let folder = Folder::new("held-answers", &[]);
    let document: Value = serde_json::from_str(QUEUE).unwrap();
    let answers = [
        ("logs", json!({"resourcePolicies": [{"policyName": "p", "policyDocument": QUEUE}]})),
        ("incidents", json!({"resourcePolicies": [{"policyId": "p", "policyDocument": QUEUE}]})),
        (
            "es",
            json!({"DomainConfig": {
                "ElasticsearchVersion": {"Options": "7.1", "Status": {}},
                "AccessPolicies": {"Options": QUEUE, "Status": {}},
            }}),
        ),
        // `--query Policy`, as JSON and as text.
        ("query", json!(QUEUE)),
        (
            "rest",
            json!({"items": [{"id": "a", "name": "n", "policy": QUEUE.replace('"', "\\\"")}]}),
        ),
        ("roles", json!([{"RolePolicy": document, "Role": {"RoleName": "r", "RoleId": "i"}}])),
    ];
    for (name, answer) in &answers {
        folder.write(&format!("{name}.json"), &answer.to_string());
    }
    folder.write("text.json", "\"no policy\"");
    let ran = run_in(&folder.0, &["list-policies", "--format", "json", "."]);
    let listed: Value = serde_json::from_str(&ran.assert(0).out).unwrap();
    assert_eq!(listed["policies"].as_array().unwrap().len(), answers.len(), "{listed}");
    assert_eq!(listed["unchecked"].as_array().unwrap().len(), 0, "{listed}");
    let out = run_in(&folder.0, &["validate", "."]).assert(1).out.clone();
    assert_eq!(out.matches("`sqs` has no action `SendMesage`").count(), answers.len(), "{out}");
}

/// Tools put more into what AWS answers, or keep documents as IAM gives them out: percent-encoded.
#[test]
fn what_stands_beside_an_answer_is_listed_too() {
    let folder = Folder::new("held-beside-answers", &[]);
    let document: Value = serde_json::from_str(QUEUE).unwrap();
    let encoded = QUEUE.replace('{', "%7B").replace('}', "%7D").replace('"', "%22");
    let role = |name: &str, inline: Value| json!({"RoleName": "r", name: document, "RolePolicies": {"p": inline}});
    let answers = [
        json!({"Roles": [role("AssumeRolePolicyDocument", document.clone())]}),
        json!({"Roles": [role("TrustPolicy", json!(QUEUE))]}),
        json!({"RoleDetailList": [role("AssumeRolePolicyDocument", json!(encoded))], "extra": 1}),
        json!({"items": [{"assumeRolePolicyDocument": encoded}], "b": document}),
    ];
    for (at, answer) in answers.iter().enumerate() {
        folder.write(&format!("{at}.json"), &answer.to_string());
    }
    let ran = run_in(&folder.0, &["list-policies", "--format", "json", "."]);
    let listed: Value = serde_json::from_str(&ran.assert(0).out).unwrap();
    assert_eq!(listed["policies"].as_array().unwrap().len(), 2 * answers.len(), "{listed}");
    assert_eq!(listed["unchecked"].as_array().unwrap().len(), 0, "{listed}");
}
