//! The small world: words that meet, and every request made of them.

use iam_access::{Answer, Verdict};
use iam_evaluate::{Context, ContextValue, Request};

/// With how many contexts each request is asked.
const MOST_CONTEXTS: usize = if cfg!(debug_assertions) { 1_000 } else { 5_000 };

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    pub(crate) fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.roll(of.len())]
    }

    pub(crate) fn some(&mut self, of: &[&str], most: usize) -> String {
        let count = 1 + self.roll(most);
        let each: Vec<_> = (0..count).map(|_| format!("\"{}\"", self.one(of))).collect();
        format!("[{}]", each.join(","))
    }
}

const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:PutObject",
    "s3:*Object",
    "s3:*",
    "s3:ListBucket",
    "s3:Get*",
    "sqs:SendMessage",
    "*",
];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::bbb/*",
    "arn:aws:s3:::bbb/a*",
    "arn:aws:s3:::bb?/?",
    "arn:aws:s3:::bbb/ab",
    "arn:aws:s3:::bbb*",
    "arn:aws:s3:*:*:bbb/*",
    "*b",
    "**b",
    "arn:aws:s3:::b*a",
    "arn:aws:s3:::bbb/${aws:PrincipalTag/t}",
    "arn:aws:s3:::bbb/${aws:username}*",
    "arn:aws:s3:::bbb/${aws:PrincipalTag/t, 'a'}",
    "arn:aws:s3:::${aws:PrincipalTag/t}/a",
    "arn:aws:sqs:*:*:q",
    "arn:aws:s3:::bbb/${*}",
];
/// Keys, values that policies compare them with, and operators of the key's type and of others.
const KEYS: &[(&str, &[&str], &[&str])] = &[
    (
        "aws:PrincipalTag/t",
        &[
            "a",
            "A",
            "a*",
            "?",
            "*",
            "b",
            "5",
            "05",
            "abc",
            "${aws:username}",
            "${aws:PrincipalTag/u, 'a'}",
        ],
        &[
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericGreaterThanEquals",
            "StringEqualsIfExists",
            "StringNotLikeIfExists",
            "ForAllValues:StringLike",
            "ForAnyValue:StringLike",
            "Null",
            "ArnLike",
            "ArnNotLike",
        ],
    ),
    (
        "aws:PrincipalTag/u",
        &["a", "b", "*"],
        &["StringEquals", "StringNotLike", "StringLike", "Null"],
    ),
    (
        "aws:CalledVia",
        &["a", "b", "a*", "*"],
        &[
            "ForAllValues:StringEquals",
            "ForAnyValue:StringEquals",
            "ForAllValues:StringNotLike",
            "ForAnyValue:StringNotEquals",
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIfExists",
            "Null",
        ],
    ),
    ("aws:SecureTransport", &["true", "false", "x"], &["Bool", "BoolIfExists", "Null"]),
    (
        "s3:TlsVersion",
        &["1", "2", "1.5", "abc"],
        &[
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericGreaterThan",
            "NumericLessThanEquals",
            "NumericGreaterThanIfExists",
            "Null",
        ],
    ),
    (
        "aws:SourceIp",
        &["10.0.0.0/8", "10.1.0.0/16", "::/0", "0.0.0.0/0"],
        &["IpAddress", "NotIpAddress", "IpAddressIfExists"],
    ),
    (
        "aws:CurrentTime",
        &["2026-01-01", "2027-01-01T00:00:00Z"],
        &["DateLessThan", "DateGreaterThanEquals", "DateEquals", "DateNotEquals"],
    ),
    (
        "aws:SourceArn",
        &["arn:aws:s3:::a", "arn:aws:s3:::*", "arn:*:s3:*:*:a", "*"],
        &["ArnLike", "ArnNotEquals", "StringLike", "ArnEqualsIfExists"],
    ),
    (
        "aws:username",
        &["ann", "a*", "bob"],
        &["StringEquals", "StringNotLike", "StringLikeIfExists", "Null"],
    ),
    (
        "aws:PrincipalAccount",
        &["111122223333", "1*", "444455556666"],
        &["StringEquals", "StringNotLike", "StringLike"],
    ),
    (
        "aws:PrincipalArn",
        &[
            "arn:aws:iam::111122223333:role/app",
            "arn:aws:iam::*:user/*",
            "arn:aws:iam::111122223333:*",
        ],
        &["ArnLike", "ArnNotLike", "StringLike"],
    ),
];

pub(crate) fn statement(dice: &mut Dice, principals: Option<&[&str]>) -> String {
    let effect = if dice.roll(3) == 0 { "Deny" } else { "Allow" };
    let action = if dice.roll(8) == 0 { "NotAction" } else { "Action" };
    let resource = if dice.roll(6) == 0 { "NotResource" } else { "Resource" };
    let mut text = format!(
        r#"{{"Effect":"{effect}","{action}":{},"{resource}":{}"#,
        dice.some(ACTIONS, 2),
        dice.some(RESOURCES, 2)
    );
    if let Some(principals) = principals {
        let element = if dice.roll(5) == 0 { "NotPrincipal" } else { "Principal" };
        let who = dice.one(principals);
        text = format!(r#"{text},"{element}":{who}"#);
    }
    let mut blocks: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    for _ in 0..dice.roll(3) {
        let (key, values, operators) = KEYS[dice.roll(KEYS.len())];
        let operator = dice.one(operators);
        if seen.contains(&operator) {
            continue;
        }
        seen.push(operator);
        let values = if operator == "Null" {
            dice.some(&["true", "false"], 1)
        } else {
            dice.some(values, 2)
        };
        blocks.push(format!(r#""{operator}":{{"{key}":{values}}}"#));
    }
    if !blocks.is_empty() {
        text = format!(r#"{text},"Condition":{{{}}}"#, blocks.join(","));
    }
    text.push('}');
    text
}

pub(crate) fn document(dice: &mut Dice, principals: Option<&[&str]>) -> String {
    let version = if dice.roll(10) == 0 { "2008-10-17" } else { "2012-10-17" };
    let statements: Vec<_> = (0..=dice.roll(3)).map(|_| statement(dice, principals)).collect();
    format!(r#"{{"Version":"{version}","Statement":[{}]}}"#, statements.join(","))
}

/// Requests without context.
pub(crate) fn requests(principals: &[&str]) -> Vec<Request> {
    let mut all = Vec::new();
    for principal in principals {
        for (action, resources) in [
            (
                "s3:GetObject",
                &[
                    "arn:aws:s3:::bbb/a",
                    "arn:aws:s3:::bbb/ab",
                    "arn:aws:s3:::bbb/b",
                    "arn:aws:s3:::bbb/*",
                    "arn:aws:s3:::bbb/ann",
                    "arn:aws:s3:::bbc/a",
                    "arn:aws:s3:::ccc/a:bbb/a",
                    "arn:aws:s3:::abc/a",
                ][..],
            ),
            ("s3:PutObject", &["arn:aws:s3:::bbb/a", "arn:aws:s3:::ccc/x:bbb/b"]),
            ("s3:ListBucket", &["arn:aws:s3:::bbb", "arn:aws:s3:::bba"]),
            ("s3:ListAllMyBuckets", &["*"]),
            (
                "sqs:SendMessage",
                &["arn:aws:sqs:us-east-1:111122223333:q", "arn:aws:sqs:us-east-1:777788889999:qb"],
            ),
        ] {
            for resource in resources {
                all.push(Request::new(principal, action, resource).expect("a request"));
            }
        }
    }
    all
}

/// Every combination of values of the keys that the texts mention.
pub(crate) fn contexts(texts: &[&str]) -> Vec<Context> {
    let one =
        |values: &[&str]| values.iter().map(|value| ContextValue::from(*value)).collect::<Vec<_>>();
    let values = |key: &str| -> Vec<ContextValue> {
        match key {
            "aws:PrincipalTag/t" => {
                one(&["a", "A", "ab", "b", "5", "7", "05", "abc", "ann", "", "bbb"])
            }
            "aws:PrincipalTag/u" => one(&["a", "b"]),
            "aws:CalledVia" => [&["a"][..], &["b"], &["a", "b"], &["a", "c"], &["c"]]
                .into_iter()
                .map(ContextValue::from)
                .collect(),
            "aws:SecureTransport" => one(&["true", "false"]),
            "s3:TlsVersion" => one(&["0.5", "1", "1.2", "1.5", "1.7", "2", "3"]),
            "aws:SourceIp" => one(&["10.0.0.1", "10.1.0.1", "11.0.0.1", "2001:db8::1"]),
            "aws:CurrentTime" => {
                one(&["2025-01-01", "2026-01-01", "2026-05-05", "2027-01-01", "2028-01-01"])
            }
            "aws:SourceArn" => one(&["arn:aws:s3:::a", "arn:aws:s3:::b", "arn:aws:s3:x::a"]),
            _ => Vec::new(),
        }
    };
    let mut all = vec![Context::new()];
    for (key, ..) in KEYS {
        if !texts.iter().any(|text| text.contains(key)) {
            continue;
        }
        let mut more = Vec::new();
        for context in &all {
            more.extend(values(key).into_iter().map(|value| context.clone().with(*key, value)));
        }
        all.extend(more);
    }
    all
}

pub(crate) fn attack(
    answer: &Answer,
    texts: &[&str],
    requests: &[Request],
    gains: &dyn Fn(&Request) -> bool,
) -> bool {
    if answer.verdict() != Verdict::Pass {
        return answer.verdict() == Verdict::Fail;
    }
    let contexts = contexts(texts);
    // All of them, but where many keys meet: then some of all sorts.
    let step = contexts.len() / MOST_CONTEXTS + 1;
    for context in contexts.iter().step_by(step) {
        for request in requests {
            let request = request.clone().with_context(context.clone()).fill_in();
            assert!(
                !gains(&request),
                "{}\n{}\n{} {} {} {:?}",
                texts[0],
                texts[1],
                request.principal(),
                request.action(),
                request.resource(),
                request.context()
            );
        }
    }
    true
}
