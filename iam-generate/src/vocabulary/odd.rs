//! Words that are at odds with each other.

use super::operators::{ADDRESS, ARN, DATE, NUMBER, TEXT};
use super::words::{Key, Target, Vocabulary};
use iam_core::policy::{PrincipalType, Version};

impl Vocabulary {
    /// Whatever can be read, valid or not: values of another type, keys without values, odd principals.
    pub const ODD: Self = Self {
        targets: TARGETS,
        any_action: &["*", "*", "s*:*", "*:*", "s3:*", "sqs:*", "kms:*", "sts:*"],
        any_resource: &["*", "arn:aws:s*", "*:inbox", "arn:aws:s3:::reports/${x"],
        principals: PRINCIPALS,
        named: NAMED,
        keys: KEYS,
        versions: &[
            Some(Version::V2012_10_17),
            Some(Version::V2012_10_17),
            Some(Version::V2012_10_17),
            Some(Version::V2008_10_17),
            None,
        ],
        more: 2,
        is_valid: false,
    };
}

const TARGETS: &[Target] = &[
    Target {
        action: "s3:GetObject",
        patterns: &["s3:GetObject", "S3:getobject", "s3:Get*", "s3:?etObject"],
        resources: &[
            ("arn:aws:s3:::reports/2026/q1.pdf", None),
            ("arn:aws:s3:::reports/home/ann/a:b", None),
            ("arn:aws:s3:::reports/home/ann/a:b", Some("444455556666")),
            ("*", None),
        ],
        resource_patterns: &[
            "arn:aws:s3:::reports/*",
            "arn:aws:s3:::reports/home/${aws:username}/*",
            "arn:aws:s3:::reports/home/${aws:PrincipalTag/Team, 'ann'}/*",
            "arn:aws:s3:::reports/home/${aws:CalledVia}/*",
            "arn:aws:s3:::reports/${*}",
            "arn:*:s3:::*:b",
            "arn:aws:s3:::reports/2026/q?.pdf",
            "arn:aws:s3:*:reports/home/${aws:username}/a:b",
            "arn:aws:s3:*:reports/home/*/a:?",
        ],
    },
    Target {
        action: "s3:ListBucket",
        patterns: &["s3:List*", "s3:ListBucket"],
        resources: &[("arn:aws:s3:::reports", None)],
        resource_patterns: &["arn:aws:s3:::reports", "arn:aws:s3:*"],
    },
    Target {
        action: "s3:PutBucketPolicy",
        patterns: &["s3:PutBucketPolicy", "s3:*Policy"],
        resources: &[("arn:aws:s3:::reports", None)],
        resource_patterns: &["arn:aws:s3:::reports"],
    },
    Target {
        action: "iam:GetPolicy",
        patterns: &["iam:Get*"],
        resources: &[("arn:aws:iam::aws:policy/ReadOnlyAccess", None)],
        resource_patterns: &["arn:aws:iam::*:policy/*"],
    },
    Target {
        action: "s3:ListAllMyBuckets",
        patterns: &["s3:List*"],
        resources: &[("*", None)],
        resource_patterns: &["arn:aws:s3:::*"],
    },
    Target {
        action: "sqs:SendMessage",
        patterns: &["sqs:SendMessage", "sqs:*"],
        resources: &[
            ("arn:aws:sqs:eu-west-1:111122223333:inbox", None),
            ("arn:aws:sqs:us-east-1:444455556666:inbox", None),
        ],
        resource_patterns: &[
            "arn:aws:sqs:*:inbox",
            "arn:aws:sqs:eu-*t-1:111122223333:*",
            "arn:aws:sqs:e*1:inbox",
        ],
    },
    Target {
        action: "kms:Decrypt",
        patterns: &["kms:*", "kms:Decrypt"],
        resources: &[
            ("arn:aws:kms:eu-west-1:111122223333:key/1", None),
            ("arn:aws:kms:eu-west-1:444455556666:key/1", None),
        ],
        resource_patterns: &["arn:aws:kms:*:*:key/*"],
    },
    Target {
        action: "sts:AssumeRole",
        patterns: &["sts:AssumeRole", "sts:*"],
        resources: &[
            ("arn:aws:iam::111122223333:role/backup", None),
            ("arn:aws:iam::444455556666:role/backup", None),
        ],
        resource_patterns: &["arn:aws:iam::*:role/b*"],
    },
    Target {
        action: "kms:RetireGrant",
        patterns: &["kms:RetireGrant", "kms:*"],
        resources: &[
            ("arn:aws:kms:eu-west-1:111122223333:key/1", None),
            ("arn:aws:kms:eu-west-1:444455556666:key/1", None),
        ],
        resource_patterns: &["arn:aws:kms:*:*:key/*"],
    },
    Target {
        action: "ec2:StartInstances",
        patterns: &["ec2:Start*"],
        resources: &[("arn:aws:ec2:eu-west-1:111122223333:instance/i-1", None)],
        resource_patterns: &["arn:aws:ec2:*:*:instance/*"],
    },
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

const KEYS: &[Key] = &[
    Key {
        name: "aws:username",
        is_set: false,
        operators: TEXT,
        values: &["ann", "Ann", "b*n"],
        patterns: &["ann", "a*", "?nn", "b${*}n", "ANN"],
    },
    Key {
        name: "aws:PrincipalTag/Team",
        is_set: false,
        operators: TEXT,
        values: &["ann", "blue", ""],
        patterns: &[
            "${aws:username}",
            "${aws:username, 'blue'}",
            "b*",
            "*",
            "${aws:PrincipalTag/Other}",
        ],
    },
    Key {
        name: "aws:CalledVia",
        is_set: true,
        operators: TEXT,
        values: &["Team", "Stage", ""],
        patterns: &["Team", "S*", "team"],
    },
    Key {
        name: "aws:SecureTransport",
        is_set: false,
        operators: &["Bool"],
        values: &["true", "false", "True"],
        patterns: &["true", "false", "maybe", "${aws:PrincipalTag/Team, 'True'}"],
    },
    Key {
        name: "aws:MultiFactorAuthAge",
        is_set: false,
        operators: NUMBER,
        values: &["60", "60.5", "-1", "x"],
        patterns: &["60", "60.50", "061", "x", "-2"],
    },
    Key {
        name: "aws:CurrentTime",
        is_set: false,
        operators: DATE,
        values: &["2026-07-01T00:00:00Z", "1782864000", "2024-02-29", "soon"],
        patterns: &[
            "2026-07-01T02:00:00+02:00",
            "1782864000",
            "2024-03-01",
            "2026-06-30T19:00:00-05:00",
        ],
    },
    Key {
        name: "aws:SourceIp",
        is_set: false,
        operators: ADDRESS,
        values: &["203.0.113.7", "2001:db8::7", "here"],
        patterns: &["203.0.113.0/24", "0.0.0.0/0", "2001:db8::/33", "203.0.113.7", "::/0"],
    },
    Key {
        name: "aws:SourceArn",
        is_set: false,
        operators: ARN,
        values: &["arn:aws:sns:eu-west-1:111122223333:news", "arn:aws:s3:::ann", "ann"],
        patterns: &[
            "arn:aws:sns:*:*:n*",
            "arn:*:s3:::${aws:username}",
            "arn:aws:sns:*",
            "arn:aws:s3:::a?n",
        ],
    },
];
