//! Smaller policies, and what must not be made of one.

#![expect(clippy::panic, reason = "a test may panic")]

use iam_access::{Cut, MinimiseError, MinimiseOptions, Minimised, minimise};
use iam_core::policy::{Identity, Kind, Policy, Resource};

fn policy<K: Kind>(statements: &str) -> Policy<K> {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn made<K: Kind>(policy: &Policy<K>, options: MinimiseOptions) -> Minimised<K> {
    minimise(policy, options).unwrap_or_else(|error| panic!("{}: {error}", policy.to_json()))
}

fn json<K: Kind>(made: &Minimised<K>) -> String {
    let text = made.policies.first().map(Policy::to_json).unwrap_or_default();
    let start = r#"{"Version":"2012-10-17","Statement":["#;
    let rest = text.strip_prefix(start).and_then(|rest| rest.strip_suffix("]}"));
    rest.unwrap_or_default().to_owned()
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    assert_eq!(json(&made(&policy::<Identity>(before), MinimiseOptions::default())), after);
}

#[track_caller]
fn of_resource(before: &str, after: &str) {
    assert_eq!(json(&made(&policy::<Resource>(before), MinimiseOptions::default())), after);
}

#[track_caller]
fn stays(statements: &str) {
    becomes(statements, statements);
}

fn when(condition: &str) -> String {
    format!(
        r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{{{condition}}}}}"#
    )
}

#[track_caller]
fn conditions_stay(one: &str, other: &str) {
    stays(&format!("{},{}", when(one), when(other)));
}

#[test]
fn what_is_covered_goes() {
    becomes(
        r#"{"Effect":"Allow","Action":["s3:GetObject","S3:getobject","s3:Get*"],"Resource":["arn:aws:s3:::a/*","arn:aws:s3:::a/b","arn:aws:s3:::a/*"]}"#,
        r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::a/*"}"#,
    );
    becomes(
        r#"{"Effect":"Allow","NotAction":["iam:*","iam:Get*"],"Resource":"*"}"#,
        r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
    );
    becomes(
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","ec2:RunInstances"],"Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"s3:Put*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}"#,
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":"ec2:RunInstances","Resource":"arn:aws:s3:::a/*"}"#,
    );
    becomes(
        &when(r#""StringLike":{"aws:PrincipalTag/t":["a*","ab","a*"]}"#),
        &when(r#""StringLike":{"aws:PrincipalTag/t":"a*"}"#),
    );
    // An order that two entries cover each other in: the first stays.
    becomes(
        r#"{"Effect":"Deny","Action":["s3:**","s3:*"],"Resource":"*"}"#,
        r#"{"Effect":"Deny","Action":"s3:**","Resource":"*"}"#,
    );
}

#[test]
fn statements_that_differ_in_one_list_become_one() {
    becomes(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Sid":"B","Effect":"Allow","Action":"s3:PutObject","Resource":"*"},{"Sid":"C","Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}"#,
        r#"{"Sid":"B","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","ec2:RunInstances"],"Resource":"*"}"#,
    );
    for effect in ["Allow", "Deny"] {
        let statement = |resources: &str| {
            format!(r#"{{"Effect":"{effect}","NotAction":"s3:GetObject","Resource":{resources}}}"#)
        };
        becomes(
            &[statement(r#""arn:aws:s3:::a""#), statement(r#""arn:aws:s3:::b""#)].join(","),
            &statement(r#"["arn:aws:s3:::a","arn:aws:s3:::b"]"#),
        );
    }
    for (operator, key, one, other) in [
        ("StringEquals", "aws:PrincipalTag/t", "x", "y"),
        ("StringEqualsIfExists", "aws:PrincipalTag/t", "x", "y"),
        ("ForAnyValue:StringLike", "aws:TagKeys", "x*", "y"),
        ("IpAddress", "aws:SourceIp", "10.0.0.0/8", "11.0.0.0/8"),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a", "arn:aws:iam::*:role/b"),
    ] {
        let with = |values: &str| when(&format!(r#""{operator}":{{"{key}":{values}}}"#));
        becomes(
            &[with(&format!("{one:?}")), with(&format!("{other:?}"))].join(","),
            &with(&format!("[{one:?},{other:?}]")),
        );
    }
    let principal = |principal: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"sqs:SendMessage","Resource":"*"}}"#
        )
    };
    of_resource(
        &[
            principal(r#"{"AWS":"111122223333"}"#),
            principal(r#"{"Service":"sns.amazonaws.com","AWS":["111122223333","444455556666"]}"#),
        ]
        .join(","),
        &principal(r#"{"Service":"sns.amazonaws.com","AWS":["111122223333","444455556666"]}"#),
    );
    of_resource(
        &[principal(r#"{"AWS":"111122223333"}"#), principal(r#"{"AWS":"444455556666"}"#)].join(","),
        &principal(r#"{"AWS":["111122223333","444455556666"]}"#),
    );
}

#[test]
fn values_that_must_hold_for_all_are_not_alternatives() {
    for operator in [
        "ForAllValues:StringEquals",
        "ForAllValues:StringEqualsIfExists",
        "StringNotEquals",
        "StringNotLike",
        "StringNotEqualsIfExists",
        "ForAnyValue:StringNotEquals",
        "ForAllValues:StringNotLike",
    ] {
        conditions_stay(
            &format!(r#""{operator}":{{"aws:TagKeys":"x"}}"#),
            &format!(r#""{operator}":{{"aws:TagKeys":"y"}}"#),
        );
    }
    conditions_stay(
        r#""NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#,
        r#""NotIpAddress":{"aws:SourceIp":"11.0.0.0/8"}"#,
    );
}

#[test]
fn two_keys_at_once_are_a_diagonal() {
    conditions_stay(
        r#""StringEquals":{"aws:PrincipalTag/a":"1","aws:PrincipalTag/b":"1"}"#,
        r#""StringEquals":{"aws:PrincipalTag/a":"2","aws:PrincipalTag/b":"2"}"#,
    );
    conditions_stay(
        r#""StringEquals":{"aws:PrincipalTag/a":"1"}"#,
        r#""StringEquals":{"aws:PrincipalTag/b":"1"}"#,
    );
    conditions_stay(
        r#""StringEquals":{"aws:PrincipalTag/a":"1"}"#,
        r#""StringLike":{"aws:PrincipalTag/a":"2"}"#,
    );
    stays(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}"#,
    );
}

#[test]
fn what_is_left_out_is_not_united() {
    stays(
        r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"},{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}"#,
    );
    stays(
        r#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/*"}"#,
    );
    let statements = r#"{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/a"},"Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/b"},"Action":"s3:GetObject","Resource":"*"}"#;
    of_resource(statements, statements);
}

#[test]
fn a_value_of_the_wrong_type_says_something() {
    // With it, the operator passes nobody who has the key.
    let statement = when(r#""NumericNotEquals":{"aws:PrincipalTag/n":["abc","5"]}"#);
    stays(&statement);
    conditions_stay(
        r#""NumericNotEquals":{"aws:PrincipalTag/n":["abc","5"]}"#,
        r#""NumericNotEquals":{"aws:PrincipalTag/n":["abc","6"]}"#,
    );
}

#[test]
fn two_stars_are_not_one_and_a_field_is_not_the_next() {
    stays(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["*/k","**/k"]}"#);
    stays(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:*","arn:aws:s3:::a"]}"#,
    );
    stays(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:*:*:a*b","arn:aws:s3:*:*:a*x*b"]}"#,
    );
    stays(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/${aws:username}","arn:aws:s3:::a/${aws:userid}"]}"#,
    );
    becomes(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/${aws:username}/*","arn:aws:s3:::a/${aws:username}/b"]}"#,
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/${aws:username}/*"}"#,
    );
}

#[test]
fn an_account_covers_no_role_and_a_star_no_account() {
    let statement = |principal: &str, action: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"{action}","Resource":"*"}}"#
        )
    };
    let account = r#"{"AWS":"111122223333"}"#;
    let role = r#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#;
    for [outer, inner] in [[account, role], [r#""*""#, account], [r#"{"AWS":"*"}"#, role]] {
        let statements = [statement(outer, "kms:*"), statement(inner, "kms:Decrypt")].join(",");
        of_resource(&statements, &statements);
    }
}

#[test]
fn sids_of_resource_policies_are_handles() {
    let statement = |sid: &str, action: &str| {
        format!(
            r#"{{"Sid":"{sid}","Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":{action},"Resource":"*"}}"#
        )
    };
    let statements =
        [statement("a", r#""sqs:SendMessage""#), statement("b", r#""sqs:ReceiveMessage""#)];
    let statements = statements.join(",");
    of_resource(&statements, &statements);
    let merged = made(&policy::<Resource>(&statements), MinimiseOptions::default().merge_sids());
    assert_eq!(json(&merged), statement("a", r#"["sqs:SendMessage","sqs:ReceiveMessage"]"#));
    // Nor does one with a Sid stand for one without: it may be taken away.
    let covered = [
        statement("a", r#""sqs:*""#),
        statement("", r#""sqs:SendMessage""#).replace(r#""Sid":"","#, ""),
    ];
    of_resource(&covered.join(","), &covered.join(","));
}

#[test]
fn a_denial_of_what_nobody_allows_stays() {
    stays(r#"{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}"#);
    becomes(
        r#"{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}"#,
        r#"{"Effect":"Deny","Action":["s3:DeleteObject","s3:PutObject"],"Resource":"*"}"#,
    );
}

#[test]
fn lists_without_entries_are_left_alone() {
    stays(
        r#"{"Effect":"Allow","Action":[],"Resource":"*"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#,
    );
    stays(r#"{"Effect":"Allow","NotAction":[],"Resource":"*"}"#);
    conditions_stay(
        r#""StringEquals":{"aws:PrincipalTag/a":[]}"#,
        r#""StringEquals":{"aws:PrincipalTag/a":"2"}"#,
    );
}

#[test]
fn patterns_reach_nothing_else() {
    let words = MinimiseOptions::default().compress(Cut::Words);
    let policy: Policy = policy(
        r#"{"Effect":"Allow","Action":["s3:GetObjectFrobnicate","deepcomposer:GetComposition","s3:Get*Acl"],"Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectTagging","s3:GetObjectVersionTagging","s3:PutObjectTagging","s3:ListBucketVersions"],"Resource":"arn:aws:s3:::b/*"}"#,
    );
    for options in [words, MinimiseOptions::default().compress(Cut::Letters)] {
        let made = made(&policy, options);
        let after = made.policies.first().expect("a policy");
        let [first, second] = after.statements() else { panic!("{}", after.to_json()) };
        assert_eq!(first.action.patterns().len(), 3, "{}", after.to_json());
        assert!(first.action.patterns().iter().any(|it| it.as_str() == "s3:GetObjectFrobnicate"));
        for other in ["s3:GetObjectFrobnicate", "s3:GetObjectAcl", "s3:ListBucket"] {
            assert!(!second.action.patterns().iter().any(|it| it.matches(other)), "{other}");
        }
        assert!(after.json_len() < policy.json_len());
        assert!(made.steps.iter().any(|step| step.to_string().contains("stands for")));
    }
}

#[test]
fn pieces_fit_and_have_sids_of_their_own() {
    let actions: Vec<String> = (0..40).map(|at| format!(r#""s3:Action{at}""#)).collect();
    let big = format!(
        r#"{{"Sid":"Big1","Effect":"Allow","Action":[{}],"Resource":["arn:aws:s3:::a","arn:aws:s3:::b"]}},{{"Sid":"Big2","Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}}"#,
        actions.join(",")
    );
    let policy: Policy = policy(&big);
    for quota in [250, 300, 400, 500, 5000] {
        let made = made(&policy, MinimiseOptions::default().quota(quota));
        assert!(made.policies.iter().all(|it| it.json_len() <= quota));
        assert!(made.policies.len() >= made.at_least);
        let statements: Vec<_> = made.policies.iter().flat_map(Policy::statements).collect();
        let mut sids: Vec<_> = statements.iter().filter_map(|it| it.sid.as_deref()).collect();
        let all = sids.len();
        assert_eq!(all, statements.len());
        sids.sort_unstable();
        sids.dedup();
        assert_eq!(sids.len(), all);
        let entries: usize = statements.iter().map(|it| it.action.patterns().len()).sum();
        assert_eq!(entries, 41);
    }
    let error = minimise(&policy, MinimiseOptions::default().quota(120));
    assert_eq!(
        error.map(|it| it.at_least).map_err(|it| it.to_string()),
        Err("statement 1 does not fit: with one entry in each list that can be split it makes a policy of 121 characters, and the quota is 120".to_owned())
    );
    assert!(matches!(
        minimise(&policy, MinimiseOptions::default().quota(1)),
        Err(MinimiseError::TooLarge { .. })
    ));
}

#[test]
fn an_id_and_a_version_stay() {
    let text = r#"{"Version":"2008-10-17","Id":"x","Statement":[{"Effect":"Allow","Principal":"*","Action":["sns:Publish","sns:Publish"],"Resource":"*"}]}"#;
    let policy: Policy<Resource> = Policy::from_json(text).expect("a policy");
    let after = made(&policy, MinimiseOptions::default());
    assert_eq!(
        after.policies.first().map(Policy::to_json),
        Some(text.replace(r#"["sns:Publish","sns:Publish"]"#, r#""sns:Publish""#))
    );
}

#[test]
fn what_is_huge_takes_no_more_than_is_allowed() {
    let statements: Vec<String> = (0..600)
        .map(|at| {
            format!(
                r#"{{"Effect":"Allow","Action":["s3:A{at}*","s3:B{}"],"Resource":["arn:aws:s3:::{at}/*","arn:aws:s3:::{}/*"]}}"#,
                at % 7,
                at % 5
            )
        })
        .collect();
    let policy: Policy = policy(&statements.join(","));
    let after = made(&policy, MinimiseOptions::default().quota(6144));
    assert!(after.policies.len() > 1);
}

#[test]
fn hundreds_of_statements_become_one() {
    let one = |number: usize| {
        format!(
            r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/{number}/*"}}"#
        )
    };
    let all: Vec<String> = (0..200).map(one).collect();
    let before: Policy<Identity> = policy(&all.join(","));
    let after = made(&before, MinimiseOptions::default());
    assert_eq!(after.policies[0].statements().len(), 1);
}
