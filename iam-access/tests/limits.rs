//! What limits of both sides come to: boundaries, service control policies, resource control policies.

#![expect(clippy::expect_used, reason = "a test may panic")]

use iam_access::{
    Access, Answer, EffectivePermissions, Grants, LimitedResource, PublicResourceType, Verdict,
    Why, access_not_granted, no_new_access, no_public_access,
};
use iam_core::policy::{Kind, Policy, ResourceControlPolicy, ResourcePolicy, ServiceControlPolicy};

fn policy<K: Kind>(statements: &str) -> Policy<K> {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Policy::from_json(&text).expect("a policy")
}

fn allow(action: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"*"}}"#)
}

fn deny(action: &str) -> String {
    format!(r#"{{"Effect":"Deny","Action":"{action}","Resource":"*"}}"#)
}

fn protect(action: &str, condition: &str) -> ResourceControlPolicy {
    policy(&format!(
        r#"{{"Effect":"Deny","Principal":"*","Action":"{action}","Resource":"*","Condition":{condition}}}"#
    ))
}

fn ask(old: &dyn Grants, new: &dyn Grants) -> Answer {
    no_new_access(old, new)
}

/// The action of the witness.
fn action(answer: &Answer) -> String {
    answer.witness().expect("a witness").request().action().to_string()
}

#[test]
fn policies_of_a_side_add_up_and_reasons_tell_them_apart() {
    let (read, write, both): (Policy, Policy, Policy) =
        (policy(&allow("s3:Get*")), policy(&allow("s3:Put*")), policy(&allow("s3:*et*")));
    let one = EffectivePermissions::new().identity(&read);
    let two = one.clone().identity(&write);
    let answer = ask(&one, &two);
    let places: Vec<_> = answer.reasons().iter().map(|it| (it.policy, it.statement)).collect();
    assert_eq!(places, [(1, 0)]);
    assert_eq!(ask(&two, &one).verdict(), Verdict::Pass);
    let wide = EffectivePermissions::new().identity(&both);
    assert_eq!(ask(&wide, &one).verdict(), Verdict::Pass);
    // A denial of one policy holds for what another allows.
    let denial: Policy = policy(&deny("s3:PutObject"));
    let denied = two.clone().identity(&denial);
    assert_eq!(ask(&two, &denied).verdict(), Verdict::Pass);
    assert_eq!(action(&ask(&denied, &two)), "s3:PutObject");
}

#[test]
fn limits_hold_for_what_must_not_be_granted() {
    let own: Policy = policy(&allow("*"));
    let deletes = Access::new(["s3:Delete*", "iam:*"], []).expect("access");
    let ask = |of: &dyn Grants| access_not_granted(of, &deletes);
    assert_eq!(ask(&own).verdict(), Verdict::Fail);
    let whole = EffectivePermissions::new().identity(&own);
    let boundary: Policy = policy(&format!("{},{}", allow("s3:*"), deny("s3:Delete*")));
    assert_eq!(ask(&whole.clone().permissions_boundary(&boundary)).verdict(), Verdict::Pass);
    let [root, unit]: [ServiceControlPolicy; 2] =
        [policy(&allow("*")), policy(&format!("{},{}", allow("*"), deny("iam:*")))];
    let organized = whole.service_control_level([&root]).service_control_level([&unit]);
    let answer = ask(&organized);
    assert!(action(&answer).starts_with("s3:Delete"), "{answer:?}");
    assert_eq!(ask(&organized.service_control_level([])).verdict(), Verdict::Pass);
}

#[test]
fn what_an_organization_keeps_out_is_not_public() {
    let open: ResourcePolicy = policy(
        r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#,
    );
    let bucket: PublicResourceType = "AWS::S3::Bucket".parse().expect("a type");
    assert_eq!(no_public_access(&open, bucket).verdict(), Verdict::Fail);
    let verdict = |action: &str, condition: &str| {
        let limit = protect(action, condition);
        let limited = LimitedResource::new(&open).resource_control_level([&limit]);
        no_public_access(&limited, bucket).verdict()
    };
    let ours = r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorg"}}"#;
    assert_eq!(verdict("s3:*", ours), Verdict::Pass);
    assert_eq!(verdict("sqs:*", ours), Verdict::Fail);
    // Services come round it, and are no strangers.
    let or_service = r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorg"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#;
    assert_eq!(verdict("s3:*", or_service), Verdict::Pass);
    assert_eq!(verdict("s3:*", r#"{"Bool":{"aws:SecureTransport":"false"}}"#), Verdict::Fail);
    let identity: Policy = policy(&allow("*"));
    assert_eq!(no_public_access(&identity, bucket).verdict(), Verdict::Pass);
}

#[test]
fn a_principal_and_a_resource_grant_nothing_to_each_other() {
    let identity: Policy = policy(&allow("sqs:*"));
    let resource: ResourcePolicy = policy(
        r#"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sqs:SendMessage","Resource":"*"}"#,
    );
    assert_eq!(no_new_access(&identity, &resource).verdict(), Verdict::Fail);
    assert_eq!(no_new_access(&resource, &identity).verdict(), Verdict::Fail);
}

#[test]
fn a_limit_alone_may_change() {
    let own: Policy = policy(&allow("s3:*"));
    let of = || EffectivePermissions::new().identity(&own);
    let (narrow, wide): (Policy, Policy) =
        (policy(&allow("s3:GetObject")), policy(&allow("s3:*Object")));
    let answer = ask(&of().permissions_boundary(&narrow), &of().permissions_boundary(&wide));
    assert_ne!(action(&answer), "s3:GetObject");
    let back = ask(&of().permissions_boundary(&wide), &of().permissions_boundary(&narrow));
    assert_eq!(back.verdict(), Verdict::Pass);
    // A boundary that goes, and one that never mattered.
    assert_eq!(ask(&of().permissions_boundary(&wide), &of()).verdict(), Verdict::Fail);
    let other: Policy = policy(&format!("{},{}", allow("s3:*"), allow("ec2:*")));
    assert_eq!(ask(&of().permissions_boundary(&other), &of()).verdict(), Verdict::Pass);
    // Denials of an organization.
    let (all, strict): (ServiceControlPolicy, ServiceControlPolicy) =
        (policy(&allow("*")), policy(&format!("{},{}", allow("*"), deny("s3:DeleteBucket"))));
    let before = of().service_control_level([&strict]);
    let after = of().service_control_level([&all]);
    assert_eq!(action(&ask(&before, &after)), "s3:DeleteBucket");
    assert_eq!(ask(&after, &before).verdict(), Verdict::Pass);
    // The same denial on another level, or in a boundary.
    let moved = of().service_control_level([&all]).service_control_level([&strict]);
    assert_eq!(ask(&before, &moved).verdict(), Verdict::Pass);
    let in_boundary: Policy = policy(&format!("{},{}", allow("*"), deny("s3:DeleteBucket")));
    let moved = after.permissions_boundary(&in_boundary);
    assert_eq!(ask(&before, &moved).verdict(), Verdict::Pass);
    assert_eq!(ask(&moved, &before).verdict(), Verdict::Pass);
}

#[test]
fn each_level_has_to_allow() {
    let own: Policy = policy(&allow("*"));
    let of = || EffectivePermissions::new().identity(&own);
    let (storage, queues): (ServiceControlPolicy, ServiceControlPolicy) =
        (policy(&allow("s3:*")), policy(&allow("sqs:*")));
    // In one level either is enough, in two both are needed.
    let one = of().service_control_level([&storage, &queues]);
    let two = of().service_control_level([&storage]).service_control_level([&queues]);
    assert_eq!(ask(&one, &two).verdict(), Verdict::Pass);
    assert_eq!(ask(&two, &one).verdict(), Verdict::Fail);
    // A level without any policy denies everything; without a level there is no organization.
    let none = of().service_control_level([]);
    assert_eq!(ask(&EffectivePermissions::new(), &none).verdict(), Verdict::Pass);
    assert_eq!(ask(&none, &one).verdict(), Verdict::Fail);
    assert_eq!(ask(&none, &two).verdict(), Verdict::Pass);
    assert_eq!(ask(&one, &of()).verdict(), Verdict::Fail);
    assert_eq!(ask(&of(), &one).verdict(), Verdict::Pass);
}

#[test]
fn conditions_of_policy_and_limits_meet() {
    let when = |statement: &str, condition: &str| {
        let open = statement.strip_suffix('}').expect("a statement");
        format!(r#"{open},"Condition":{condition}}}"#)
    };
    let tls = r#"{"Bool":{"aws:SecureTransport":"true"}}"#;
    let plain = r#"{"Bool":{"aws:SecureTransport":"false"}}"#;
    let (own, over_tls): (Policy, Policy) =
        (policy(&allow("s3:*")), policy(&when(&allow("s3:*"), tls)));
    let boundary: Policy = policy(&when(&allow("*"), tls));
    let limited = EffectivePermissions::new().identity(&own).permissions_boundary(&boundary);
    let inline = EffectivePermissions::new().identity(&over_tls);
    assert_eq!(ask(&limited, &inline).verdict(), Verdict::Pass);
    assert_eq!(ask(&inline, &limited).verdict(), Verdict::Pass);
    // What no request can meet together is nothing.
    let never: ServiceControlPolicy = policy(&when(&allow("*"), plain));
    let nothing = limited.clone().service_control_level([&never]);
    assert_eq!(ask(&EffectivePermissions::new(), &nothing).verdict(), Verdict::Pass);
    // Variables of the boundary beside texts of the policy.
    let home: Policy = policy(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}"#,
    );
    let ann: Policy = policy(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/ann/*"}"#,
    );
    let within = EffectivePermissions::new().identity(&ann).permissions_boundary(&home);
    let answer = ask(&EffectivePermissions::new(), &within);
    let who = answer.witness().expect("a witness").request().principal().to_string();
    assert_eq!(who, "arn:aws:iam::111122223333:user/ann");
    assert_eq!(ask(&EffectivePermissions::new().identity(&home), &within).verdict(), Verdict::Pass);
}

#[test]
fn roles_that_services_made_are_not_asked_about_in_an_organization() {
    let (narrow, wide): (Policy, Policy) = (policy(&allow("s3:Get*")), policy(&allow("s3:*")));
    let scp: ServiceControlPolicy = policy(&allow("s3:Get*"));
    let before = EffectivePermissions::new().identity(&narrow);
    let after = EffectivePermissions::new().identity(&wide).service_control_level([&scp]);
    assert_eq!(ask(&before, &after).verdict(), Verdict::Pass);
}

#[test]
fn resource_control_policies_protect_some_services() {
    let own: Policy = policy(&format!("{},{}", allow("s3:*"), allow("ec2:*")));
    let of = || EffectivePermissions::new().identity(&own);
    let tls = r#"{"BoolIfExists":{"aws:SecureTransport":"false"}}"#;
    let (of_storage, of_machines) = (protect("s3:*", tls), protect("ec2:*", tls));
    let answer = ask(&of().resource_control_level([&of_storage]), &of());
    assert!(action(&answer).starts_with("s3:"), "{answer:?}");
    // EC2 has none, whatever they say.
    assert_eq!(ask(&of().resource_control_level([&of_machines]), &of()).verdict(), Verdict::Pass);
}

#[test]
fn a_protected_resource_grants_less() {
    let queue: ResourcePolicy = policy(
        r#"{"Sid":"In","Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}"#,
    );
    let ours = protect("sqs:*", r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorg"}}"#);
    let tls = protect("*", r#"{"Bool":{"aws:SecureTransport":"false"}}"#);
    let open = LimitedResource::new(&queue);
    let (one, two) = (
        open.clone().resource_control_level([&ours]),
        open.clone().resource_control_level([&ours, &tls]),
    );
    let ask = |old, new| no_new_access(old, new);
    assert_eq!(ask(&open, &one).verdict(), Verdict::Pass);
    assert_eq!(ask(&one, &two).verdict(), Verdict::Pass);
    let answer = ask(&two, &one);
    let context = answer.witness().expect("a witness").request().context().clone();
    assert_eq!(context.values("aws:SecureTransport"), ["false"]);
    assert_eq!(answer.reasons().first().and_then(|it| it.sid.as_deref()), Some("In"));
}

#[test]
fn what_is_said_again_is_asked_once() {
    let own: Policy = policy(&vec![allow("s3:GetObject"); 20_000].join(","));
    let asked = Access::new(["s3:GetObject"], []).expect("access");
    let answer = access_not_granted(&own, &asked);
    // Each for itself would take more steps than a question may.
    assert_eq!((answer.reasons().len(), answer.unknown().len()), (20_000, 0));
}

#[test]
fn what_takes_too_long_is_not_known() {
    // Each statement of each level meets each of all others.
    let many = |level: usize| -> ServiceControlPolicy {
        let statement = |at: usize| {
            format!(
                r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"StringLike":{{"aws:PrincipalTag/t{level}":"*{at}*"}}}}}}"#
            )
        };
        policy(&(0..20).map(statement).collect::<Vec<_>>().join(","))
    };
    let own: Policy = policy(&allow("*"));
    let levels: Vec<_> = (0..12).map(many).collect();
    let of = |skipped: usize| {
        let mut all = EffectivePermissions::new().identity(&own);
        for level in levels.iter().skip(skipped) {
            all = all.service_control_level([level]);
        }
        all
    };
    assert_eq!(ask(&of(0), &of(0)).verdict(), Verdict::Pass);
    assert_eq!(ask(&of(1), &of(0)).verdict(), Verdict::Pass);
    assert_eq!(ask(&of(0), &of(1)).verdict(), Verdict::Fail);
    // Nothing is new, and each choice of each level would have to be looked at.
    let halves: Policy = policy(
        &[r#""StringLike""#, r#""StringNotLike""#]
            .map(|operator| {
                format!(
                    r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{operator}:{{"aws:PrincipalTag/x":"a*"}}}}}}"#
                )
            })
            .join(","),
    );
    let before = EffectivePermissions::new().identity(&halves);
    let answer = ask(&before, &of(0));
    assert_eq!(answer.verdict(), Verdict::Unknown);
    // Far more levels than an organization can have.
    let levels: Vec<_> = (0..70).map(many).collect();
    let mut all = EffectivePermissions::new().identity(&own);
    for level in &levels {
        all = all.service_control_level([level]);
    }
    let answer = ask(&EffectivePermissions::new(), &all);
    assert_eq!(answer.verdict(), Verdict::Unknown);
    assert!(answer.unknown().iter().all(|it| it.why == Why::Budget));
}
