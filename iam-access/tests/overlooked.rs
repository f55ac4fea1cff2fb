//! Requests that a proof may overlook, and witnesses that nobody can make.

#![expect(clippy::panic, reason = "a test may panic")]

use iam_access::{Access, Answer, Verdict, access_not_granted, no_new_access};
use iam_core::policy::{Identity, Policy, ResourcePolicy, TrustPolicy};

fn policy(statements: &str) -> Policy<Identity> {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn resource(statements: &str) -> ResourcePolicy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn is(answer: &Answer, expected: Verdict) {
    let shown = answer.witness().map(|witness| {
        let request = witness.request();
        format!(
            "{} {} {} {:?}",
            request.principal(),
            request.action(),
            request.resource(),
            request.context()
        )
    });
    assert_eq!(answer.verdict(), expected, "{shown:?} {:?}", answer.unknown());
}

#[track_caller]
fn identity(old: &str, new: &str, expected: Verdict) {
    is(&no_new_access(&policy(old), &policy(new)), expected);
}

fn s3(resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}"#)
}

fn when(condition: &str) -> String {
    format!(
        r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{condition}}}"#
    )
}

#[test]
fn names_that_aws_gives_may_have_colons() {
    let allow = |action: &str, resource: &str| {
        format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}"#)
    };
    let nothing = r#"{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}"#;
    for (action, resource) in [
        (
            "bedrock:InvokeModel",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1",
        ),
        (
            "bedrock:InvokeModel",
            "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-v1:0",
        ),
        (
            "dynamodb:GetRecords",
            "arn:aws:dynamodb:us-east-1:111122223333:table/T/stream/2015-05-11T21:21:33.291",
        ),
        ("s3:GetObject", "arn:aws:s3:::b/*"),
    ] {
        identity(nothing, &allow(action, resource), Verdict::Fail);
    }
}

#[test]
fn one_provider_of_all_may_be_denied() {
    let trust = |statements: &str| -> TrustPolicy {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
    };
    let allow =
        r#"{"Effect":"Allow","Principal":{"Federated":"*"},"Action":"sts:AssumeRoleWithSAML"}"#;
    let deny = r#"{"Effect":"Deny","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/idp"},"Action":"sts:AssumeRoleWithSAML"}"#;
    let both = trust(&format!("{allow},{deny}"));
    is(&no_new_access(&both, &trust(allow)), Verdict::Fail);
    is(&no_new_access(&trust(allow), &both), Verdict::Pass);
}

#[test]
fn whoever_is_of_another_account_is_no_role_of_this_one() {
    for action in ["sts:AssumeRole", "kms:Decrypt"] {
        let allow = |account: &str| {
            format!(
                r#"{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"{action}","Resource":"*"}}"#
            )
        };
        let answer =
            no_new_access(&resource(&allow("777788889999")), &resource(&allow("111122223333")));
        let witness = answer.witness().unwrap_or_else(|| panic!("{action}"));
        let request = witness.request();
        assert_eq!(request.principal().account(), Some("111122223333"), "{request:?}");
        let of_resource = request.resource().split(':').nth(4);
        assert!(of_resource.is_some_and(|it| it != "111122223333"), "{request:?}");
    }
}

#[test]
fn many_statements_are_one_with_many_resources() {
    let one = |number: usize| s3(&format!("arn:aws:s3:::reports/{number}/*"));
    let apart: Vec<String> = (0..200).map(one).collect();
    let apart = apart.join(",");
    let list: Vec<String> =
        (0..200).map(|it| format!(r#""arn:aws:s3:::reports/{it}/*""#)).collect();
    let together = |list: &[String]| {
        format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":[{}]}}"#, list.join(","))
    };
    identity(&apart, &together(&list), Verdict::Pass);
    identity(&together(&list), &apart, Verdict::Pass);
    let more = [&list[..], &[r#""arn:aws:s3:::payroll/*""#.to_owned()]].concat();
    identity(&apart, &together(&more), Verdict::Fail);
}

#[test]
fn no_request_has_a_set_of_empty_text() {
    identity(
        &when(r#"{"ForAnyValue:StringLike":{"aws:TagKeys":"*"}}"#),
        &when(r#"{"Null":{"aws:TagKeys":"false"}}"#),
        Verdict::Pass,
    );
}

/// The commonest guard, by which whoever asks keeps to its own account, says nothing of what AWS owns.
#[test]
fn a_document_of_aws_is_of_none_of_our_accounts() {
    let run = |resources: &str, condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"ssm:SendCommand","Resource":{resources}{condition}}}"#
        )
    };
    let own = run(
        r#""arn:aws:ssm:*:*:document/*""#,
        r#","Condition":{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}"#,
    );
    let of_aws = run(r#"["arn:aws:ssm:*::document/AWS-*","arn:aws:ssm:*::document/AWSDRS-*"]"#, "");
    let fewer = run(r#""arn:aws:ssm:*::document/AWS-*""#, "");
    let (old, new) = (format!("{own},{fewer}"), format!("{own},{of_aws}"));
    identity(&old, &new, Verdict::Fail);
    identity(&new, &old, Verdict::Pass);
    let answer = no_new_access(&policy(&old), &policy(&new));
    let owner = answer.witness().map(|it| it.request().context().values("aws:ResourceAccount"));
    assert_eq!(owner.map(<[_]>::len), Some(1), "it says whose the document is");
}

#[test]
fn what_is_the_same_before_and_after_decides_all_the_same() {
    let (get, put) = (s3("arn:aws:s3:::a/*"), s3("arn:aws:s3:::a/b"));
    let send = r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}"#;
    let any = r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#;
    let deny = r#"{"Effect":"Deny","Action":"S3:*","Resource":"*"}"#;
    identity(&format!("{send},{get}"), &format!("{send},{put}"), Verdict::Pass);
    identity(&format!("{send},{put}"), &format!("{send},{get}"), Verdict::Fail);
    // Denied before and after, by statements of another spelling or place.
    identity(&format!("{deny},{send}"), &format!("{get},{deny},{send}"), Verdict::Pass);
    identity(&format!("{deny},{get}"), &format!("{get},{send}"), Verdict::Fail);
    identity(&format!("{any},{send}"), &format!("{send},{any},{get}"), Verdict::Pass);
    identity(&format!("{send},{put}"), &format!("{any},{put}"), Verdict::Fail);
}

#[test]
fn keys_are_shown_as_the_policy_writes_them() {
    let of_tag = s3("arn:aws:s3:::a/${aws:PrincipalTag/TeamName, 'nobody'}/*");
    let answer = no_new_access(&policy(&s3("arn:aws:s3:::a/nobody/*")), &policy(&of_tag));
    let keys = answer.witness().map(|it| it.request().context().keys().collect::<Vec<_>>());
    assert_eq!(keys, Some(vec!["aws:PrincipalTag/TeamName"]));
}

/// A variable whose key has to have one of some values is one of them.
#[test]
fn conditions_pin_variables() {
    let allow = |resource: &str, condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/{resource}","Condition":{{{condition}}}}}"#
        )
    };
    let any = |resource: &str| s3(&format!("arn:aws:s3:::b/{resource}"));
    let own = "${aws:PrincipalTag/t}/*";
    let equals = |value: &str| format!(r#""StringEquals":{{"aws:PrincipalTag/t":{value}}}"#);
    let differs = r#""StringNotEquals":{"aws:PrincipalTag/t":"x"}"#;
    let both = format!("{},{}", any("x/*"), any("y/*"));
    let cases = [
        (any("x/*"), allow(own, &equals(r#""x""#)), Verdict::Pass),
        (any("x/*"), allow(own, &equals(r#"["x","y"]"#)), Verdict::Fail),
        (both, allow(own, &equals(r#"["x","y"]"#)), Verdict::Pass),
        (any(own), allow("x/*", &equals(r#""x""#)), Verdict::Pass),
        (any(own), allow("x/*", &equals(r#"["x","y"]"#)), Verdict::Fail),
        (
            format!("{},{}", any(own), allow("x/*", differs)),
            allow("x/*", r#""Null":{"aws:PrincipalTag/t":"false"}"#),
            Verdict::Pass,
        ),
        (any("x*/*"), allow(own, r#""StringLike":{"aws:PrincipalTag/t":"x*"}"#), Verdict::Pass),
        (any("x*/*"), allow(own, r#""StringLike":{"aws:PrincipalTag/t":"*x*"}"#), Verdict::Fail),
        // A value may have slashes, and there may be none.
        (
            format!("{},{}", any("*"), any("x/*").replace("Allow", "Deny")),
            allow(own, differs),
            Verdict::Fail,
        ),
        (any("${aws:PrincipalTag/t, 'n'}/*"), any("n/*"), Verdict::Fail),
        (
            any("x/*"),
            allow(
                "${aws:PrincipalTag/t, 'n'}/*",
                r#""StringEqualsIfExists":{"aws:PrincipalTag/t":"x"}"#,
            ),
            Verdict::Fail,
        ),
        // Roles have no name, and no test of it.
        (
            any("x/*"),
            allow(
                "${aws:PrincipalTag/t}/*",
                r#""StringNotLike":{"aws:username":"x"},"StringLikeIfExists":{"aws:username":"x"}"#,
            ),
            Verdict::Fail,
        ),
        (
            any("x/*"),
            allow("${aws:username}/*", r#""StringEquals":{"aws:username":"x"}"#),
            Verdict::Pass,
        ),
        (
            any("x/*"),
            allow(
                "*/${aws:PrincipalTag/t}",
                r#""StringEqualsIfExists":{"aws:PrincipalTag/t":"${aws:username}"}"#,
            ),
            Verdict::Fail,
        ),
    ];
    for (old, new, expected) in cases {
        identity(&old, &new, expected);
    }
}

#[test]
fn whose_a_resource_is_decides_who_may_ask() {
    let allow = |principal: &str, condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"ACTION","Resource":"arn:aws:s3:::b/*","Condition":{{"StringEquals":{condition}}}}}"#
        )
    };
    let own = allow(r#""*""#, r#"{"aws:PrincipalAccount":"${aws:ResourceAccount}"}"#);
    let owners = r#"{"aws:ResourceAccount":["111122223333","444455556666"]}"#;
    let of_account = allow(r#"{"AWS":"111122223333"}"#, owners);
    for statement in [own, of_account] {
        let [one, more] = ["s3:GetObject", "s3:*Object"].map(|it| statement.replace("ACTION", it));
        let answer = no_new_access(&resource(&one), &resource(&more));
        is(&answer, Verdict::Fail);
        is(&no_new_access(&resource(&more), &resource(&one)), Verdict::Pass);
    }
    // The account stands in what is asked about alone.
    let key = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:Decrypt","Resource":"*"}"#;
    let access = Access::new(["kms:Decrypt"], ["arn:aws:kms:us-east-1:111122223333:key/1"]);
    is(&access_not_granted(&resource(key), &access.expect("access")), Verdict::Fail);
}

#[test]
fn nobody_has_an_empty_name() {
    let own = s3("arn:aws:s3:::b/${aws:username}/x");
    identity(&s3("arn:aws:s3:::b/?*/x"), &own, Verdict::Pass);
    identity(&s3("arn:aws:s3:::b/??*/x"), &own, Verdict::Fail);
}

/// Requests of root are in no answer, which is no leave to let it do more.
#[test]
fn what_root_may_do_is_told() {
    let all = r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;
    let root = r#""Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}"#;
    let denied = format!("{all},{},{root}}}", all.replace("Allow", "Deny").trim_end_matches('}'));
    let (all, denied) = (resource(all), resource(&denied));
    assert!(no_new_access(&denied, &all).overlooks_root());
    assert!(!no_new_access(&all, &denied).overlooks_root());
    assert!(!no_new_access(&denied, &denied).overlooks_root());
    let identity = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;
    let nobody = r#"{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;
    is(&no_new_access(&resource(nobody), &resource(identity)), Verdict::Unknown);
}

#[test]
fn a_long_pattern_takes_no_square() {
    let long = |times: usize, piece: &str| s3(&format!("arn:aws:s3:::{}", piece.repeat(times)));
    identity(&s3("arn:aws:s3:::*"), &long(4_000, "a*"), Verdict::Pass);
    let answer = no_new_access(&policy(&long(200_000, "a")), &policy(&long(100_000, "a*")));
    assert_ne!(answer.verdict(), Verdict::Pass);
}
