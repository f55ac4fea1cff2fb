//! Answers of AWS's command line, and what they hold.

#![expect(clippy::expect_used, reason = "a test says what is wrong by panicking, its helpers too")]

use iam_core::policy::PolicyType;
use iam_source::found::{Contents, Source};
use iam_source::read::read;
use std::path::Path;

const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "Only"}]}"#;

/// `answer`, with the policy for `@` as an object, for `#` as text and for `%` percent-encoded.
fn with_policies(answer: &str) -> String {
    let text = format!("\"{}\"", POLICY.replace('"', "\\\""));
    let encoded = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let percent = format!("\"{}\"", POLICY.bytes().map(encoded).collect::<String>());
    answer.replace('@', POLICY).replace('#', &text).replace('%', &percent)
}

fn contents(text: &str) -> Contents<'_> {
    read(Path::new("answer.json"), text, None).expect("JSON")
}

/// `holder path type resource-type` of each policy.
fn listed(answer: &str) -> Vec<String> {
    let text = with_policies(answer);
    let contents = contents(&text);
    assert_eq!(contents.source, Source::Answer, "{answer}");
    assert_eq!(contents.unchecked, [], "{answer}");
    let policies = contents.policies.iter().map(|found| {
        let sid = found.document.member("Statement").expect("statements").node.items();
        let sid = sid.first().and_then(|it| it.member("Sid")).expect("a Sid");
        let at = |start: u32, end: u32| text.get(start as usize..end as usize).expect("a place");
        assert!(at(sid.node.span.start, sid.node.span.end).contains("Only"), "{answer}");
        let of = found.policy_type.map_or("?", PolicyType::as_str);
        let on = found.resource_type.unwrap_or("-");
        format!("{} {} {of} {on}", found.holder, found.path)
    });
    policies.collect()
}

#[test]
fn each_answer_tells_its_policies() {
    let trust = "trust AWS::IAM::AssumeRolePolicyDocument";
    let role = format!("ci AssumeRolePolicyDocument {trust}");
    for (answer, wanted) in [
        (r#"{"Role": {"RoleName": "ci", "AssumeRolePolicyDocument": @}}"#, vec![role.as_str()]),
        (r#"{"Role": {"RoleName": "ci", "AssumeRolePolicyDocument": %}}"#, vec![role.as_str()]),
        (
            r#"{"RoleName": "ci", "PolicyName": "push", "PolicyDocument": %}"#,
            vec!["ci PolicyDocument identity -"],
        ),
        (
            r#"{"PolicyVersion": {"Document": @, "VersionId": "v3", "IsDefaultVersion": true}}"#,
            vec![" PolicyVersion/Document identity -"],
        ),
        (r#"{"Policy": #}"#, vec![" Policy resource -"]),
        (
            r#"{"Policy": #, "PolicyName": "default"}"#,
            vec!["default Policy resource AWS::KMS::Key"],
        ),
        (
            r#"{"Attributes": {"QueueArn": "arn:q", "Policy": #}}"#,
            vec!["arn:q Policy resource AWS::SQS::Queue"],
        ),
        (
            r#"{"Policy": {"PolicySummary": {"Name": "Only", "Type": "SERVICE_CONTROL_POLICY"}, "Content": #}}"#,
            vec!["Only Content scp -"],
        ),
        (
            r#"{"Policy": {"PolicySummary": {"Name": "Tags", "Type": "TAG_POLICY"}, "Content": "{}"}, "Role": {"RoleName": "ci", "AssumeRolePolicyDocument": @}}"#,
            vec![role.as_str()],
        ),
        (
            r#"{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "PolicyDocument": #}]}"#,
            vec!["vpce-1 PolicyDocument vpc-endpoint AWS::EC2::VPCEndpoint"],
        ),
        (
            r#"{"registryId": "1", "repositoryName": "app", "policyText": #}"#,
            vec!["app policyText resource AWS::ECR::Repository"],
        ),
        (
            r#"{"UserDetailList": [{"UserName": "ann", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": @}]}],
                "GroupDetailList": [{"GroupName": "ops", "GroupPolicyList": [{"PolicyName": "p", "PolicyDocument": @}]}],
                "RoleDetailList": [{"RoleName": "ci", "AssumeRolePolicyDocument": @,
                    "InstanceProfileList": [{"Roles": [{"RoleName": "ci", "AssumeRolePolicyDocument": @}]}],
                    "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": %}]}],
                "Policies": [{"PolicyName": "all", "PolicyVersionList": [{"VersionId": "v1", "Document": @}]}]}"#,
            vec![
                "ann UserPolicyList/p/PolicyDocument identity -",
                "ops GroupPolicyList/p/PolicyDocument identity -",
                &format!("ci AssumeRolePolicyDocument {trust}"),
                "ci RolePolicyList/p/PolicyDocument identity -",
                "all PolicyVersionList/v1/Document identity -",
            ],
        ),
        (
            r#"{"Policies": [{"PolicyName": "all", "PolicyVersionList": [
                   {"VersionId": "v3", "Document": @, "IsDefaultVersion": false},
                   {"VersionId": "v2", "Document": %, "IsDefaultVersion": true},
                   {"Document": @, "IsDefaultVersion": false}]},
                 {"PolicyName": "told", "DefaultVersionId": "v1", "PolicyVersionList": [
                   {"VersionId": "v2", "Document": @}, {"VersionId": "v1", "Document": @}]}],
                "UserDetailList": []}"#,
            vec![
                "all PolicyVersionList/v3/Document identity -",
                "all DefaultVersion/Document identity -",
                "all PolicyVersionList/2/Document identity -",
                "told PolicyVersionList/v2/Document identity -",
                "told DefaultVersion/Document identity -",
            ],
        ),
        (
            r#"[{"RoleName": "a", "PolicyDocument": @}, {"RoleName": "b", "PolicyDocument": @}]"#,
            vec!["a PolicyDocument identity -", "b PolicyDocument identity -"],
        ),
    ] {
        let wanted: Vec<_> = wanted.into_iter().map(ToOwned::to_owned).collect();
        assert_eq!(listed(answer), wanted, "{answer}");
    }
}

#[test]
fn what_is_escaped_once_too_often_is_read() {
    let once = POLICY.replace('"', "\\\"");
    let twice = once.replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!(r#"{{"id": "a1", "name": "api", "policy": "{twice}"}}"#);
    let contents = contents(&text);
    let [found] = contents.policies.as_slice() else { panic!("{contents:?}") };
    assert_eq!(found.holder, "api");
    let statement = &found.document.member("Statement").expect("statements").node;
    let sid = statement.items()[0].member("Sid").expect("a Sid").node.span;
    assert_eq!(&text[sid.start as usize..sid.end as usize], r#"\\\"Only\\\""#);
}

#[test]
fn what_cannot_be_read_is_told() {
    for (answer, why) in [
        (r#"{"Policy": "{\"Statement\": }"}"#, "the policy in this text is not JSON"),
        (
            r#"{"Policy": {"PolicyName": "a", "DefaultVersionId": "v1"}}"#,
            "holds no policy document",
        ),
        (r#"{"PolicyVersion": {"VersionId": "v1"}}"#, "holds no policy document"),
    ] {
        let contents = contents(answer);
        assert_eq!(contents.policies, [], "{answer}");
        let [unchecked] = contents.unchecked.as_slice() else { panic!("{answer}: {contents:?}") };
        assert!(unchecked.reason.contains(why), "{answer}: {}", unchecked.reason);
    }
}

#[test]
fn policies_are_no_answers() {
    for policy in [
        POLICY,
        r#"{"Version": "2012-10-17", "Policy": "x", "Statement": []}"#,
        "{}",
        "[]",
        r#"[{"Version": "2012-10-17", "Statement": []}]"#,
        r#"{"Statment": []}"#,
    ] {
        assert_eq!(contents(policy).source, Source::Policy, "{policy}");
    }
}
