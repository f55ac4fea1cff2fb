//! The words of generated requests and policies: few, so that they meet.

/// The account that the principals are in, and another.
pub(super) const HOME: &str = "111122223333";
pub(super) const AWAY: &str = "444455556666";

/// An action, resources it takes (at home and away), and patterns that match some of them.
pub(super) struct Target {
    pub(super) action: &'static str,
    pub(super) patterns: &'static [&'static str],
    pub(super) resources: &'static [(&'static str, &'static str)],
    pub(super) resource_patterns: &'static [&'static str],
}

pub(super) const TARGETS: &[Target] = &[
    Target {
        action: "s3:GetObject",
        patterns: &["s3:GetObject", "s3:Get*", "s3:*", "S3:getobject", "s3:Get?bject", "*"],
        resources: &[
            ("arn:aws:s3:::reports/2026/q1.pdf", HOME),
            ("arn:aws:s3:::reports/home/ann/notes", HOME),
            ("arn:aws:s3:::reports/home/blue/plan", HOME),
            ("arn:aws:s3:::elsewhere/a", AWAY),
        ],
        resource_patterns: &[
            "arn:aws:s3:::reports/*",
            "arn:aws:s3:::reports/2026/q?.pdf",
            "arn:aws:s3:::reports/home/${aws:username}/*",
            "arn:aws:s3:::reports/home/${aws:PrincipalTag/Team, 'ann'}/*",
            "arn:aws:s3:::*/a",
            "arn:*:s3:::*",
            "arn:aws:s3:::Reports/*",
            "arn:aws:s3:::reports/home/${*}",
        ],
    },
    Target {
        action: "s3:ListBucket",
        patterns: &["s3:ListBucket", "s3:List*", "s3:*", "*"],
        resources: &[("arn:aws:s3:::reports", HOME), ("arn:aws:s3:::elsewhere", AWAY)],
        resource_patterns: &["arn:aws:s3:::reports", "arn:aws:s3:::*", "arn:aws:s3:::else*"],
    },
    Target {
        action: "s3:ListAllMyBuckets",
        patterns: &["s3:ListAllMyBuckets", "s3:List*", "*"],
        resources: &[("*", HOME)],
        resource_patterns: &["arn:aws:s3:::*"],
    },
    Target {
        action: "sqs:SendMessage",
        patterns: &["sqs:SendMessage", "sqs:*Message", "sqs:*"],
        resources: &[
            ("arn:aws:sqs:eu-west-1:111122223333:inbox", HOME),
            ("arn:aws:sqs:us-east-1:444455556666:inbox", AWAY),
        ],
        resource_patterns: &[
            "arn:aws:sqs:*:*:inbox",
            "arn:aws:sqs:eu-*:111122223333:*",
            "arn:aws:sqs:us-east-1:444455556666:in?ox",
            "arn:aws:sqs*",
        ],
    },
    Target {
        action: "kms:Decrypt",
        patterns: &["kms:Decrypt", "kms:*"],
        resources: &[
            ("arn:aws:kms:eu-west-1:111122223333:key/1234abcd", HOME),
            ("arn:aws:kms:eu-west-1:444455556666:key/1234abcd", AWAY),
        ],
        resource_patterns: &[
            "arn:aws:kms:*:*:key/*",
            "arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
        ],
    },
    Target {
        action: "sts:AssumeRole",
        patterns: &["sts:AssumeRole", "sts:Assume*"],
        resources: &[
            ("arn:aws:iam::111122223333:role/backup", HOME),
            ("arn:aws:iam::444455556666:role/backup", AWAY),
        ],
        resource_patterns: &["arn:aws:iam::*:role/backup", "arn:aws:iam::111122223333:role/*"],
    },
    Target {
        action: "ec2:StartInstances",
        patterns: &["ec2:StartInstances", "ec2:Start*", "ec2:*"],
        resources: &[("arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0", HOME)],
        resource_patterns: &[
            "arn:aws:ec2:*:*:instance/*",
            "arn:aws:ec2:eu-west-1:111122223333:volume/*",
        ],
    },
    Target {
        action: "secretsmanager:GetSecretValue",
        patterns: &["secretsmanager:GetSecretValue", "secretsmanager:*"],
        resources: &[("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf", HOME)],
        resource_patterns: &["arn:aws:secretsmanager:*:*:secret:db-*"],
    },
];

/// Who asks.
pub(super) const PRINCIPALS: &[&str] = &[
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::111122223333:user/team/ben",
    "arn:aws:iam::111122223333:role/backup",
    "arn:aws:sts::111122223333:assumed-role/backup/night",
    "arn:aws:sts::111122223333:assumed-role/backup/night",
    "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/x",
    "arn:aws:iam::111122223333:root",
    "backup.amazonaws.com",
    "*",
];

/// Whom policies name, by type.
pub(super) const NAMED: &[(&str, &str)] = &[
    ("AWS", "*"),
    ("AWS", "111122223333"),
    ("AWS", "arn:aws:iam::111122223333:root"),
    ("AWS", "arn:aws:iam::444455556666:root"),
    ("AWS", "arn:aws:iam::111122223333:user/ann"),
    ("AWS", "arn:aws:iam::111122223333:user/team/ben"),
    ("AWS", "arn:aws:iam::111122223333:role/backup"),
    ("AWS", "arn:aws:sts::111122223333:assumed-role/backup/night"),
    ("Service", "backup.amazonaws.com"),
    ("Service", "lambda.amazonaws.com"),
];

/// A condition key that every request may carry: operators for it, values, patterns.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) operators: &'static [&'static str],
    pub(super) values: &'static [&'static str],
    pub(super) patterns: &'static [&'static str],
    pub(super) is_set: bool,
}

const TEXT: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
];

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "aws:username",
        operators: TEXT,
        values: &["ann", "Ann", "ben"],
        patterns: &["ann", "a*", "?nn", "ben", "ANN"],
        is_set: false,
    },
    Key {
        name: "aws:PrincipalTag/Team",
        operators: TEXT,
        values: &["ann", "blue", "b*"],
        patterns: &["blue", "b*", "${aws:username}", "${aws:username, 'blue'}", "${*}", "b${*}"],
        is_set: false,
    },
    Key {
        name: "aws:CalledVia",
        operators: TEXT,
        values: &["Team", "Stage", "team"],
        patterns: &["Team", "Stage", "S*", "*eam"],
        is_set: true,
    },
    Key {
        name: "aws:PrincipalOrgPaths",
        operators: TEXT,
        values: &["o-a1/r-b2/ou-1/", "o-a1/r-b2/ou-2/"],
        patterns: &["o-a1/r-b2/*", "o-a1/r-b2/ou-1/", "o-z9/*"],
        is_set: true,
    },
    Key {
        name: "aws:SecureTransport",
        operators: &["Bool"],
        values: &["true", "false"],
        patterns: &["true", "false"],
        is_set: false,
    },
    Key {
        name: "aws:MultiFactorAuthAge",
        operators: &[
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
        ],
        values: &["60", "3600", "3600.5", "0"],
        patterns: &["60", "3600", "3600.0", "100"],
        is_set: false,
    },
    Key {
        name: "aws:CurrentTime",
        operators: &[
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
        ],
        values: &["2026-07-01T00:00:00Z", "2026-07-01T12:30:00Z", "2027-01-01T00:00:00Z"],
        patterns: &["2026-07-01T00:00:00Z", "2026-07-01T02:00:00+02:00", "2026-12-31T23:59:59Z"],
        is_set: false,
    },
    Key {
        name: "aws:SourceIp",
        operators: &["IpAddress", "NotIpAddress"],
        values: &["203.0.113.7", "198.51.100.1", "2001:db8::7"],
        patterns: &["203.0.113.0/24", "203.0.113.7", "2001:db8::/32", "0.0.0.0/0"],
        is_set: false,
    },
    Key {
        name: "aws:SourceArn",
        operators: &["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
        values: &[
            "arn:aws:sns:eu-west-1:111122223333:news",
            "arn:aws:s3:::reports",
            "arn:aws:sns:eu-west-1:444455556666:news:sub",
        ],
        patterns: &[
            "arn:aws:sns:eu-west-1:111122223333:news",
            "arn:aws:sns:*:*:*",
            "arn:*:s3:::rep*",
            "arn:aws:sns:eu-west-?:444455556666:news*",
        ],
        is_set: false,
    },
];
