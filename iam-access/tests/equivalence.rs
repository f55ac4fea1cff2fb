//! What means the same whatever AWS adds, and what does not.

#![expect(clippy::panic, reason = "a test may panic")]

use iam_access::{Verdict, equivalent};
use iam_core::policy::{Identity, Kind, Policy, Resource};

#[track_caller]
fn are<K: Kind>(one: &str, other: &str, expected: Verdict) {
    let read = |statements: &str| -> Policy<K> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
    };
    assert_eq!(equivalent(&read(one), &read(other)), expected, "{one}\n{other}");
}

fn allow(actions: &str, resources: &str, condition: &str) -> String {
    format!(
        r#"{{"Effect":"Allow","Action":{actions},"Resource":{resources},"Condition":{condition}}}"#
    )
}

#[test]
fn merges_that_are_sound() {
    use Verdict::Pass;
    let one = |actions: &str| allow(actions, r#""*""#, "{}");
    are::<Identity>(
        &format!("{},{}", one(r#""s3:Get*""#), one(r#""sqs:*""#)),
        &one(r#"["s3:Get*","sqs:*"]"#),
        Pass,
    );
    let on = |resources: &str| allow(r#""s3:GetObject""#, resources, "{}");
    are::<Identity>(
        &format!("{},{}", on(r#""arn:aws:s3:::a/*""#), on(r#""arn:aws:s3:::b/*""#)),
        &on(r#"["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]"#),
        Pass,
    );
    let when = |values: &str| {
        allow(
            r#""s3:*""#,
            r#""*""#,
            &format!(r#"{{"StringLike":{{"aws:PrincipalTag/t":{values}}}}}"#),
        )
    };
    are::<Identity>(
        &format!("{},{}", when(r#""a*""#), when(r#""b""#)),
        &when(r#"["a*","b"]"#),
        Pass,
    );
    are::<Identity>(&one(r#"["s3:*","s3:Get*","S3:GetObject"]"#), &one(r#""s3:*""#), Pass);
}

#[test]
fn merges_that_look_sound_and_are_not() {
    use Verdict::Fail;
    for (operator, key) in [
        ("ForAllValues:StringEquals", "aws:TagKeys"),
        ("ForAnyValue:StringNotEquals", "aws:TagKeys"),
        ("StringNotEquals", "aws:PrincipalTag/t"),
    ] {
        let when = |operator: &str, values: &str| {
            allow(r#""ec2:*""#, r#""*""#, &format!(r#"{{"{operator}":{{"{key}":{values}}}}}"#))
        };
        let apart = format!("{},{}", when(operator, r#""a""#), when(operator, r#""b""#));
        are::<Identity>(&apart, &when(operator, r#"["a","b"]"#), Fail);
    }
    let keys = |t: &str, u: &str| {
        allow(
            r#""s3:*""#,
            r#""*""#,
            &format!(r#"{{"StringEquals":{{"aws:PrincipalTag/t":{t},"aws:PrincipalTag/u":{u}}}}}"#),
        )
    };
    are::<Identity>(
        &format!("{},{}", keys(r#""a""#, r#""a""#), keys(r#""b""#, r#""b""#)),
        &keys(r#"["a","b"]"#, r#"["a","b"]"#),
        Fail,
    );
    let but = |element: &str, value: &str| {
        let other = if element == "NotAction" { r#""Resource":"*""# } else { r#""Action":"s3:*""# };
        format!(r#"{{"Effect":"Allow","{element}":{value},{other}}}"#)
    };
    are::<Identity>(
        &format!("{},{}", but("NotAction", r#""s3:*""#), but("NotAction", r#""ec2:*""#)),
        &but("NotAction", r#"["s3:*","ec2:*"]"#),
        Fail,
    );
    are::<Identity>(
        &allow(r#""s3:*""#, r#""*/k""#, "{}"),
        &allow(r#""s3:*""#, r#""**/k""#, "{}"),
        Fail,
    );
    // Every action of today's registry, and not every action.
    are::<Identity>(
        &allow(r#"["sqs:ListQueues","sqs:ListQueueTags"]"#, r#""*""#, "{}"),
        &allow(r#""sqs:ListQueue*""#, r#""*""#, "{}"),
        Fail,
    );
    let grant = |principal: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"kms:Decrypt","Resource":"*"}}"#
        )
    };
    let account = grant(r#"{"AWS":"111122223333"}"#);
    let both = format!("{account},{}", grant(r#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#));
    are::<Resource>(&account, &both, Fail);
    are::<Resource>(&grant(r#""*""#), &format!("{account},{}", grant(r#""*""#)), Verdict::Pass);
}

#[test]
fn denials_alone_differ_from_none() {
    let deny =
        |actions: &str| format!(r#"{{"Effect":"Deny","Action":"{actions}","Resource":"*"}}"#);
    let one = allow(r#""sqs:*""#, r#""*""#, "{}");
    are::<Identity>(&one, &format!("{one},{}", deny("s3:*")), Verdict::Fail);
    are::<Identity>(&deny("s3:*"), &deny("s3:Get*"), Verdict::Fail);
    are::<Identity>(&deny("s3:*"), &format!("{},{}", deny("s3:Get*"), deny("S3:*")), Verdict::Pass);
}
