//! Requests and policies on few words, so that actions, ARNs, principals and values really meet.

use crate::case::Case;
use iam_core::policy::{
    ActionElement, ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue, Effect, Kind,
    Policy, Principal, PrincipalElement, PrincipalGroup, PrincipalType, Purpose, ResourceElement,
    ResourcePattern, Statement, Version,
};
use iam_evaluate::ContextValue;
use std::borrow::Cow;

/// A reproducible source of choices: given ones first, then made-up ones (`SplitMix64`).
pub(crate) struct Dice<'b> {
    given: &'b [u8],
    seed: u64,
}

impl<'b> Dice<'b> {
    pub(crate) fn new(seed: u64, given: &'b [u8]) -> Self {
        Self { given, seed }
    }

    fn roll(&mut self) -> u64 {
        if let [first, rest @ ..] = self.given {
            self.given = rest;
            return u64::from(*first);
        }
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.seed;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll().is_multiple_of(sides)
    }

    fn up_to(&mut self, most: u64) -> u64 {
        self.roll() % (most + 1)
    }

    fn pick<T>(&mut self, items: &'static [T]) -> &'static T {
        let at = usize::try_from(self.roll() % items.len() as u64).unwrap();
        &items[at]
    }

    fn some<T>(&mut self, most: u64, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.up_to(most)).map(|_| make(self)).collect()
    }
}

const ACTIONS: &[(&str, &[&str])] = &[
    (
        "s3:GetObject",
        &["arn:aws:s3:::reports/2026/q1.pdf", "arn:aws:s3:::reports/home/ann/a:b", "*"],
    ),
    ("s3:ListBucket", &["arn:aws:s3:::reports"]),
    ("s3:PutBucketPolicy", &["arn:aws:s3:::reports"]),
    ("iam:GetPolicy", &["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    ("s3:ListAllMyBuckets", &["*"]),
    (
        "sqs:SendMessage",
        &["arn:aws:sqs:eu-west-1:111122223333:inbox", "arn:aws:sqs:us-east-1:444455556666:inbox"],
    ),
    (
        "kms:Decrypt",
        &["arn:aws:kms:eu-west-1:111122223333:key/1", "arn:aws:kms:eu-west-1:444455556666:key/1"],
    ),
    (
        "sts:AssumeRole",
        &["arn:aws:iam::111122223333:role/backup", "arn:aws:iam::444455556666:role/backup"],
    ),
    (
        "kms:RetireGrant",
        &["arn:aws:kms:eu-west-1:111122223333:key/1", "arn:aws:kms:eu-west-1:444455556666:key/1"],
    ),
    ("ec2:StartInstances", &["arn:aws:ec2:eu-west-1:111122223333:instance/i-1"]),
];

const ACTION_PATTERNS: &[&str] = &[
    "s3:GetObject",
    "S3:getobject",
    "s3:Get*",
    "s3:?etObject",
    "s3:*",
    "s3:List*",
    "sqs:SendMessage",
    "sqs:*",
    "kms:*",
    "kms:Decrypt",
    "sts:AssumeRole",
    "sts:*",
    "ec2:Start*",
    "*",
    "*",
    "s*:*",
    "*:*",
];

const RESOURCE_PATTERNS: &[&str] = &[
    "*",
    "*",
    "*",
    "arn:aws:s3:::reports/*",
    "arn:aws:s3:::reports",
    "arn:aws:s3:::reports/home/${aws:username}/*",
    "arn:aws:s3:::reports/home/${aws:PrincipalTag/Team, 'ann'}/*",
    "arn:aws:s3:::reports/home/${aws:CalledVia}/*",
    "arn:aws:s3:::reports/${*}",
    "arn:*:s3:::*:b",
    "arn:aws:s3:::reports/2026/q?.pdf",
    "arn:aws:s*",
    "arn:aws:s3:*:reports/home/${aws:username}/a:b",
    "arn:aws:s3:*:reports/home/*/a:?",
    "arn:aws:sqs:*:inbox",
    "arn:aws:sqs:eu-*t-1:111122223333:*",
    "arn:aws:sqs:e*1:inbox",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:iam::*:role/b*",
    "arn:aws:ec2:*:*:instance/*",
    "*:inbox",
];

const PRINCIPALS: &[&str] = &[
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:user/team/ben",
    "arn:aws:iam::111122223333:role/path/backup",
    "arn:aws:sts::111122223333:assumed-role/backup/night",
    "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    "arn:aws:sts::111122223333:federated-user/eve",
    "arn:aws:iam::111122223333:root",
    "backup.amazonaws.com",
    "arn:aws:iam::111122223333:saml-provider/corp",
    "*",
];

const NAMED: &[(PrincipalType, &str)] = &[
    (PrincipalType::Aws, "*"),
    (PrincipalType::Aws, "111122223333"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:root"),
    (PrincipalType::Aws, "arn:aws:iam::444455556666:root"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:user/ann"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:role/path/backup"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:role/backup"),
    (PrincipalType::Aws, "arn:aws:sts::111122223333:assumed-role/backup/night"),
    (PrincipalType::Aws, "arn:aws:sts::111122223333:federated-user/eve"),
    (PrincipalType::Service, "backup.amazonaws.com"),
    (PrincipalType::Service, "*"),
    (PrincipalType::Federated, "*"),
    (PrincipalType::Federated, "arn:aws:iam::111122223333:saml-provider/corp"),
    (PrincipalType::Service, "arn:aws:iam::111122223333:user/ann"),
    (PrincipalType::Aws, "backup.amazonaws.com"),
];

/// Key, whether it has a set of values, operators, values of requests and of policies.
type Key =
    (&'static str, bool, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const TEXT: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
];

const KEYS: &[Key] = &[
    ("aws:username", false, TEXT, &["ann", "Ann", "b*n"], &["ann", "a*", "?nn", "b${*}n", "ANN"]),
    (
        "aws:PrincipalTag/Team",
        false,
        TEXT,
        &["ann", "blue", ""],
        &["${aws:username}", "${aws:username, 'blue'}", "b*", "*", "${aws:PrincipalTag/Other}"],
    ),
    ("aws:CalledVia", true, TEXT, &["Team", "Stage", ""], &["Team", "S*", "team"]),
    (
        "aws:SecureTransport",
        false,
        &["Bool"],
        &["true", "false", "True"],
        &["true", "false", "maybe", "${aws:PrincipalTag/Team, 'True'}"],
    ),
    (
        "aws:MultiFactorAuthAge",
        false,
        &[
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
        ],
        &["60", "60.5", "-1", "x"],
        &["60", "60.50", "061", "x", "-2"],
    ),
    (
        "aws:CurrentTime",
        false,
        &[
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
        ],
        &["2026-07-01T00:00:00Z", "1782864000", "2024-02-29", "soon"],
        &["2026-07-01T02:00:00+02:00", "1782864000", "2024-03-01", "2026-06-30T19:00:00-05:00"],
    ),
    (
        "aws:SourceIp",
        false,
        &["IpAddress", "NotIpAddress"],
        &["203.0.113.7", "2001:db8::7", "here"],
        &["203.0.113.0/24", "0.0.0.0/0", "2001:db8::/33", "203.0.113.7", "::/0"],
    ),
    (
        "aws:SourceArn",
        false,
        &["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
        &["arn:aws:sns:eu-west-1:111122223333:news", "arn:aws:s3:::ann", "ann"],
        &["arn:aws:sns:*:*:n*", "arn:*:s3:::${aws:username}", "arn:aws:sns:*", "arn:aws:s3:::a?n"],
    ),
];

pub(crate) fn case(dice: &mut Dice<'_>) -> Case {
    let (action, resources) = dice.pick(ACTIONS);
    let resource = *dice.pick(resources);
    let principal = *dice.pick(PRINCIPALS);
    let away = resource.starts_with("arn:aws:s3") && dice.one_in(4);
    Case {
        principal: principal.to_owned(),
        action: (*action).to_owned(),
        resource: resource.to_owned(),
        resource_account: away.then(|| "444455556666".to_owned()),
        context: context(dice),
        identity: dice.some(3, |dice| policy(dice, false)),
        on_resource: dice.one_in(2).then(|| policy(dice, true)),
        boundaries: if dice.one_in(5) { vec![policy(dice, false)] } else { Vec::new() },
        sessions: if dice.one_in(5) { vec![policy(dice, false)] } else { Vec::new() },
        service_control: dice.one_in(4).then(|| {
            let mut levels = dice.some(2, |dice| dice.some(2, |dice| policy(dice, false)));
            levels.push(vec![everything()]);
            levels
        }),
        resource_control: if dice.one_in(5) {
            dice.some(2, |dice| dice.some(1, |dice| policy(dice, true)))
        } else {
            Vec::new()
        },
        endpoint: if dice.one_in(8) { vec![policy(dice, true)] } else { Vec::new() },
    }
}

fn everything<K: Kind>() -> Policy<K> {
    let statement = Statement {
        resource: Some(ResourceElement::Resource(
            vec![ResourcePattern::new(Cow::Borrowed("*"))].into(),
        )),
        ..Statement::new(Effect::Allow, ActionElement::Action(vec!["*".parse().unwrap()].into()))
    };
    Policy::already_read(Some(Version::V2012_10_17), None, Cow::Owned(vec![statement]))
}

fn policy<K: Kind>(dice: &mut Dice<'_>, principals: bool) -> Policy<K> {
    let version = *dice.pick(&[
        Some(Version::V2012_10_17),
        Some(Version::V2012_10_17),
        Some(Version::V2012_10_17),
        Some(Version::V2008_10_17),
        None,
    ]);
    let mut statements = dice.some(2, |dice| statement(dice, principals, None));
    statements.push(statement(dice, principals, None));
    Policy::already_read(version, None, Cow::Owned(statements))
}

/// A statement of an identity-based policy.
pub(crate) fn attached_statement(dice: &mut Dice<'_>, effect: Effect) -> Statement {
    statement(dice, false, Some(effect))
}

fn statement(dice: &mut Dice<'_>, principals: bool, effect: Option<Effect>) -> Statement {
    let drawn = if dice.one_in(4) { Effect::Deny } else { Effect::Allow };
    let actions = |dice: &mut Dice<'_>| {
        let mut actions = dice.some(2, |dice| dice.pick(ACTION_PATTERNS).parse().unwrap());
        actions.push(dice.pick(ACTION_PATTERNS).parse().unwrap());
        actions.into()
    };
    let resources = |dice: &mut Dice<'_>| {
        let pattern = |dice: &mut Dice<'_>| {
            ResourcePattern::new(Cow::Borrowed(*dice.pick(RESOURCE_PATTERNS)))
        };
        let mut patterns = dice.some(2, pattern);
        patterns.push(pattern(dice));
        patterns.into()
    };
    let blocks = if dice.one_in(3) { 1 + dice.up_to(1) } else { 0 };
    Statement {
        purpose: Purpose::NONE,
        sid: None,
        effect: effect.unwrap_or(drawn),
        principal: principals.then(|| principal(dice)),
        action: if dice.one_in(8) {
            ActionElement::NotAction(actions(dice))
        } else {
            ActionElement::Action(actions(dice))
        },
        resource: Some(if dice.one_in(8) {
            ResourceElement::NotResource(resources(dice))
        } else {
            ResourceElement::Resource(resources(dice))
        }),
        conditions: (0..blocks).map(|_| block(dice)).collect::<Vec<_>>().into(),
    }
}

fn principal(dice: &mut Dice<'_>) -> PrincipalElement {
    let who = if dice.one_in(5) {
        Principal::Everyone
    } else {
        let group = |dice: &mut Dice<'_>| {
            let (principal_type, text) = *dice.pick(NAMED);
            let identifiers = vec![Cow::Borrowed(text)].into();
            PrincipalGroup { principal_type, identifiers }
        };
        let mut groups = dice.some(1, group);
        groups.push(group(dice));
        Principal::Listed(groups.into())
    };
    if dice.one_in(8) {
        PrincipalElement::NotPrincipal(who)
    } else {
        PrincipalElement::Principal(who)
    }
}

fn block(dice: &mut Dice<'_>) -> ConditionBlock {
    let (name, is_set, operators, _, patterns) = *dice.pick(KEYS);
    let test = |values: Vec<ConditionValue>| ConditionBlock {
        operator: "Null".parse().unwrap(),
        tests: vec![ConditionTest {
            key: ConditionKeyName::new(Cow::Borrowed(name)),
            values: values.into(),
        }]
        .into(),
    };
    if dice.one_in(8) {
        return test(vec![(*dice.pick(&["true", "false"])).into()]);
    }
    let qualifier = match dice.up_to(if is_set { 5 } else { 15 }) {
        0 | 1 => "ForAllValues:",
        2 | 3 => "ForAnyValue:",
        _ => "",
    };
    let if_exists = if dice.one_in(5) { "IfExists" } else { "" };
    let operator = format!("{qualifier}{}{if_exists}", dice.pick(operators));
    let mut values = dice.some(2, |dice| ConditionValue::from(*dice.pick(patterns)));
    values.push((*dice.pick(patterns)).into());
    ConditionBlock { operator: operator.parse().unwrap(), ..test(values) }
}

fn context(dice: &mut Dice<'_>) -> Vec<(String, ContextValue)> {
    let mut context = Vec::new();
    for (name, is_set, _, values, _) in KEYS {
        if dice.one_in(3) {
            continue;
        }
        let value = if *is_set {
            ContextValue::Many(dice.some(2, |dice| (*dice.pick(values)).to_owned()))
        } else {
            ContextValue::One((*dice.pick(values)).to_owned())
        };
        context.push(((*name).to_owned(), value));
    }
    context
}
