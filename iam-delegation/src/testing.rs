//! A small product for the tests of this crate.

use crate::declaration::{
    Asset, DetailField, DetailTest, EventPattern, EventRule, Gate, InlinePolicy, InstanceProfile,
    ManagedPolicy, NamePattern, Parameter, ParameterSource, Part, Product, Role, Topic,
};
use crate::deployment::{AccountId, Deployment, Partition, Region};
use typed_iam::{
    PolicyTemplate, Resource, Trust, policy_template, resource_policy_template,
    trust_policy_template,
};

/// What the product keeps books of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    Buckets,
    Invoices,
}

impl Asset for Source {
    const ALL: &'static [Self] = &[Self::Buckets, Self::Invoices];

    fn name(self) -> &'static str {
        match self {
            Self::Buckets => "buckets",
            Self::Invoices => "invoices",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Buckets => "S3 buckets",
            Self::Invoices => "Invoices <in> buckets",
        }
    }

    fn brings(self) -> &'static [Self] {
        match self {
            Self::Buckets => &[],
            Self::Invoices => &[Self::Buckets],
        }
    }
}

/// The product: it keeps ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ledger;

/// One customer's values.
pub(crate) struct Customer {
    pub(crate) region: Region,
    pub(crate) account: AccountId,
    pub(crate) key: Option<&'static str>,
}

impl Deployment for Customer {
    fn partition(&self) -> Partition {
        self.region.partition()
    }

    fn region(&self) -> &Region {
        &self.region
    }

    fn account(&self) -> &AccountId {
        &self.account
    }

    fn value(&self, parameter: &str) -> Option<String> {
        match parameter {
            "Key" => self.key.map(str::to_owned),
            _ => None,
        }
    }
}

impl Customer {
    pub(crate) fn in_ireland() -> Self {
        Self {
            region: "eu-west-1".parse().unwrap(),
            account: "111122223333".parse().unwrap(),
            key: Some("k1"),
        }
    }
}

const INVOICES: Gate<Source> = Gate::AnyOf(&[Source::Invoices]);

impl Product for Ledger {
    type Asset = Source;
    type Deployment = Customer;

    const NAME: &'static str = "Ledger & Sons";
    const TAGS: &'static [(&'static str, &'static str)] = &[("Vendor", "Ledger")];
    const PARAMETERS: &'static [Parameter] = &[
        Parameter {
            name: "Key",
            description: "What Ledger shows when it takes on a role.",
            source: ParameterSource::Given {
                pattern: "[a-z0-9]{2,8}",
                expected: "2 to 8 small letters and digits",
                default: None,
            },
            longest: 8,
        },
        Parameter {
            name: "Short",
            description: "The short name of the region.",
            source: ParameterSource::ByRegion(&[("eu-west-1", "ew1"), ("us-west-2", "uw2")]),
            longest: 3,
        },
    ];
    const ROLES: &'static [Role<Source>] = &[Role {
        name: "LedgerRole",
        name_pattern: NamePattern::new("Ledger-${Short}-${Key}"),
        description: "Reads what is written down.",
        gate: Gate::Always,
        optional: None,
        trust_policy: &TRUST,
        inline_policies: &[InlinePolicy {
            name: "LedgerRead",
            name_pattern: NamePattern::new("LedgerRead-${Key}"),
            description: "Reads buckets, and what others wrote in them.",
            gate: Gate::Always,
            parts: &[
                Part { gate: Gate::Always, template: &READ },
                Part { gate: INVOICES, template: &READ_INVOICES },
            ],
        }],
        managed_policies: &[ManagedPolicy {
            name: "LedgerInvoices",
            name_pattern: NamePattern::new("LedgerInvoices-${Key}"),
            description: "Writes invoices.",
            gate: INVOICES,
            parts: &[Part { gate: INVOICES, template: &WRITE_INVOICES }],
        }],
        instance_profile: Some(InstanceProfile {
            name: "LedgerProfile",
            name_pattern: NamePattern::new("LedgerProfile-${Key}"),
        }),
    }];
    const TOPICS: &'static [Topic<Source>] = &[Topic {
        name: "LedgerNews",
        name_pattern: NamePattern::new("LedgerNews-${Key}"),
        display_name: "Ledger news",
        description: "Tells Ledger of new objects.",
        gate: INVOICES,
        policy_name: "LedgerNewsPolicy",
        policy_description: "Lets the event rule publish.",
        policy: &NEWS,
    }];
    const EVENT_RULES: &'static [EventRule<Source>] = &[EventRule {
        name: "LedgerRule",
        name_pattern: NamePattern::new("LedgerRule-${Key}"),
        description: "Objects that come.",
        gate: INVOICES,
        pattern: EventPattern {
            source: "aws.s3",
            detail_types: &["Object Created"],
            detail: &[DetailField {
                name: "reason",
                test: DetailTest::OneOfGated(&[(INVOICES, &["PutObject"])]),
            }],
        },
        topic: "LedgerNews",
        target_id: "ledger",
    }];
}

const TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: { AWS: "arn:${AWS::Partition}:iam::444455556666:role/Ledger" },
        Action: sts:AssumeRole,
        Condition: { StringEquals: { sts:ExternalId: "${Key}" } },
    }],
};

const READ: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads what is in <buckets>, each person's own.
        {
            Sid: ReadBuckets,
            Effect: Allow,
            Action: [s3:GetObject, s3:ListBucket],
            Resource: ["arn:${AWS::Partition}:s3:::books", "arn:${AWS::Partition}:s3:::books/${aws:username}/*"],
        },
        /// Looks itself up.
        {
            Sid: ReadSelf,
            Effect: Allow,
            Action: [iam:GetRole, iam:GetPolicy],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Ledger-${Short}-${Key}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/LedgerInvoices-${Key}",
            ],
        },
    ],
};

const READ_INVOICES: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [{
        Sid: ReadInvoices,
        Effect: Allow,
        Action: s3:GetObject,
        Resource: "arn:${AWS::Partition}:s3:::invoices-${AWS::Region}/*",
        Condition: { Bool: { aws:SecureTransport: "true" } },
    }],
};

const WRITE_INVOICES: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [{
        Sid: WriteInvoices,
        Effect: Allow,
        Action: s3:PutObject,
        Resource: "arn:${AWS::Partition}:s3:::invoices-${AWS::Region}/*",
    }],
};

const NEWS: PolicyTemplate<Resource> = resource_policy_template! {
    Version: "2012-10-17",
    Statement: [{
        Sid: Publish,
        Effect: Allow,
        Principal: { Service: "events.amazonaws.com" },
        Action: sns:Publish,
        Resource: "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:LedgerNews-${Key}",
        Condition: { ArnEquals: { aws:SourceArn: "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/LedgerRule-${Key}" } },
    }],
};
