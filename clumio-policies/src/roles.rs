//! The roles, put together from what each protected service needs.

use crate::{
    Asset, Gate, InlinePolicy, InstanceProfile, ManagedPolicy, NamePattern, Part, Role, base,
    dynamodb, ec2, mssql, rds, s3,
};

const EC2: Gate = Gate::AnyOf(&[Asset::Ec2]);
const RDS: Gate = Gate::AnyOf(&[Asset::Rds]);
const DYNAMODB: Gate = Gate::AnyOf(&[Asset::DynamoDb]);
const S3: Gate = Gate::AnyOf(&[Asset::S3]);
const MSSQL: Gate = Gate::AnyOf(&[Asset::MsSql]);

/// Each role, in the order of the vendor's document.
///
/// That each keeps IAM's quotas is checked while this crate compiles, for the longest names and
/// values in the partitions `aws` and `aws-cn`: the policies of a role, the inline ones together,
/// the managed ones each and in number, its trust policy, and the length of every name. In
/// `aws-us-gov` the name of the partition is longer, and `ClumioEC2RestorePolicy` is two characters
/// too large: there a set is measured when it is [resolved](crate::ClumioPolicySet::resolve).
///
/// Source: [IAM quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
pub const ROLES: &[Role] =
    &[CLUMIO_IAM_ROLE, INSTANCE_ROLE, EVENT_BRIDGE_ROLE, NOTIFICATION_ROLE, SUPPORT_ROLE];

const CLUMIO_IAM_ROLE: Role = Role {
    name: "ClumioIAMRole",
    name_pattern: NamePattern::new("ClumioIAMRole-${RegionShort}-${Token}"),
    description: "What Clumio takes on to find, back up and restore; nothing works without it.",
    gate: Gate::Always,
    optional: None,
    trust_policy: &base::CLUMIO_IAM_ROLE_TRUST,
    inline_policies: &[
        InlinePolicy {
            name: "ClumioInventoryPolicy",
            name_pattern: NamePattern::new("ClumioInventoryPolicy-${AWS::Region}-${Token}"),
            description: "Finds what can be protected, and reads how it is set up.",
            gate: Gate::Always,
            parts: &[
                Part { gate: S3, template: &s3::INVENTORY_COVERAGE },
                Part { gate: RDS, template: &rds::INVENTORY_METRICS },
                Part { gate: S3, template: &s3::INVENTORY_METRICS },
                Part { gate: DYNAMODB, template: &dynamodb::INVENTORY },
                Part { gate: EC2, template: &ec2::INVENTORY },
                Part { gate: RDS, template: &rds::INVENTORY },
                Part { gate: S3, template: &s3::INVENTORY },
            ],
        },
        InlinePolicy {
            name: "ClumioKMSPolicy",
            name_pattern: NamePattern::new("ClumioKMSPolicy-${AWS::Region}-${Token}"),
            description: "Reads and writes with the keys that protected data is encrypted with.",
            gate: Gate::Always,
            parts: &[Part { gate: Gate::Always, template: &base::KMS }],
        },
        InlinePolicy {
            name: "ClumioBaseValidationPolicy",
            name_pattern: NamePattern::new("ClumioBaseValidationPolicy-${AWS::Region}-${Token}"),
            description: "Reads back Clumio's managed policies, to see whether they are as delivered.",
            gate: Gate::Always,
            parts: &[Part { gate: Gate::Always, template: &base::VALIDATION }],
        },
        InlinePolicy {
            name: "ClumioDriftDetectPolicy",
            name_pattern: NamePattern::new("ClumioDriftDetectPolicy-${AWS::Region}-${Token}"),
            description: "Notices when somebody changed role, topic, event rules or stack.",
            gate: Gate::Always,
            parts: &[Part { gate: Gate::Always, template: &base::DRIFT_DETECTION }],
        },
    ],
    managed_policies: &[
        ManagedPolicy {
            name: "ClumioBaseManagedPolicy",
            name_pattern: NamePattern::new("ClumioBaseManagedPolicy-${AWS::Region}-${Token}"),
            description: "Checks the set-up, and reads what account, organization and regions there are.",
            gate: Gate::Always,
            parts: &[
                Part { gate: Gate::Always, template: &base::BASE_MANAGED },
                Part {
                    gate: Gate::AnyOf(&[Asset::S3, Asset::DynamoDb, Asset::Ec2]),
                    template: &base::BASE_MANAGED_POLICIES,
                },
                Part { gate: MSSQL, template: &mssql::BASE_MANAGED },
                Part { gate: S3, template: &s3::BASE_MANAGED },
            ],
        },
        ManagedPolicy {
            name: "ClumioDynamoDbBackupPolicy",
            name_pattern: NamePattern::new("ClumioDynamoDbBackupPolicy-${AWS::Region}-${Token}"),
            description: "Backs up DynamoDB tables.",
            gate: DYNAMODB,
            parts: &[Part { gate: DYNAMODB, template: &dynamodb::BACKUP }],
        },
        ManagedPolicy {
            name: "ClumioDynamoDbRestorePolicy",
            name_pattern: NamePattern::new("ClumioDynamoDbRestorePolicy-${AWS::Region}-${Token}"),
            description: "Restores DynamoDB tables.",
            gate: DYNAMODB,
            parts: &[Part { gate: DYNAMODB, template: &dynamodb::RESTORE }],
        },
        ManagedPolicy {
            name: "ClumioEC2BackupPolicy",
            name_pattern: NamePattern::new("ClumioEC2BackupPolicy-${AWS::Region}-${Token}"),
            description: "Backs up EC2 instances and EBS volumes.",
            gate: EC2,
            parts: &[Part { gate: EC2, template: &ec2::BACKUP }],
        },
        ManagedPolicy {
            name: "ClumioEC2RestorePolicy",
            name_pattern: NamePattern::new("ClumioEC2RestorePolicy-${AWS::Region}-${Token}"),
            description: "Restores EC2 instances and EBS volumes.",
            gate: EC2,
            parts: &[Part { gate: EC2, template: &ec2::RESTORE }],
        },
        ManagedPolicy {
            name: "ClumioEC2MSSQLBackupRestorePolicy",
            name_pattern: NamePattern::new(
                "ClumioEC2MSSQLBackupRestorePolicy-${AWS::Region}-${Token}",
            ),
            description: "Backs up and restores SQL Server on EC2 instances.",
            gate: MSSQL,
            parts: &[Part { gate: MSSQL, template: &mssql::BACKUP_RESTORE }],
        },
        ManagedPolicy {
            name: "ClumioRdsBackupPolicy",
            name_pattern: NamePattern::new("ClumioRdsBackupPolicy-${AWS::Region}-${Token}"),
            description: "Backs up RDS instances and Aurora clusters.",
            gate: RDS,
            parts: &[Part { gate: RDS, template: &rds::BACKUP }],
        },
        ManagedPolicy {
            name: "ClumioRdsRestorePolicy",
            name_pattern: NamePattern::new("ClumioRdsRestorePolicy-${AWS::Region}-${Token}"),
            description: "Restores RDS instances and Aurora clusters.",
            gate: RDS,
            parts: &[Part { gate: RDS, template: &rds::RESTORE }],
        },
        ManagedPolicy {
            name: "ClumioS3BackupPolicy",
            name_pattern: NamePattern::new("ClumioS3BackupPolicy-${AWS::Region}-${Token}"),
            description: "Backs up S3 buckets, continuously too.",
            gate: S3,
            parts: &[Part { gate: S3, template: &s3::BACKUP }],
        },
        ManagedPolicy {
            name: "ClumioS3RestorePolicy",
            name_pattern: NamePattern::new("ClumioS3RestorePolicy-${AWS::Region}-${Token}"),
            description: "Restores objects to S3 buckets.",
            gate: S3,
            parts: &[Part { gate: S3, template: &s3::RESTORE }],
        },
    ],
    instance_profile: None,
};

const INSTANCE_ROLE: Role = Role {
    name: "ClumioEC2MSSQLSSMInstanceRoleV2",
    name_pattern: NamePattern::new("ClumioSSM-${AWS::Region}-${Token}"),
    description: "What instances that have no role yet get, so that Systems Manager reaches them.",
    gate: MSSQL,
    optional: None,
    trust_policy: &mssql::INSTANCE_ROLE_TRUST,
    inline_policies: &[InlinePolicy {
        name: "ClumioEC2MSSQLSSMInstancePolicy",
        name_pattern: NamePattern::new("Clumio-SSM-Policy-${AWS::Region}-${Token}"),
        description: "Lets the agent on an instance work with Systems Manager.",
        gate: MSSQL,
        parts: &[Part { gate: MSSQL, template: &mssql::INSTANCE }],
    }],
    managed_policies: &[],
    instance_profile: Some(InstanceProfile {
        name: "ClumioEC2MSSQLSSMInstanceProfile",
        name_pattern: NamePattern::new("Clumio-SSM-IP-${AWS::Region}-${Token}"),
    }),
};

const EVENT_BRIDGE_ROLE: Role = Role {
    name: "ClumioS3ContinuousBackupEventBridgeRole",
    name_pattern: NamePattern::new("ClumioS3EbRole-${RegionShort}-${Token}"),
    description: "What EventBridge takes on to send S3 events to Clumio for continuous backup.",
    gate: S3,
    optional: Some("only continuous backup of S3 needs it"),
    trust_policy: &s3::EVENT_BRIDGE_ROLE_TRUST,
    inline_policies: &[InlinePolicy {
        name: "ClumioS3ContinuousBackupEventBridgePolicy",
        name_pattern: NamePattern::new(
            "ClumioS3EbPolicy-${AWS::AccountId}-${AWS::Region}-${Token}",
        ),
        description: "Sends S3 events to Clumio's event buses.",
        gate: S3,
        parts: &[Part { gate: S3, template: &s3::EVENT_BRIDGE }],
    }],
    managed_policies: &[],
    instance_profile: None,
};

const NOTIFICATION_ROLE: Role = Role {
    name: "ClumioSSMNotificationRole",
    name_pattern: NamePattern::new("ClumioSSMNotifRole-${RegionShort}-${Token}"),
    description: "What Systems Manager takes on to tell Clumio how commands progress.",
    gate: MSSQL,
    optional: None,
    trust_policy: &mssql::NOTIFICATION_ROLE_TRUST,
    inline_policies: &[InlinePolicy {
        name: "ClumioSSMNotificationPolicy",
        name_pattern: NamePattern::new(
            "ClumioSSMNotificationPolicy-${AWS::AccountId}-${AWS::Region}-${Token}",
        ),
        description: "Publishes the progress of commands to Clumio's topic.",
        gate: MSSQL,
        parts: &[Part { gate: MSSQL, template: &mssql::NOTIFICATION }],
    }],
    managed_policies: &[],
    instance_profile: None,
};

const SUPPORT_ROLE: Role = Role {
    name: "ClumioSupportRole",
    name_pattern: NamePattern::new("ClumioSuppt-${AWS::Region}-${Token}"),
    description: "What Clumio's support staff take on to open AWS Support cases.",
    gate: Gate::Always,
    optional: Some("leave it out to open support cases yourself"),
    trust_policy: &base::SUPPORT_ROLE_TRUST,
    inline_policies: &[InlinePolicy {
        name: "ClumioSupportPolicy",
        name_pattern: NamePattern::new("ClumioSupportPolicy-${AWS::Region}-${Token}"),
        description: "Opens and follows support cases.",
        gate: Gate::Always,
        parts: &[Part { gate: Gate::Always, template: &base::SUPPORT }],
    }],
    managed_policies: &[],
    instance_profile: None,
};
