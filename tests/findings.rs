//! Policies that are whole only when the program runs, checked then.

use typed_iam::finding::{Finding, FindingType};
use typed_iam::{
    IdentityPolicy, Kind, Policy, ServiceControlPolicy, SessionPolicy, permissions_boundary,
    policy, policy_template, resource_control_policy, resource_policy, service_control_policy,
    session_policy, trust_policy, vpc_endpoint_policy,
};

fn codes<K: Kind>(policy: &Policy<K>) -> Vec<&'static str> {
    policy.findings().iter().map(|finding| finding.code).collect()
}

fn session(resources: Vec<String>) -> SessionPolicy {
    session_policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: (resources) }],
    }
}

#[test]
fn rust_values_are_checked_once_they_are_known() {
    let resources = |count: usize| -> Vec<_> {
        (0..count).map(|index| format!("arn:aws:s3:::reports/{index}.pdf")).collect()
    };
    assert_eq!(session(resources(50)).findings(), []);
    let long = session(resources(100));
    assert_eq!(codes(&long), ["x-policy-size-exceeds-session-policy-quota"]);

    let wrong = session(vec!["arn:aws:s3:reports".to_owned()]);
    let findings = wrong.findings();
    let [Finding { code: "missing-arn-field", span, statement: Some(0), .. }] = findings.as_slice()
    else {
        panic!("{findings:?}")
    };
    let json = wrong.to_json();
    assert_eq!(json.get(span.start as usize..span.end as usize), Some("\"arn:aws:s3:reports\""));
}

/// The kind of the policy decides, as it does in the macros.
#[test]
fn each_kind_is_checked_as_what_it_is() {
    let account = "111122223333";
    let short = "11112222333";
    let trust = |account: &str| {
        trust_policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Principal: { AWS: (account) }, Action: sts:AssumeRole }],
        }
    };
    assert_eq!(codes(&trust(account)), ["x-cross-account-without-condition"]);
    assert_eq!(codes(&trust(short)), ["invalid-principal-format"]);
    let resource = |account: &str| {
        resource_policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Principal: { AWS: (account) }, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
        }
    };
    assert_eq!(resource(account).findings(), []);
    assert_eq!(codes(&resource(short)), ["invalid-principal-format"]);
    let endpoint = |bucket: &str| {
        vpc_endpoint_policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: (format!("{bucket}/*")) }],
        }
    };
    assert_eq!(endpoint("arn:aws:s3:::reports").findings(), []);
    assert_eq!(codes(&endpoint("arn:aws:s3::reports")), ["missing-arn-field"]);
    let key = "arn:aws:kms:eu-west-1:111122223333:key/a";
    let boundary = permissions_boundary! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: kms:Decrypt, Resource: (key) }],
    };
    assert_eq!(boundary.findings(), []);
    let control = service_control_policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Deny, Action: kms:Decrypt, Resource: (key) }],
    };
    assert_eq!(control.findings(), []);
    let control = resource_control_policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Deny, Principal: "*", Action: kms:Decrypt, Resource: (key) }],
    };
    assert_eq!(control.findings(), []);
}

#[test]
fn a_template_keeps_its_parameters() {
    let template = |name: &str| {
        policy_template! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Action: sns:Publish, Resource: (format!("arn:aws:sns:${{AWS::Region}}:111122223333:{name}")) }],
        }
    };
    assert_eq!(template("news").findings(), []);
    let codes: Vec<_> = template("${AWS::Regoin}").findings().iter().map(|it| it.code).collect();
    assert_eq!(codes, ["x-invalid-parameter-name"]);
    assert_eq!(template("news").as_written().findings().len(), 1);
}

/// What a test silences it has to say, for nothing is silent here.
#[test]
fn what_an_attribute_silences_is_found() {
    let admin = policy! {
        #[allow(
            x_full_admin,
            pass_role_with_star_in_action_and_resource,
            create_slr_with_star_in_action_and_resource,
            reason = "break glass"
        )]
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: "*", Resource: "*" }],
    };
    assert!(codes(&admin).contains(&"x-full-admin"));
}

/// The kind has to be said, and the alias says it.
#[test]
fn an_alias_names_the_kind_where_it_is_inferred() {
    match IdentityPolicy::from_json("{}") {
        Ok(policy) => panic!("{policy:?}"),
        Err(error) => assert!(error.to_string().contains("[missing-statement]"), "{error}"),
    }
}

/// A macro knows that the policy is written as canonical JSON, whatever the white space in its file; it
/// would not compile otherwise.
#[test]
fn a_macro_counts_what_is_written_by_the_policy() {
    const INDENTED: ServiceControlPolicy =
        typed_iam::include_service_control_policy!("scp/indented.json");
    assert_eq!(INDENTED.to_json().len(), 7_528);
    let findings = INDENTED.findings();
    assert!(findings.iter().all(|it| it.finding_type == FindingType::Suggestion), "{findings:?}");
}
