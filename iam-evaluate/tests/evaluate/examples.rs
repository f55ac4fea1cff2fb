//! Rules of AWS's documentation, one example a line.

use iam_core::policy::{
    Policy, Resource, ResourceControlPolicy, ResourcePolicy, ServiceControlPolicy, TrustPolicy,
};
use iam_evaluate::{Context, ContextValue, Decision, Evaluator, Policies, Request};

const ANN: &str = "arn:aws:iam::111122223333:user/ann";
const NIGHT: &str = "arn:aws:sts::111122223333:assumed-role/backup/night";
const OBJECT: &str = "arn:aws:s3:::reports/a";

fn statement(members: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{members}}}]}}"#)
}

fn decide(policies: &Policies<'_>, request: &Request) -> Decision {
    Evaluator::new(policies).decide(request)
}

/// Whether a statement with this test lets a request with this value of the key through.
#[track_caller]
fn meets(operator: &str, key: &str, wanted: &[&str], found: Option<&[&str]>) -> bool {
    let wanted = wanted.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join(",");
    let condition = format!(r#""Condition":{{"{operator}":{{"{key}":[{wanted}]}}}}"#);
    let text = statement(&format!(r#""Action":"s3:GetObject","Resource":"*",{condition}"#));
    let policy: Policy = text.parse().unwrap();
    let found = found.map(|values| match values {
        [one] => ContextValue::One((*one).to_owned()),
        values => ContextValue::from(values),
    });
    let context: Context = found.into_iter().map(|value| (key, value)).collect();
    let context = context.with("aws:userid", "AIDAX").with("aws:PrincipalTag/Stars", "*");
    let request = Request::new(ANN, "s3:GetObject", OBJECT).unwrap().with_context(context);
    decide(&Policies::new().identity(&policy), &request) == Decision::Allow
}

#[test]
fn operators() {
    let tag = "aws:PrincipalTag/Team";
    let (yes, no) = (true, false);
    for (answer, operator, key, wanted, found) in [
        (yes, "StringEquals", tag, &["blue", "red"][..], Some(&["red"][..])),
        (no, "StringEquals", tag, &["blue"], Some(&["Blue"])),
        (yes, "StringEqualsIgnoreCase", tag, &["blue"], Some(&["BLUE"])),
        (yes, "StringEqualsIgnoreCase", tag, &["ä"], Some(&["Ä"])),
        (no, "StringNotEquals", tag, &["blue", "red"], Some(&["red"])),
        (yes, "StringNotEquals", tag, &["blue"], None),
        (no, "StringEquals", tag, &["blue"], None),
        (yes, "StringEqualsIfExists", tag, &["blue"], None),
        (no, "StringEqualsIfExists", tag, &["blue"], Some(&["red"])),
        (no, "StringEquals", tag, &["b*"], Some(&["blue"])),
        (yes, "StringEquals", tag, &["b*"], Some(&["b*"])),
        (yes, "StringLike", tag, &["b?ue*"], Some(&["blue"])),
        (yes, "StringLike", tag, &["b?ue"], Some(&["b\u{1f600}ue"])),
        (no, "StringLike", tag, &["b${*}"], Some(&["blue"])),
        (yes, "StringLike", tag, &["b${*}"], Some(&["b*"])),
        (yes, "StringEquals", tag, &["${aws:userid}"], Some(&["AIDAX"])),
        (no, "StringLike", tag, &["${aws:PrincipalTag/Stars}"], Some(&["blue"])),
        (no, "StringEquals", tag, &["${aws:username}"], Some(&["${aws:username}"])),
        (yes, "StringNotEquals", tag, &["${aws:username}"], Some(&["ann"])),
        (yes, "StringEquals", tag, &["${aws:username, 'ann'}"], Some(&["ann"])),
        (yes, "NumericLessThan", "s3:signatureAge", &["600000"], Some(&["599999.5"])),
        (yes, "NumericEquals", "s3:signatureAge", &["7.0"], Some(&["07"])),
        (no, "NumericNotEquals", "s3:signatureAge", &["7"], Some(&["seven"])),
        (yes, "DateLessThan", "aws:CurrentTime", &["2026-07-01"], Some(&["2026-06-30T23:59:59Z"])),
        (yes, "DateEquals", "aws:CurrentTime", &["1782864000"], Some(&["2026-07-01T00:00:00Z"])),
        (yes, "DateEquals", "aws:EpochTime", &["2026-07-01T02:00:00+02:00"], Some(&["1782864000"])),
        (yes, "Bool", "aws:SecureTransport", &["true"], Some(&["True"])),
        (yes, "Bool", "aws:SecureTransport", &["${aws:username, 'true'}"], Some(&["true"])),
        (no, "Bool", "aws:SecureTransport", &["${aws:userid}"], Some(&["true"])),
        (yes, "BinaryEquals", tag, &["YWI="], Some(&["YWI"])),
        (yes, "IpAddress", "aws:SourceIp", &["203.0.113.0/24"], Some(&["203.0.113.255"])),
        (yes, "IpAddress", "aws:SourceIp", &["0.0.0.0/0"], Some(&["203.0.113.255"])),
        (no, "IpAddress", "aws:SourceIp", &["0.0.0.0/0"], Some(&["2001:db8::1"])),
        (yes, "NotIpAddress", "aws:SourceIp", &["203.0.113.0/24"], Some(&["2001:db8::1"])),
        (yes, "IpAddress", "aws:SourceIp", &["2001:db8::/32"], Some(&["2001:DB8:0::1"])),
        (
            yes,
            "ArnLike",
            "aws:SourceArn",
            &["arn:aws:sns:*:*:n*"],
            Some(&["arn:aws:sns:r:1:news:x"]),
        ),
        (yes, "ArnEquals", "aws:SourceArn", &["arn:aws:s3:::b?"], Some(&["arn:aws:s3:::bc"])),
        (no, "ArnLike", "aws:SourceArn", &["arn:aws:s3:*"], Some(&["arn:aws:s3:::b"])),
        (no, "ArnLike", "aws:SourceArn", &["arn:aws:s*:::b"], Some(&["arn:aws:s3:r::b"])),
        (yes, "Null", tag, &["true"], None),
        (no, "Null", tag, &["true"], Some(&["x"])),
        (yes, "Null", tag, &["false"], Some(&["x"])),
        (yes, "Null", "aws:CalledVia", &["true"], Some(&[])),
        (yes, "ForAllValues:StringEquals", "aws:CalledVia", &["a", "b"], Some(&["a", "b"])),
        (no, "ForAllValues:StringEquals", "aws:CalledVia", &["a"], Some(&["a", "b"])),
        (yes, "ForAllValues:StringEquals", "aws:CalledVia", &["a"], None),
        (yes, "ForAllValues:StringEquals", "aws:CalledVia", &["a"], Some(&[])),
        (yes, "ForAllValues:StringEquals", "aws:CalledVia", &["a"], Some(&["", ""])),
        (yes, "ForAnyValue:StringEquals", "aws:CalledVia", &["a"], Some(&["a", "b"])),
        (no, "ForAnyValue:StringEquals", "aws:CalledVia", &["a"], None),
        (no, "ForAnyValue:StringNotEquals", "aws:CalledVia", &["a"], None),
        (no, "ForAnyValue:StringEquals", "aws:CalledVia", &["a"], Some(&[])),
        (yes, "ForAnyValue:StringNotEquals", "aws:CalledVia", &["a"], Some(&["a", "b"])),
        (no, "ForAllValues:StringNotEquals", "aws:CalledVia", &["a"], Some(&["a", "b"])),
        (yes, "ForAnyValue:StringEqualsIfExists", "aws:CalledVia", &["a"], None),
        (no, "StringEquals", "aws:CalledVia", &["a"], Some(&["a", "b"])),
    ] {
        assert_eq!(
            meets(operator, key, wanted, found),
            answer,
            "{operator} {key} {wanted:?} {found:?}"
        );
    }
}

/// A `*` that ends its field may stand for more of them, however many fields are written.
#[test]
fn resources_with_colons() {
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:nightly";
    for (matches, pattern) in [
        (true, "arn:aws:lambda:*:*:function:nightly"),
        (true, "arn:aws:lambda:*:function:nightly"),
        (true, "arn:aws:lambda:*:function:${aws:username, 'nightly'}"),
        (true, "arn:aws:lambda:*:nightly"),
        (true, "arn:aws:lambda:eu-west-1:111122223333:*y"),
        (false, "arn:aws:lambda:*1:function:nightly"),
        (false, "arn:aws:lambda:*:function:${aws:username}"),
        (false, "arn:aws:lambda:*:function:Nightly"),
    ] {
        let policy: Policy =
            statement(&format!(r#""Action":"*","Resource":"{pattern}""#)).parse().unwrap();
        let request = Request::new(ANN, "lambda:InvokeFunction", function).unwrap();
        let decision = decide(&Policies::new().identity(&policy), &request);
        assert_eq!(decision == Decision::Allow, matches, "{pattern}");
    }
}

#[test]
fn resources() {
    let queue = "arn:aws:sqs:eu-west-1:111122223333:inbox";
    for (matches, pattern) in [
        (true, "*"),
        (true, "arn:aws:sqs:*:*:in*"),
        (true, "arn:aws:sqs:eu-west-?:111122223333:inbox"),
        (true, "arn:aws:sqs*"),
        (true, "arn:aws:sqs:*:inbox"),
        (true, "arn:*"),
        (false, "arn:aws:sqs:e*1:inbox"),
        (false, "arn:aws:sqs:eu-west-1:111122223333:Inbox"),
        (false, "arn:aws:sqs:eu-west-1:*:111122223333:inbox"),
        (false, "arn:aws:sqs:eu-west-1::inbox"),
        (false, "inbox"),
    ] {
        let text = statement(&format!(r#""Action":"SQS:sendmessage","Resource":"{pattern}""#));
        let policy: Policy = text.parse().unwrap();
        let request = Request::new(ANN, "sqs:SendMessage", queue).unwrap();
        let decision = decide(&Policies::new().identity(&policy), &request);
        assert_eq!(decision == Decision::Allow, matches, "{pattern}");
    }
}

/// Variables came with version 2012-10-17.
#[test]
fn versions() {
    let current =
        statement(r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/${aws:username}""#);
    let old = current.replace("2012", "2008");
    let own = Context::new().with("aws:username", "ann");
    for (text, resource, wanted) in [
        (&current, "arn:aws:s3:::reports/ann", Decision::Allow),
        (&current, "arn:aws:s3:::reports/${aws:username}", Decision::ImplicitDeny),
        (&old, "arn:aws:s3:::reports/ann", Decision::ImplicitDeny),
        (&old, "arn:aws:s3:::reports/${aws:username}", Decision::Allow),
    ] {
        let policy: Policy = text.parse().unwrap();
        let request = Request::new(ANN, "s3:GetObject", resource).unwrap();
        let request = request.with_context(own.clone());
        assert_eq!(
            decide(&Policies::new().identity(&policy), &request),
            wanted,
            "{text} {resource}"
        );
    }
}

/// Who is named how decides what still limits the request.
#[test]
fn resource_policies_within_the_account() {
    let nothing: Policy = statement(r#""Action":"sqs:*","Resource":"*""#).parse().unwrap();
    let everything: Policy = statement(r#""Action":"*","Resource":"*""#).parse().unwrap();
    let (yes, no) = (Decision::Allow, Decision::ImplicitDeny);
    // Alone; with a boundary that lacks it; with a session policy that lacks it; with an
    // identity-based policy.
    for (principal, named, wanted) in [
        (ANN, r#""*""#, [yes, yes, yes, yes]),
        (ANN, r#"{"AWS":"arn:aws:iam::111122223333:user/ann"}"#, [yes, yes, yes, yes]),
        (ANN, r#"{"AWS":"111122223333"}"#, [no, no, no, yes]),
        (NIGHT, r#"{"AWS":"arn:aws:iam::111122223333:role/path/backup"}"#, [yes, no, no, yes]),
        (
            NIGHT,
            r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/backup/night"}"#,
            [yes, yes, yes, yes],
        ),
        (
            NIGHT,
            r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/backup/day"}"#,
            [no, no, no, yes],
        ),
        ("ec2.amazonaws.com", r#"{"Service":"ec2.amazonaws.com"}"#, [yes, yes, yes, yes]),
        ("ec2.amazonaws.com", r#"{"AWS":"111122223333"}"#, [no, no, no, no]),
    ] {
        let text = statement(&format!(r#""Principal":{named},"Action":"s3:*","Resource":"*""#));
        let policy: ResourcePolicy = text.parse().unwrap();
        let alone = || Policies::new().resource(&policy);
        let all = [
            alone(),
            alone().permissions_boundary(&nothing),
            alone().session(&nothing),
            alone().identity(&everything),
        ];
        let request = Request::new(principal, "s3:GetObject", OBJECT).unwrap();
        assert_eq!(all.map(|it| decide(&it, &request)), wanted, "{principal} {named}");
    }
}

#[test]
fn across_accounts_both_must_allow() {
    let own: Policy = statement(r#""Action":"s3:*","Resource":"*""#).parse().unwrap();
    let theirs = statement(r#""Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*""#);
    let theirs: ResourcePolicy = theirs.parse().unwrap();
    let request = Request::new(ANN, "s3:GetObject", OBJECT).unwrap();
    let request = request.with_resource_account("444455556666").unwrap();
    let both = Policies::new().identity(&own).resource(&theirs);
    assert_eq!(decide(&both, &request), Decision::Allow);
    let one = Policies::new().identity(&own);
    assert_eq!(decide(&one, &request), Decision::ImplicitDeny);
    let other = Policies::new().resource(&theirs);
    assert_eq!(decide(&other, &request), Decision::ImplicitDeny);
}

/// What is AWS's own is no other account's.
#[test]
fn policies_of_aws_need_no_permission_of_aws() {
    let own: Policy = statement(r#""Action":"iam:Get*","Resource":"*""#).parse().unwrap();
    let policy = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let request = Request::new(ANN, "iam:GetPolicy", policy).unwrap();
    assert_eq!(decide(&Policies::new().identity(&own), &request), Decision::Allow);
}

#[test]
fn roles_and_keys_need_their_own_policies() {
    let own: Policy = statement(r#""Action":"*","Resource":"*""#).parse().unwrap();
    let role = Request::new(ANN, "sts:AssumeRole", "arn:aws:iam::111122223333:role/r").unwrap();
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1";
    let key = Request::new(ANN, "kms:Decrypt", key).unwrap();
    for request in [&role, &key] {
        let alone = Policies::new().identity(&own);
        assert_eq!(decide(&alone, request), Decision::ImplicitDeny);
    }
    let trust = statement(r#""Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#);
    let trust: TrustPolicy = trust.parse().unwrap();
    let trusted = Policies::new().resource(&trust);
    assert_eq!(decide(&trusted, &role), Decision::ImplicitDeny);
    assert_eq!(decide(&trusted.identity(&own), &role), Decision::Allow);
}

#[test]
fn organizations_limit_members_but_not_service_linked_roles() {
    let own: Policy = statement(r#""Action":"*","Resource":"*""#).parse().unwrap();
    let all: ServiceControlPolicy = statement(r#""Action":"*","Resource":"*""#).parse().unwrap();
    let deny =
        statement(r#""Principal":"*","Action":"s3:*","Resource":"*""#).replace("Allow", "Deny");
    let deny: ResourceControlPolicy = deny.parse().unwrap();
    let linked =
        "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
    let ask = |principal: &str, policies: &Policies<'_>| {
        decide(policies, &Request::new(principal, "s3:GetObject", OBJECT).unwrap())
    };
    let empty_level =
        Policies::new().identity(&own).service_control_level([&all]).service_control_level([]);
    assert_eq!(ask(ANN, &empty_level), Decision::ImplicitDeny);
    assert_eq!(ask(linked, &empty_level), Decision::Allow);
    assert_eq!(ask("arn:aws:iam::111122223333:root", &empty_level), Decision::ImplicitDeny);
    assert_eq!(ask("arn:aws:iam::111122223333:root", &Policies::new()), Decision::Allow);
    let guarded = Policies::new().identity(&own).resource_control_level([&deny]);
    assert_eq!(ask(ANN, &guarded), Decision::ExplicitDeny);
    assert_eq!(ask(linked, &guarded), Decision::Allow);
    let open = Policies::new().identity(&own).resource_control_level([]);
    assert_eq!(ask(ANN, &open), Decision::Allow);
    let grants = statement(r#""Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*""#);
    let (deny, grants) = (grants.replace("Allow", "Deny"), grants.parse().unwrap());
    let deny: ResourceControlPolicy = deny.parse().unwrap();
    let policies = Policies::new().resource::<Resource>(&grants).resource_control_level([&deny]);
    for (action, wanted) in
        [("kms:RetireGrant", Decision::Allow), ("kms:RevokeGrant", Decision::ExplicitDeny)]
    {
        let request = Request::new(ANN, action, "arn:aws:kms:eu-west-1:111122223333:key/1");
        assert_eq!(decide(&policies, &request.unwrap()), wanted, "{action}");
    }
}

/// The name of a service, a provider or a canonical user is no identity, and `*` is only everybody
/// among the principals of `AWS`.
#[test]
fn names_belong_to_their_type() {
    for (principal, named, wanted) in [
        ("*", r#"{"AWS":"*"}"#, Decision::Allow),
        ("*", r#"{"Service":"*"}"#, Decision::ImplicitDeny),
        ("*", r#"{"Federated":"*"}"#, Decision::ImplicitDeny),
        (ANN, r#"{"Service":"arn:aws:iam::111122223333:user/ann"}"#, Decision::ImplicitDeny),
        ("ec2.amazonaws.com", r#"{"AWS":"ec2.amazonaws.com"}"#, Decision::ImplicitDeny),
        ("accounts.google.com", r#"{"Federated":"accounts.google.com"}"#, Decision::Allow),
        ("alexa-appkit.amazon.com", r#"{"Service":"alexa-appkit.amazon.com"}"#, Decision::Allow),
    ] {
        let text = statement(&format!(r#""Principal":{named},"Action":"s3:*","Resource":"*""#));
        let policy: ResourcePolicy = text.parse().unwrap();
        let request = Request::new(principal, "s3:GetObject", OBJECT).unwrap();
        assert_eq!(decide(&Policies::new().resource(&policy), &request), wanted, "{named}");
    }
}

/// A federated user has what the user has and the session policy lets through: without one, nothing.
#[test]
fn federated_users_need_a_session_policy() {
    let own: Policy = statement(r#""Action":"*","Resource":"*""#).parse().unwrap();
    let eve = "arn:aws:sts::111122223333:federated-user/eve";
    let request = Request::new(eve, "s3:GetObject", OBJECT).unwrap();
    let without = Policies::new().identity(&own);
    assert_eq!(decide(&without, &request), Decision::ImplicitDeny);
    assert_eq!(decide(&without.session(&own), &request), Decision::Allow);
    let named =
        statement(&format!(r#""Principal":{{"AWS":"{eve}"}},"Action":"s3:*","Resource":"*""#));
    let named: ResourcePolicy = named.parse().unwrap();
    assert_eq!(decide(&Policies::new().resource(&named), &request), Decision::Allow);
}

/// No bucket policy keeps the owner's root user from mending it; organizations do.
#[test]
fn root_is_not_locked_out_of_its_bucket() {
    let deny = statement(r#""Principal":"*","Action":"s3:*","Resource":"*""#);
    let deny = deny.replace("Allow", "Deny");
    let on_bucket: ResourcePolicy = deny.parse().unwrap();
    let of_organization: ResourceControlPolicy = deny.parse().unwrap();
    let locked = Policies::new().resource(&on_bucket);
    let ask = |action: &str, account: &str, policies: &Policies<'_>| {
        let root = "arn:aws:iam::111122223333:root";
        let request = Request::new(root, action, "arn:aws:s3:::reports").unwrap();
        decide(policies, &request.with_resource_account(account).unwrap())
    };
    let home = "111122223333";
    assert_eq!(ask("s3:DeleteBucketPolicy", home, &locked), Decision::Allow);
    assert_eq!(ask("s3:DeleteBucketPolicy", "444455556666", &locked), Decision::ExplicitDeny);
    assert_eq!(ask("s3:DeleteBucket", home, &locked), Decision::ExplicitDeny);
    let guarded = locked.resource_control_level([&of_organization]);
    assert_eq!(ask("s3:DeleteBucketPolicy", home, &guarded), Decision::ExplicitDeny);
}

/// Whoever has a boundary is denied by every `NotPrincipal`.
#[test]
fn not_principal() {
    let own: Policy = statement(r#""Action":"*","Resource":"*""#).parse().unwrap();
    let others = r#""NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/ann","111122223333"]},"Action":"*","Resource":"*""#;
    let others: ResourcePolicy = statement(others).replace("Allow", "Deny").parse().unwrap();
    let request = Request::new(ANN, "s3:GetObject", OBJECT).unwrap();
    let policies = Policies::new().identity(&own).resource(&others);
    assert_eq!(decide(&policies, &request), Decision::Allow);
    assert_eq!(decide(&policies.permissions_boundary(&own), &request), Decision::ExplicitDeny);
}

/// Threads ask the same evaluator the same question.
#[test]
fn evaluators_are_shared() {
    let own: Policy = statement(r#""Action":"s3:*","Resource":"*""#).parse().unwrap();
    let evaluator = Evaluator::new(&Policies::new().identity(&own));
    let request = Request::new(ANN, "s3:GetObject", OBJECT).unwrap();
    let ask = || evaluator.decide(&request);
    let answers = std::thread::scope(|scope| {
        let threads = [scope.spawn(ask), scope.spawn(ask)];
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(answers, [Decision::Allow; 2]);
}

#[test]
fn wrong_questions_are_errors() {
    let problems = |principal: &str, action: &str, resource: &str| {
        Request::new(principal, action, resource).map_or_else(|error| error.problems().len(), |_| 0)
    };
    assert_eq!(problems(ANN, "s3:GetObject", OBJECT), 0);
    assert_eq!(problems(ANN, "s3:GetObjct", OBJECT), 1);
    assert_eq!(problems("ann", "s3:Nothing", "x"), 2);
    assert_eq!(problems(ANN, "s3:ListAllMyBuckets", "arn:aws:s3:::reports"), 1);
    assert_eq!(problems(ANN, "s3:GetObject", "arn:aws:sqs:eu-west-1:111122223333:inbox"), 1);
    assert_eq!(problems("arn:aws:iam::1:user/ann", "s3:GetObject", OBJECT), 1);
    // A bucket's name has no slash.
    assert_eq!(problems(ANN, "s3:ListBucket", OBJECT), 1);
    assert_eq!(problems(ANN, "s3:ListBucket", "arn:aws:s3:::reports"), 0);
    let request =
        Request::new(ANN, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q").unwrap();
    assert!(request.with_resource_account("4").is_err());
}
