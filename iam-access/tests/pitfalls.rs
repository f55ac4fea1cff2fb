//! Pairs of policies of which a careless proof would say PASS, or FAIL, wrongly.

#![expect(clippy::panic, reason = "a test may panic")]

use iam_access::{Answer, Verdict, no_new_access};
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

#[track_caller]
fn of_resource(old: &str, new: &str, expected: Verdict) {
    is(&no_new_access(&resource(old), &resource(new)), expected);
}

const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

fn s3(resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}"#)
}

fn when(condition: &str) -> String {
    format!(
        r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{condition}}}"#
    )
}

#[test]
fn what_the_old_policy_denied_is_new() {
    let old = format!(r#"{ALL},{{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}}"#);
    identity(&old, r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, Verdict::Fail);
    identity(&old, r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}"#, Verdict::Pass);
    identity(ALL, &old, Verdict::Pass);
    identity(&old, ALL, Verdict::Fail);
    identity(&old, &old, Verdict::Pass);
}

#[test]
fn a_variable_may_hold_what_meets_a_pattern() {
    let old = format!(
        r#"{},{{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::bbb/secret/*"}}"#,
        s3("arn:aws:s3:::bbb/*")
    );
    identity(&old, &s3("arn:aws:s3:::bbb/${aws:PrincipalTag/t}"), Verdict::Fail);
    identity(
        &s3("arn:aws:s3:::home/?*/*"),
        &s3("arn:aws:s3:::home/${aws:PrincipalTag/t}/*"),
        Verdict::Fail,
    );
    identity(
        &s3("arn:aws:s3:::home/${aws:username}/*"),
        &s3("arn:aws:s3:::home/${aws:username}/docs/*"),
        Verdict::Pass,
    );
    identity(
        &s3("arn:aws:s3:::home/${aws:username}/docs/*"),
        &s3("arn:aws:s3:::home/${aws:username}/*"),
        Verdict::Fail,
    );
    identity(&s3("arn:aws:s3:::home/*"), &s3("arn:aws:s3:::home/${aws:username}"), Verdict::Pass);
    identity(&s3("arn:aws:s3:::home/ann"), &s3("arn:aws:s3:::home/${aws:username}"), Verdict::Fail);
    identity(
        &s3("arn:aws:s3:::home/ann"),
        &s3("arn:aws:s3:::home/${aws:PrincipalTag/t, 'ann'}"),
        Verdict::Fail,
    );
}

#[test]
fn values_of_another_type_are_in_neither() {
    identity(
        &when(r#"{"NumericNotEquals":{"aws:PrincipalTag/n":"abc"}}"#),
        &when(r#"{"NumericEquals":{"aws:PrincipalTag/n":"5"}}"#),
        Verdict::Fail,
    );
    let both = |one: &str, other: &str, value: &str| {
        format!(
            "{},{}",
            when(&format!(r#"{{"{one}":{{"aws:PrincipalTag/n":"{value}"}}}}"#)),
            when(&format!(r#"{{"{other}":{{"aws:PrincipalTag/n":"{value}"}}}}"#))
        )
    };
    let there = when(r#"{"Null":{"aws:PrincipalTag/n":"false"}}"#);
    identity(&both("NumericEquals", "NumericNotEquals", "5"), &there, Verdict::Fail);
    identity(&both("StringEquals", "StringNotEquals", "5"), &there, Verdict::Pass);
    identity(&both("IpAddress", "NotIpAddress", "10.0.0.0/8"), &there, Verdict::Fail);
    let arn = "arn:aws:s3:::bucket";
    identity(&both("ArnLike", "ArnNotLike", arn), &there, Verdict::Fail);
    let known =
        |operator: &str| when(&format!(r#"{{"{operator}":{{"s3:DataAccessPointArn":"{arn}"}}}}"#));
    identity(
        &format!("{},{}", known("ArnLike"), known("ArnNotLike")),
        &when(r#"{"Null":{"s3:DataAccessPointArn":"false"}}"#),
        Verdict::Pass,
    );
    identity(
        &when(r#"{"ArnLike":{"aws:SourceArn":"*"}}"#),
        &when(r#"{"StringLike":{"aws:SourceArn":"arn:aws:s3:::a"}}"#),
        Verdict::Fail,
    );
    identity(
        &when(r#"{"StringLike":{"aws:SourceArn":"arn:*"}}"#),
        &when(r#"{"ArnLike":{"aws:SourceArn":"*"}}"#),
        Verdict::Pass,
    );
}

#[test]
fn two_families_on_one_key() {
    identity(
        &when(r#"{"NumericLessThan":{"aws:PrincipalTag/n":"10"}}"#),
        &when(r#"{"StringLike":{"aws:PrincipalTag/n":"5"}}"#),
        Verdict::Pass,
    );
    identity(
        &when(r#"{"StringLike":{"aws:PrincipalTag/n":"5"}}"#),
        &when(r#"{"NumericEquals":{"aws:PrincipalTag/n":"5"}}"#),
        Verdict::Fail,
    );
}

#[test]
fn sets_of_values() {
    let tags = |operator: &str, values: &str| {
        when(&format!(r#"{{"{operator}":{{"aws:TagKeys":{values}}}}}"#))
    };
    let create = |text: &str| text.replace("s3:GetObject", "ec2:CreateTags");
    let check = |old: &str, new: &str, expected| identity(&create(old), &create(new), expected);
    let any = tags("ForAnyValue:StringEquals", r#"["a","b"]"#);
    let all = tags("ForAllValues:StringEquals", r#"["a","b"]"#);
    check(&any, &all, Verdict::Fail);
    check(&all, &any, Verdict::Fail);
    check(&all, &tags("ForAllValues:StringEquals", r#""a""#), Verdict::Pass);
    check(&tags("ForAllValues:StringEquals", r#""a""#), &all, Verdict::Fail);
    check(&any, &tags("ForAnyValue:StringEquals", r#""a""#), Verdict::Pass);
    // Either every tag is one of both, or some tag is another one.
    let others = tags("ForAnyValue:StringNotEquals", r#"["a","b"]"#);
    check(
        &format!("{all},{others}"),
        &create(ALL).replace("\"*\",\"Resource", "\"ec2:CreateTags\",\"Resource"),
        Verdict::Pass,
    );
}

#[test]
fn colons_in_names_and_fields() {
    identity(&s3("arn:aws:s3:::reports/*"), &s3("arn:aws:s3:*:*:reports/*"), Verdict::Fail);
    identity(&s3("arn:aws:s3:*:*:reports/*"), &s3("arn:aws:s3:::reports/*"), Verdict::Pass);
    let stack = |resource: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"cloudformation:DeleteStack","Resource":"{resource}"}}"#
        )
    };
    identity(
        &stack("arn:aws:cloudformation:*:*:stack/NotMy*/*"),
        &stack("arn:aws:cloudformation:*:*:stack/My*/*"),
        Verdict::Fail,
    );
    let guarded = format!(
        r#"{ALL},{{"Effect":"Deny","Action":"cloudformation:*","Resource":"arn:aws:cloudformation:*:*:stack/My*/*"}}"#
    );
    identity(&guarded, &stack("arn:aws:cloudformation:*:*:stack/NotMy*/*"), Verdict::Pass);
}

#[test]
fn case_is_that_of_unicode() {
    let old = format!(
        r#"{ALL},{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"StringEqualsIgnoreCase":{{"aws:PrincipalTag/t":"k"}}}}}}"#
    );
    identity(
        &old,
        &when("{\"StringEquals\":{\"aws:PrincipalTag/t\":\"\u{212a}\"}}"),
        Verdict::Fail,
    );
    identity(&old, &when(r#"{"StringEquals":{"aws:PrincipalTag/t":"l"}}"#), Verdict::Pass);
}

#[test]
fn sources_come_with_roles_too() {
    let old = r#"{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}"#;
    let new = r#"{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:topic"}}}"#;
    of_resource(old, new, Verdict::Fail);
    of_resource(new, old, Verdict::Fail);
}

#[test]
fn accounts_and_their_roles() {
    let grant = |principal: &str, resource: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sqs:SendMessage","Resource":"{resource}"}}"#
        )
    };
    let role = "arn:aws:iam::111122223333:role/app";
    of_resource(&grant("111122223333", "*"), &grant(role, "*"), Verdict::Pass);
    of_resource(&grant(role, "*"), &grant("111122223333", "*"), Verdict::Fail);
    let own = "arn:aws:sqs:us-east-1:111122223333:inbox";
    of_resource(&grant("111122223333", own), &grant(role, own), Verdict::Fail);
    of_resource(&grant("*", own), &grant(role, own), Verdict::Pass);
    of_resource(&grant(role, own), &grant("111122223333", own), Verdict::Fail);
    let others = "arn:aws:sqs:us-east-1:444455556666:inbox";
    of_resource(&grant("111122223333", others), &grant(role, others), Verdict::Pass);
}

#[test]
fn everybody_with_exceptions() {
    let deny = |principals: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}},{{"Effect":"Deny","NotPrincipal":{{"AWS":[{principals}]}},"Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}}"#
        )
    };
    let one = deny(r#""arn:aws:iam::111122223333:role/app","111122223333""#);
    let two = deny(
        r#""arn:aws:iam::111122223333:role/app","arn:aws:iam::111122223333:role/web","111122223333""#,
    );
    of_resource(&two, &one, Verdict::Pass);
    of_resource(&one, &two, Verdict::Fail);
}

#[test]
fn keys_that_follow_from_who_asks() {
    identity(
        &when(r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#),
        &when(r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#),
        Verdict::Pass,
    );
    identity(
        &when(r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#),
        &when(r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#),
        Verdict::Fail,
    );
    let anybody = |condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{{"AWS":"*"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{condition}}}"#
        )
    };
    let account = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#;
    of_resource(
        account,
        &anybody(r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#),
        Verdict::Pass,
    );
    of_resource(
        &anybody(r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#),
        account,
        Verdict::Pass,
    );
}

#[test]
fn only_requests_that_can_be() {
    let lists = r#"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}"#;
    let old =
        format!(r#"{ALL},{{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::secret/*"}}"#);
    identity(&old, lists, Verdict::Pass);
    identity(
        r#"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":["ec2:Describe*","ec2:NoSuchAction"],"Resource":"*"}"#,
        Verdict::Pass,
    );
    let prefix = r#"{"Effect":"Allow","Action":"ec2:StartInstances","Resource":"*","Condition":{"StringEquals":{"s3:prefix":"x"}}}"#;
    identity(lists, prefix, Verdict::Pass);
}

#[test]
fn numbers_dates_and_networks() {
    let number = |operator: &str, value: &str| {
        when(&format!(r#"{{"{operator}":{{"s3:TlsVersion":"{value}"}}}}"#))
    };
    identity(
        &number("NumericGreaterThanEquals", "1.2"),
        &number("NumericGreaterThan", "1.2"),
        Verdict::Pass,
    );
    identity(
        &number("NumericGreaterThan", "1.2"),
        &number("NumericGreaterThanEquals", "1.2"),
        Verdict::Fail,
    );
    let halves =
        format!("{},{}", number("NumericLessThan", "2"), number("NumericGreaterThanEquals", "2"));
    identity(&halves, &when(r#"{"Null":{"s3:TlsVersion":"false"}}"#), Verdict::Pass);
    let date = |operator: &str, value: &str| {
        when(&format!(r#"{{"{operator}":{{"aws:CurrentTime":"{value}"}}}}"#))
    };
    identity(
        &date("DateLessThan", "2027-01-01"),
        &date("DateLessThan", "2026-01-01T00:00:00Z"),
        Verdict::Pass,
    );
    identity(
        &date("DateLessThan", "2026-01-01"),
        &date("DateLessThan", "2027-01-01"),
        Verdict::Fail,
    );
    let ip = |operator: &str, value: &str| {
        when(&format!(r#"{{"{operator}":{{"aws:SourceIp":{value}}}}}"#))
    };
    identity(
        &ip("IpAddress", r#""10.0.0.0/8""#),
        &ip("IpAddress", r#"["10.1.0.0/16","10.2.3.4"]"#),
        Verdict::Pass,
    );
    identity(
        &ip("IpAddress", r#"["10.0.0.0/9","10.128.0.0/9"]"#),
        &ip("IpAddress", r#""10.0.0.0/8""#),
        Verdict::Pass,
    );
    identity(
        &ip("IpAddress", r#"["10.0.0.0/9","10.128.0.0/10"]"#),
        &ip("IpAddress", r#""10.0.0.0/8""#),
        Verdict::Fail,
    );
    identity(
        &ip("NotIpAddress", r#""10.0.0.0/8""#),
        &ip("IpAddress", r#""2001:db8::/32""#),
        Verdict::Pass,
    );
    identity(&ip("IpAddress", r#""0.0.0.0/0""#), &ip("IpAddress", r#""::/0""#), Verdict::Fail);
}

#[test]
fn texts_of_numbers_that_are_listed() {
    let key = |operator: &str| when(&format!(r#"{{"{operator}":{{"s3:max-keys":"10"}}}}"#));
    let list = |text: String| text.replace("s3:GetObject", "s3:ListBucket");
    let (number, text) = (list(key("NumericLessThanEquals")), list(key("StringEquals")));
    identity(&number, &text, Verdict::Pass);
    identity(&text, &number, Verdict::Fail);
}

#[test]
fn absent_keys() {
    let one = r#"{"StringEquals":{"aws:PrincipalTag/t":"x"}}"#;
    let one_if = r#"{"StringEqualsIfExists":{"aws:PrincipalTag/t":"x"}}"#;
    identity(&when(one_if), &when(one), Verdict::Pass);
    identity(&when(one), &when(one_if), Verdict::Fail);
    let absent = when(r#"{"Null":{"aws:PrincipalTag/t":"true"}}"#);
    identity(&format!("{},{absent}", when(one)), &when(one_if), Verdict::Pass);
    let guarded = format!(
        r#"{ALL},{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"StringNotEquals":{{"aws:PrincipalTag/t":"x"}}}}}}"#
    );
    identity(&when(one), &guarded, Verdict::Fail);
    identity(&guarded, &when(one), Verdict::Pass);
    identity(&guarded, &absent, Verdict::Fail);
}

#[test]
fn variables_beside_wildcards_case_and_fields() {
    identity(
        &s3("*${aws:PrincipalTag/t}"),
        &s3("arn:aws:s3:::bbb/${aws:PrincipalTag/t}"),
        Verdict::Fail,
    );
    let same = |operator: &str, key: &str, value: &str| {
        when(&format!(r#"{{"{operator}":{{"{key}":"{value}"}}}}"#))
    };
    let (a, b) = ("aws:PrincipalTag/a", "${aws:PrincipalTag/b}");
    identity(&same("StringEquals", a, b), &same("StringEqualsIgnoreCase", a, b), Verdict::Fail);
    identity(&same("StringEqualsIgnoreCase", a, b), &same("StringEquals", a, b), Verdict::Pass);
    let arn = "arn:aws:${aws:PrincipalTag/b}:x:y:z";
    identity(
        &same("ArnLike", "aws:SourceArn", arn),
        &same("StringLike", "aws:SourceArn", arn),
        Verdict::Fail,
    );
}

#[test]
fn numbers_and_dates_between_bounds() {
    let none = r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}"#;
    let number = r#"{"NumericLessThan":{"aws:PrincipalTag/n":"0"},"NumericGreaterThan":{"aws:PrincipalTag/n":"-1"}}"#;
    identity(none, &when(number), Verdict::Fail);
    let date = r#"{"DateEquals":{"aws:CurrentTime":"2026-01-01T00:00:00.5Z"}}"#;
    identity(none, &when(date), Verdict::Fail);
    let between = r#"{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:01Z"}}"#;
    identity(none, &when(between), Verdict::Fail);
}

#[test]
fn services_that_only_a_key_names() {
    let everybody = |condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*","Condition":{condition}}}"#
        )
    };
    let named = r#"{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}"#;
    let sns = everybody(r#"{"StringEquals":{"aws:PrincipalServiceName":"sns.amazonaws.com"}}"#);
    of_resource(named, &sns, Verdict::Fail);
    of_resource(
        named,
        &everybody(r#"{"Bool":{"aws:PrincipalIsAWSService":"true"}}"#),
        Verdict::Fail,
    );
}

#[test]
fn resources_of_aws_and_names_with_colons() {
    let none = r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}"#;
    for (action, resource) in [
        ("iam:GetPolicy", "arn:aws:iam::aws:policy/*"),
        ("ssm:SendCommand", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"),
        ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:f:*"),
        ("logs:CreateLogGroup", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/x:*"),
        ("states:StartExecution", "arn:aws:states:us-east-1:111122223333:stateMachine:f:*"),
        ("rds:DeleteDBSnapshot", "arn:aws:rds:us-east-1:111122223333:snapshot:rds:*"),
        (
            "cognito-identity:DescribeIdentityPool",
            "arn:aws:cognito-identity:us-east-1:111122223333:identitypool/us-east-1:*",
        ),
    ] {
        let new = format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}"#);
        identity(none, &new, Verdict::Fail);
    }
}

#[test]
fn letters_of_two_and_ranges_as_texts() {
    let none = r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}"#;
    let both = "{\"StringEqualsIgnoreCase\":{\"aws:PrincipalTag/t\":\"\u{130}\"},\"StringEquals\":{\"aws:PrincipalTag/t\":\"\u{130}\"}}";
    let answer = no_new_access(&policy(none), &policy(&when(both)));
    assert_ne!(answer.verdict(), Verdict::Pass, "{answer:?}");
    let range =
        |values: &str| when(&format!(r#"{{"IpAddress":{{"aws:PrincipalTag/t":{values}}}}}"#));
    identity(&range(r#"["10.0.0.0/9","10.128.0.0/9"]"#), &range(r#""10.0.0.0/8""#), Verdict::Fail);
}

#[test]
fn providers_and_users_whom_nobody_else_is() {
    let trust = |principal: &str| -> TrustPolicy {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRoleWithWebIdentity"}}]}}"#
        );
        Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
    };
    let google = trust(r#"{"Federated":"accounts.google.com"}"#);
    is(&no_new_access(&google, &trust(r#"{"Federated":"*"}"#)), Verdict::Fail);
    let user = r#"{"Effect":"Allow","Principal":{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#;
    let other = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#;
    of_resource(other, user, Verdict::Unknown);
    of_resource(user, user, Verdict::Pass);
    let all = user.replace("s3:GetObject", "s3:Get*");
    of_resource(user, &all, Verdict::Unknown);
    of_resource(&all, user, Verdict::Pass);
    of_resource(user, &user.replace("/*", "*"), Verdict::Unknown);
    of_resource(&user.replace("/*", "*"), user, Verdict::Pass);
    let at_home = user.replace(
        "\"Action\"",
        r#""Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.1"}},"Action""#,
    );
    of_resource(&at_home, user, Verdict::Unknown);
    of_resource(user, &at_home, Verdict::Pass);
    of_resource(&user.replace(r#"{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}"#, r#""*""#), user, Verdict::Pass);
    let by_id = user.replace("CanonicalUser", "AWS").replace(
        "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
        "AROADBQP57FF2AEXAMPLE",
    );
    of_resource(&by_id, &by_id.replace("s3:GetObject", "s3:*"), Verdict::Unknown);
    // What was denied to them, or to all but them, may be granted by what anybody is.
    let denied = user.replace("Allow", "Deny");
    of_resource(&format!("{denied},{other}"), other, Verdict::Unknown);
    of_resource(&format!("{denied},{user}"), user, Verdict::Unknown);
    of_resource(&format!("{denied},{other}"), &format!("{denied},{other}"), Verdict::Pass);
}

#[test]
fn a_variable_that_no_request_has_is_no_value() {
    let none = r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}"#;
    identity(none, &s3("arn:aws:s3:::bbb/${foo}"), Verdict::Pass);
}
