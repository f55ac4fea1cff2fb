//! Words that every simulator understands.

use super::operators::{ADDRESS, ARN, DATE, NUMBER, TEXT};
use super::words::{Key, Target, Vocabulary};
use iam_core::policy::{PrincipalType, Version};

impl Vocabulary {
    /// Valid policies of every type, on words that every simulator understands.
    pub const PLAIN: Self = Self {
        targets: TARGETS,
        any_action: &[],
        any_resource: &[],
        principals: PRINCIPALS,
        named: NAMED,
        keys: KEYS,
        versions: VERSIONS,
        more: 1,
        is_valid: true,
    };
}

/// Seldom the old one.
const VERSIONS: &[Option<Version>] = &{
    let mut versions = [Some(Version::V2012_10_17); 25];
    versions[0] = Some(Version::V2008_10_17);
    versions
};

/// The account that the principals are in, and another.
const HOME: &str = "111122223333";
const AWAY: &str = "444455556666";

const TARGETS: &[Target] = &[
    Target {
        action: "s3:GetObject",
        patterns: &["s3:GetObject", "s3:Get*", "s3:*", "S3:getobject", "s3:Get?bject", "*"],
        resources: &[
            ("arn:aws:s3:::reports/2026/q1.pdf", Some(HOME)),
            ("arn:aws:s3:::reports/home/ann/notes", Some(HOME)),
            ("arn:aws:s3:::reports/home/blue/plan", Some(HOME)),
            ("arn:aws:s3:::elsewhere/a", Some(AWAY)),
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
        resources: &[("arn:aws:s3:::reports", Some(HOME)), ("arn:aws:s3:::elsewhere", Some(AWAY))],
        resource_patterns: &["arn:aws:s3:::reports", "arn:aws:s3:::*", "arn:aws:s3:::else*"],
    },
    Target {
        action: "s3:ListAllMyBuckets",
        patterns: &["s3:ListAllMyBuckets", "s3:List*", "*"],
        resources: &[("*", Some(HOME))],
        resource_patterns: &["arn:aws:s3:::*"],
    },
    Target {
        action: "sqs:SendMessage",
        patterns: &["sqs:SendMessage", "sqs:*Message", "sqs:*"],
        resources: &[
            ("arn:aws:sqs:eu-west-1:111122223333:inbox", Some(HOME)),
            ("arn:aws:sqs:us-east-1:444455556666:inbox", Some(AWAY)),
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
            ("arn:aws:kms:eu-west-1:111122223333:key/1234abcd", Some(HOME)),
            ("arn:aws:kms:eu-west-1:444455556666:key/1234abcd", Some(AWAY)),
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
            ("arn:aws:iam::111122223333:role/backup", Some(HOME)),
            ("arn:aws:iam::444455556666:role/backup", Some(AWAY)),
        ],
        resource_patterns: &["arn:aws:iam::*:role/backup", "arn:aws:iam::111122223333:role/*"],
    },
    Target {
        action: "ec2:StartInstances",
        patterns: &["ec2:StartInstances", "ec2:Start*", "ec2:*"],
        resources: &[(
            "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
            Some(HOME),
        )],
        resource_patterns: &[
            "arn:aws:ec2:*:*:instance/*",
            "arn:aws:ec2:eu-west-1:111122223333:volume/*",
        ],
    },
    Target {
        action: "secretsmanager:GetSecretValue",
        patterns: &["secretsmanager:GetSecretValue", "secretsmanager:*"],
        resources: &[(
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
            Some(HOME),
        )],
        resource_patterns: &["arn:aws:secretsmanager:*:*:secret:db-*"],
    },
];

const PRINCIPALS: &[&str] = &[
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

const NAMED: &[(PrincipalType, &str)] = &[
    (PrincipalType::Aws, "*"),
    (PrincipalType::Aws, "111122223333"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:root"),
    (PrincipalType::Aws, "arn:aws:iam::444455556666:root"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:user/ann"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:user/team/ben"),
    (PrincipalType::Aws, "arn:aws:iam::111122223333:role/backup"),
    (PrincipalType::Aws, "arn:aws:sts::111122223333:assumed-role/backup/night"),
    (PrincipalType::Service, "backup.amazonaws.com"),
    (PrincipalType::Service, "lambda.amazonaws.com"),
];

const KEYS: &[Key] = &[
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
        operators: NUMBER,
        values: &["60", "3600", "3600.5", "0"],
        patterns: &["60", "3600", "3600.0", "100"],
        is_set: false,
    },
    Key {
        name: "aws:CurrentTime",
        operators: DATE,
        values: &["2026-07-01T00:00:00Z", "2026-07-01T12:30:00Z", "2027-01-01T00:00:00Z"],
        patterns: &["2026-07-01T00:00:00Z", "2026-07-01T02:00:00+02:00", "2026-12-31T23:59:59Z"],
        is_set: false,
    },
    Key {
        name: "aws:SourceIp",
        operators: ADDRESS,
        values: &["203.0.113.7", "198.51.100.1", "2001:db8::7"],
        patterns: &["203.0.113.0/24", "203.0.113.7", "2001:db8::/32", "0.0.0.0/0"],
        is_set: false,
    },
    Key {
        name: "aws:SourceArn",
        operators: ARN,
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
