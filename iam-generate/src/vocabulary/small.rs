//! A small alphabet, for pairs of policies.

use super::operators::{ADDRESS, ARN, DATE, NUMBER, TEXT};
use super::words::{Key, Target, Vocabulary};
use iam_core::policy::{PrincipalType, Version};

impl Vocabulary {
    /// Every element and operator of the language on a small alphabet: for pairs of policies.
    pub const SMALL: Self = Self {
        targets: TARGETS,
        any_action: &["*", "s3:*", "s?s:*", "s*:*e*"],
        any_resource: &["*", "arn:aws:s*", "arn:aws:*:*:111122223333:*", "arn:aws:s*s:inbox"],
        principals: &[
            "arn:aws:iam::111122223333:user/ann",
            "arn:aws:sts::111122223333:assumed-role/backup/night",
            "arn:aws:iam::444455556666:user/ben",
            "backup.amazonaws.com",
            "*",
        ],
        named: &[
            (PrincipalType::Aws, "*"),
            (PrincipalType::Aws, "111122223333"),
            (PrincipalType::Aws, "arn:aws:iam::444455556666:root"),
            (PrincipalType::Aws, "arn:aws:iam::111122223333:user/ann"),
            (PrincipalType::Aws, "arn:aws:iam::111122223333:role/backup"),
            (PrincipalType::Service, "backup.amazonaws.com"),
        ],
        keys: KEYS,
        versions: &[
            Some(Version::V2012_10_17),
            Some(Version::V2012_10_17),
            Some(Version::V2012_10_17),
            Some(Version::V2008_10_17),
            None,
        ],
        more: 1,
        is_valid: false,
    };
}

const TARGETS: &[Target] = &[
    Target {
        action: "s3:GetObject",
        patterns: &["s3:GetObject", "S3:get*", "s3:?etObject", "s3:Get?*"],
        resources: &[("arn:aws:s3:::reports/a", None), ("arn:aws:s3:::reports/ann/x", None)],
        resource_patterns: &[
            "arn:aws:s3:::reports/*",
            "arn:aws:s3:::reports/${aws:username}/*",
            "arn:aws:s3:::reports/${aws:username, 'ann'}/?",
            "arn:aws:s3:::re?orts/a",
        ],
    },
    Target {
        action: "s3:ListAllMyBuckets",
        patterns: &["s3:ListAllMyBuckets", "s3:List*"],
        resources: &[("*", None)],
        resource_patterns: &["*"],
    },
    Target {
        action: "sqs:SendMessage",
        patterns: &["sqs:SendMessage", "sqs:*"],
        resources: &[
            ("arn:aws:sqs:eu-west-1:111122223333:inbox", None),
            ("arn:aws:sqs:us-east-1:444455556666:inbox", None),
        ],
        resource_patterns: &["arn:aws:sqs:*:*:in?ox", "arn:aws:sqs:*:inbox"],
    },
];

const KEYS: &[Key] = &[
    Key {
        name: "aws:username",
        is_set: false,
        operators: TEXT,
        values: &["ann", "Ann", "abe"],
        patterns: &["ann", "a*", "?nn", "ANN", "${aws:PrincipalTag/Team, 'ann'}"],
    },
    Key {
        name: "aws:PrincipalTag/Team",
        is_set: false,
        operators: &["StringEquals", "StringLike", "StringNotLike", "BinaryEquals"],
        values: &["ann", ""],
        patterns: &["ann", "${aws:username}", "*"],
    },
    Key {
        name: "aws:CalledVia",
        is_set: true,
        operators: TEXT,
        values: &["a", "ab", "b"],
        patterns: &["a", "a*", "A"],
    },
    Key {
        name: "aws:SecureTransport",
        is_set: false,
        operators: &["Bool"],
        values: &["true", "false"],
        patterns: &["true", "False"],
    },
    Key {
        name: "aws:MultiFactorAuthAge",
        is_set: false,
        operators: NUMBER,
        values: &["4", "5", "7.5"],
        patterns: &["5", "5.0", "7", "x"],
    },
    Key {
        name: "aws:CurrentTime",
        is_set: false,
        operators: DATE,
        values: &["2026-06-30", "2026-07-01T00:00:00Z", "2027-06-01"],
        patterns: &["2026-07-01T02:00:00+02:00", "1782864000", "2027-01-01"],
    },
    Key {
        name: "aws:SourceIp",
        is_set: false,
        operators: ADDRESS,
        values: &["10.1.2.3", "10.9.9.9", "2001:db8::7"],
        patterns: &["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "::/0"],
    },
    Key {
        name: "aws:SourceArn",
        is_set: false,
        operators: ARN,
        values: &["arn:aws:s3:::a", "arn:aws:s3:::ann", "a"],
        patterns: &[
            "arn:aws:s3:::a",
            "arn:aws:s3:::*",
            "arn:*:s3:::${aws:username}",
            "arn:aws:s3*",
        ],
    },
];
