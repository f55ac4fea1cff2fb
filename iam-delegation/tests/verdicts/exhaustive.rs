//! Every change between small elements.

use crate::probe::{ANN, ASKED, Probed, judge_all, request};
use iam_evaluate::Request;

/// Each list of one or two of these, as JSON.
fn lists(entries: &[&str]) -> Vec<String> {
    let one = entries.iter().map(|entry| format!(r#""{entry}""#));
    let two = entries
        .iter()
        .enumerate()
        .flat_map(|(at, a)| entries[at + 1..].iter().map(move |b| format!(r#"["{a}","{b}"]"#)));
    one.chain(two).collect()
}

fn asked() -> Vec<Request> {
    ASKED.iter().map(|asked| request(ANN, *asked, &[("aws:username", &["ann"])])).collect()
}

#[test]
fn actions() {
    let requests = asked();
    let mut all = Vec::new();
    let mut entries = lists(&["s3:*", "S3:get*", "s3:GetObject", "sqs:*"]);
    entries.extend(["*", "s3:?etObject", "s*:*e*"].map(|entry| format!(r#""{entry}""#)));
    for list in &entries {
        for members in [
            format!(r#""Effect":"Allow","Action":{list}"#),
            format!(r#""Effect":"Allow","NotAction":{list}"#),
        ] {
            all.push(Probed::identity(&format!(r#"{members},"Resource":"*""#), &requests));
        }
    }
    for list in entries.iter().rev().take(6) {
        let members = format!(r#""Effect":"Deny","Action":{list},"Resource":"*""#);
        all.push(Probed::identity(&members, &requests));
    }
    let (told, pairs) = judge_all(&all);
    assert!(told * 2 > pairs, "{told} of {pairs}");
}

#[test]
fn resources() {
    let requests = asked();
    let entries = [
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::reports/*",
        "arn:aws:s3:::reports/${aws:username}/*",
        "arn:aws:s3:::re?orts/a",
        "arn:aws:s*",
        "arn:aws:sqs:*:reports",
        "arn:aws:s*s:inbox",
        "arn:*:*:*:*:*reports*",
    ];
    let mut all = Vec::new();
    for element in ["Resource", "NotResource"] {
        for list in lists(&entries) {
            let members =
                format!(r#""Effect":"Allow","Action":["s3:*","sqs:*"],"{element}":{list}"#);
            all.push(Probed::identity(&members, &requests));
        }
    }
    let (told, pairs) = judge_all(&all);
    assert!(told * 3 > pairs, "{told} of {pairs}");
}

#[test]
fn principals() {
    let asking = [
        "arn:aws:iam::111122223333:user/ann",
        "arn:aws:iam::111122223333:role/team/backup",
        "arn:aws:sts::111122223333:assumed-role/backup/night",
        "arn:aws:iam::444455556666:user/ben",
        "arn:aws:iam::111122223333:root",
        "backup.amazonaws.com",
        "*",
    ];
    let asked = ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:reports");
    let requests: Vec<_> = asking.iter().map(|who| request(who, asked, &[])).collect();
    let named = [
        r#""*""#,
        r#"{"AWS":"*"}"#,
        r#"{"AWS":"111122223333"}"#,
        r#"{"AWS":"arn:aws:iam::111122223333:root"}"#,
        r#"{"AWS":["444455556666","111122223333"]}"#,
        r#"{"AWS":"arn:aws:iam::111122223333:user/ann"}"#,
        r#"{"AWS":["arn:aws:iam::111122223333:role/team/backup","*"]}"#,
        r#"{"AWS":"arn:aws:iam::111122223333:role/team/backup","Service":"backup.amazonaws.com"}"#,
        r#"{"Service":"backup.amazonaws.com"}"#,
        r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/backup/night"}"#,
    ];
    let mut all = Vec::new();
    for effect in ["Allow", "Deny"] {
        for element in ["Principal", "NotPrincipal"] {
            for principal in named {
                let members = format!(
                    r#""Effect":"{effect}","{element}":{principal},"Action":"sqs:*","Resource":"*""#
                );
                all.push(Probed::resource(&members, &requests));
            }
        }
    }
    judge_all(&all);
}

/// Each test of a key by some operators and values, and no test.
fn tests_of(key: &str, operators: &[&str], values: &[&str]) -> Vec<String> {
    let mut tests = vec![String::new()];
    for operator in operators {
        for suffix in ["", "IfExists"] {
            for list in lists(values) {
                tests.push(format!(r#""{operator}{suffix}":{{"{key}":{list}}}"#));
            }
        }
    }
    for value in [r#""true""#, r#""false""#, r#"["true","false"]"#] {
        tests.push(format!(r#""Null":{{"{key}":{value}}}"#));
    }
    tests
}

/// Holds all changes between the tests against requests with these values of the key.
fn conditions(key: &str, operators: &[&str], values: &[&str], sent: &[&[&str]]) {
    let asked = ASKED[0];
    let username = ("aws:username", &["ann"][..]);
    let mut requests = vec![request(ANN, asked, &[]), request(ANN, asked, &[username])];
    for value in sent {
        requests.push(request(ANN, asked, &[(key, value)]));
        requests.push(request(ANN, asked, &[(key, value), username]));
    }
    let tests = tests_of(key, operators, values);
    let all: Vec<_> = tests
        .iter()
        .map(|test| {
            let members = r#""Effect":"Allow","Action":"s3:GetObject","Resource":"*""#;
            Probed::identity(&format!(r#"{members},"Condition":{{{test}}}"#), &requests)
        })
        .collect();
    let (told, pairs) = judge_all(&all);
    assert!(told * 8 > pairs, "{key}: {told} of {pairs}");
}

#[test]
fn texts() {
    conditions(
        "aws:PrincipalTag/Team",
        &["StringEquals", "StringLike", "StringEqualsIgnoreCase"],
        &["ann", "Ann", "a*", "${aws:username}"],
        &[&["ann"], &["Ann"], &["a*"], &["abe"]],
    );
    conditions(
        "aws:PrincipalTag/Team",
        &["StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase", "StringLike"],
        &["ann", "?nn", "a*"],
        &[&["ann"], &["Ann"], &["a*"], &["?nn"], &["ben"]],
    );
}

#[test]
fn sets() {
    conditions(
        "aws:CalledVia",
        &["ForAllValues:StringEquals", "ForAnyValue:StringLike", "StringLike", "StringNotEquals"],
        &["a", "a*"],
        &[&["a"], &["ab", "a"], &["b", "a"], &["b"]],
    );
}

#[test]
fn numbers() {
    conditions(
        "aws:MultiFactorAuthAge",
        &["NumericEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan"],
        &["5", "5.0", "7", "x"],
        &[&["4"], &["5"], &["6"], &["7"], &["8"]],
    );
    conditions(
        "aws:MultiFactorAuthAge",
        &["NumericNotEquals", "NumericGreaterThanEquals"],
        &["5", "5.0", "7", "x"],
        &[&["4"], &["5"], &["6"], &["7"], &["8"]],
    );
}

#[test]
fn moments() {
    conditions(
        "aws:CurrentTime",
        &["DateEquals", "DateLessThanEquals", "DateGreaterThan", "DateNotEquals"],
        &["2026-07-01", "2026-07-01T00:00:00Z", "2027", "soon"],
        &[&["2026-06-30"], &["2026-07-01T00:00:00Z"], &["2026-12-31"], &["2027-06-01"]],
    );
}

#[test]
fn networks_arns_and_truths() {
    conditions(
        "aws:SourceIp",
        &["IpAddress", "NotIpAddress"],
        &["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "::/0", "here"],
        &[&["10.1.2.3"], &["10.1.9.9"], &["10.9.9.9"], &["2001:db8::1"]],
    );
    conditions(
        "aws:SourceArn",
        &["ArnEquals", "ArnLike", "ArnNotLike"],
        &["arn:aws:s3:::a", "arn:aws:s3:::*", "arn:*:s3:::${aws:username}", "arn:aws:s3*", "*"],
        &[&["arn:aws:s3:::a"], &["arn:aws:s3:::ann"], &["arn:aws:sns:x:1:a"]],
    );
    conditions(
        "aws:SecureTransport",
        &["Bool"],
        &["true", "True", "false", "maybe"],
        &[&["true"], &["false"]],
    );
}
