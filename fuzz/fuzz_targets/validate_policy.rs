//! Every check on policies of the right shape, made of AWS's own names and of things near them.

#![no_main]

use arbitrary::{Result, Unstructured};
use iam_core::check::{self, Options, PolicyResourceType, Selection, Subject};
use iam_core::json;
use iam_core::policy::PolicyType;
use iam_core::registry;
use iam_project::config::Config;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Unstructured::new(bytes);
    let Ok((policy, options)) = policy(&mut choices) else { return };
    let text = policy.to_string();
    let document = json::read(&text).expect("what serde_json wrote");
    let findings = check::run(&Subject::of_tree(&document), options);
    // The findings do not hang on how the text is laid out.
    let indented = serde_json::to_string_pretty(&policy).expect("JSON");
    let again = json::read(&indented).expect("what serde_json wrote");
    let again = check::run(&Subject::of_tree(&again), options);
    let said = |findings: &[iam_core::finding::Finding]| -> Vec<_> {
        findings.iter().map(|it| (it.code, it.statement, it.message.clone())).collect()
    };
    // Sizes are counted without white space, places are not.
    assert_eq!(said(&findings), said(&again), "{text}");
    for finding in &findings {
        assert!(finding.span.end as usize <= text.len(), "{finding:?}");
    }
    let left = Config::default().apply("a.json", &document, options.policy_type, findings.clone()).findings;
    assert_eq!(left, findings);
});

fn policy(u: &mut Unstructured<'_>) -> Result<(Value, Options)> {
    let types = PolicyResourceType::ALL;
    let mut options = match u.int_in_range(0..=6)? {
        0 | 1 => Options::new(PolicyType::Identity),
        2 => Options::new(PolicyType::Resource),
        3 => Options::new(PolicyType::Resource).resource_type(*u.choose(types)?),
        4 => Options::new(PolicyType::Trust),
        5 => Options::new(PolicyType::ServiceControl),
        _ => Options::new(PolicyType::ResourceControl),
    };
    options = options.select(Selection::all());
    if u.ratio(1, 4)? {
        options = options.template();
    }
    let statements: Vec<_> =
        (0..u.int_in_range(1..=4)?).map(|_| statement(u)).collect::<Result<_>>()?;
    let mut policy = Map::new();
    if u.ratio(9, 10)? {
        policy.insert("Version".into(), (*u.choose(&["2012-10-17", "2008-10-17"])?).into());
    }
    policy.insert("Statement".into(), statements.into());
    Ok((policy.into(), options))
}

fn statement(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut statement = Map::new();
    if u.ratio(1, 3)? {
        statement.insert("Sid".into(), text(u)?.into());
    }
    statement.insert("Effect".into(), (*u.choose(&["Allow", "Deny"])?).into());
    if u.ratio(1, 3)? {
        let element = *u.choose(&["Principal", "NotPrincipal"])?;
        statement.insert(element.into(), principal(u)?);
    }
    let element = if u.ratio(1, 8)? { "NotAction" } else { "Action" };
    statement.insert(element.into(), list(u, action)?);
    let element = if u.ratio(1, 8)? { "NotResource" } else { "Resource" };
    statement.insert(element.into(), list(u, resource)?);
    if u.ratio(1, 2)? {
        let mut blocks = Map::new();
        for _ in 0..u.int_in_range(1..=3)? {
            let mut tests = Map::new();
            for _ in 0..u.int_in_range(1..=2)? {
                tests.insert(key(u)?, list(u, value)?);
            }
            blocks.insert(operator(u)?, tests.into());
        }
        statement.insert("Condition".into(), blocks.into());
    }
    Ok(statement.into())
}

/// One alone, or a list, which may be empty.
fn list<T: Into<Value>>(
    u: &mut Unstructured<'_>,
    item: fn(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Value> {
    if u.ratio(1, 2)? {
        return Ok(item(u)?.into());
    }
    (0..u.int_in_range(0..=4)?).map(|_| Ok(item(u)?.into())).collect()
}

fn action(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(1, 12)? {
        return Ok("*".into());
    }
    let services: Vec<_> = registry::services().collect();
    let service = u.choose(&services)?;
    let actions = service.actions();
    let name = match u.int_in_range(0..=5)? {
        0 => "*".to_owned(),
        _ if actions.is_empty() => "*".to_owned(),
        _ => u.choose(actions)?.name().to_owned(),
    };
    near(u, format!("{}:{name}", service.prefix()))
}

fn resource(u: &mut Unstructured<'_>) -> Result<String> {
    const ARNS: &[&str] = &[
        "*",
        "arn:aws:s3:::reports",
        "arn:aws:s3:::reports/${aws:username}/*",
        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
        "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${Topic}",
        "arn:aws:iam::111122223333:role/backup",
        "arn:aws:logs:*:*:log-group:/aws/lambda/*:*",
        "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/*/index/*",
        "arn:aws:lambda:eu-west-1:111122223333:function:f?",
        "arn:*:*:*:*:*",
    ];
    let arn = (*u.choose(ARNS)?).to_owned();
    near(u, arn)
}

fn principal(u: &mut Unstructured<'_>) -> Result<Value> {
    const WHO: &[&str] = &[
        "*",
        "111122223333",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:role/backup",
        "arn:aws:sts::111122223333:assumed-role/backup/night",
        "ec2.amazonaws.com",
        "token.actions.githubusercontent.com",
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        "cognito-identity.amazonaws.com",
        "arn:aws:iam::111122223333:saml-provider/idp",
        "AIDACKCEVSQ6C2EXAMPLE",
    ];
    fn who(u: &mut Unstructured<'_>) -> Result<String> {
        let who = (*u.choose(WHO)?).to_owned();
        near(u, who)
    }
    if u.ratio(1, 6)? {
        return Ok("*".into());
    }
    let kind = *u.choose(&["AWS", "Service", "Federated", "CanonicalUser", "Aws"])?;
    Ok(json!({ kind: list(u, who)? }))
}

fn operator(u: &mut Unstructured<'_>) -> Result<String> {
    const BASES: &[&str] = &[
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "NumericLessThan",
        "DateGreaterThan",
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "NotIpAddress",
        "ArnEquals",
        "ArnLike",
        "ArnNotLike",
        "Null",
    ];
    let qualifier = *u.choose(&["", "", "ForAnyValue:", "ForAllValues:"])?;
    let if_exists = *u.choose(&["", "", "IfExists"])?;
    let operator = format!("{qualifier}{}{if_exists}", u.choose(BASES)?);
    near(u, operator)
}

fn key(u: &mut Unstructured<'_>) -> Result<String> {
    const KEYS: &[&str] = &[
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:PrincipalOrgID",
        "aws:PrincipalArn",
        "aws:RequestTag/team",
        "aws:TagKeys",
        "aws:MultiFactorAuthPresent",
        "aws:SourceIp",
        "aws:CurrentTime",
        "aws:ViaAWSService",
        "aws:RequestedRegion",
        "sts:ExternalId",
        "iam:PassedToService",
        "s3:prefix",
        "kms:ViaService",
        "dynamodb:LeadingKeys",
        "token.actions.githubusercontent.com:sub",
    ];
    if u.ratio(1, 2)? {
        let key = (*u.choose(KEYS)?).to_owned();
        return near(u, key);
    }
    let services: Vec<_> = registry::services().collect();
    let keys = u.choose(&services)?.condition_keys();
    if keys.is_empty() {
        return text(u);
    }
    let key = u.choose(keys)?.name().to_string();
    near(u, key)
}

fn value(u: &mut Unstructured<'_>) -> Result<Value> {
    const VALUES: &[&str] = &[
        "true",
        "false",
        "*",
        "10.0.0.0/8",
        "2001:db8::/32",
        "2026-01-01T00:00:00Z",
        "1735689600",
        "3.5",
        "arn:aws:sns:eu-west-1:111122223333:news",
        "o-a1b2c3d4e5",
        "vpc-0123456789abcdef0",
        "eu-west-1",
        "${aws:username}",
        "${aws:PrincipalTag/team, 'none'}",
        "repo:owner/name:*",
    ];
    if u.ratio(1, 10)? {
        return Ok(u.arbitrary::<bool>()?.into());
    }
    if u.ratio(1, 10)? {
        return Ok(u.arbitrary::<i64>()?.into());
    }
    let value = (*u.choose(VALUES)?).to_owned();
    Ok(near(u, value)?.into())
}

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(u.arbitrary::<&str>()?.chars().take(20).collect())
}

/// Mostly `text` itself; now and then with one character other, more or less.
fn near(u: &mut Unstructured<'_>, text: String) -> Result<String> {
    if !u.ratio(1, 5)? {
        return Ok(text);
    }
    let mut characters: Vec<char> = text.chars().collect();
    let at = u.choose_index(characters.len() + 1)?;
    const ODD: &[char] =
        &['*', '?', ':', '/', '$', '{', '}', ' ', 'x', 'X', '0', '\u{202e}', 'é', '\''];
    match u.int_in_range(0..=2)? {
        0 => characters.insert(at, *u.choose(ODD)?),
        1 if at < characters.len() => {
            characters.remove(at);
        }
        _ if at < characters.len() => characters.splice(at..=at, [*u.choose(ODD)?]).for_each(drop),
        _ => {}
    }
    Ok(characters.into_iter().collect())
}
