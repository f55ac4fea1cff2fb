//! Buckets: inventory, backup, continuous backup, restore.
//!
//! Source: the document and the module that the [crate] names.

use typed_iam::{PolicyTemplate, Trust, policy_template, trust_policy_template};

/// `ClumioInventoryPolicy`, the part about AWS Backup.
pub const INVENTORY_COVERAGE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Shows which resources AWS Backup already covers.
        {
            Sid: GetBackedUpResources,
            Effect: Allow,
            Action: [backup:ListProtectedResources],
            Resource: ["*"],
        },
    ],
};

/// `ClumioInventoryPolicy`, the part for metrics.
pub const INVENTORY_METRICS: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the size and object counts of buckets.
        {
            Sid: GetS3CloudwatchMetrics,
            Effect: Allow,
            Action: [cloudwatch:GetMetricStatistics],
            Resource: ["*"],
        },
    ],
};

/// `ClumioInventoryPolicy`, the part for buckets.
pub const INVENTORY: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Finds buckets and how they are set up.
        {
            Sid: DescribeS3Resources,
            Effect: Allow,
            Action: [
                s3:ListAllMyBuckets, s3:GetBucketLocation, s3:GetEncryptionConfiguration,
                s3:GetBucketVersioning, s3:GetBucketPolicy, s3:GetBucketTagging,
                s3:GetReplicationConfiguration, s3:GetLifecycleConfiguration, s3:GetBucketLogging,
            ],
            Resource: ["arn:${AWS::Partition}:s3:::*"],
        },
    ],
};

/// `ClumioBaseManagedPolicy`, the part about the continuous-backup role.
///
/// Inferred from the document's rows: the module has no counterpart.
pub const BASE_MANAGED: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads which policies the continuous-backup role has.
        {
            Sid: ListS3EventBridgeRolePolicies,
            Effect: Allow,
            Action: [iam:ListAttachedRolePolicies, iam:ListRolePolicies, iam:GetRolePolicy],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioS3EbRole-${RegionShort}-${Token}",
            ],
        },
        /// Reads the continuous-backup role and its policy.
        {
            Sid: ReadS3EventBridgeRole,
            Effect: Allow,
            Action: [iam:GetRole, iam:GetPolicyVersion],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioS3EbRole-${RegionShort}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/ClumioS3EbPolicy-${AWS::AccountId}-${AWS::Region}-${Token}",
            ],
        },
    ],
};

/// `ClumioS3BackupPolicy`.
pub const BACKUP: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the size and object counts of buckets.
        {
            Sid: GetS3CloudwatchMetrics,
            Effect: Allow,
            Action: [cloudwatch:GetMetricStatistics],
            Resource: ["*"],
        },
        /// Copies objects into Clumio's buckets.
        {
            Sid: AllowS3CopyToClumio,
            Effect: Allow,
            Action: [s3:ListBucket, s3:PutObject, s3:PutObjectAcl, s3:PutObjectTagging],
            Resource: [
                "arn:${AWS::Partition}:s3:::clumio-s3-backup*",
                "arn:${AWS::Partition}:s3:::clumio-s3-backup*/*",
            ],
            Condition: { StringEquals: { s3:ResourceAccount: "${ClumioDataPlaneAccountId}" } },
        },
        /// Finds the organization, so that one bucket policy can serve all its accounts.
        {
            Sid: AllowDescribeOrganization,
            Effect: Allow,
            Action: [organizations:DescribeOrganization],
            Resource: ["*"],
        },
        /// Lists and reads what is backed up, and has S3 write inventories of it.
        {
            Sid: AllowS3Backup,
            Effect: Allow,
            Action: [
                s3:GetInventoryConfiguration, s3:PutInventoryConfiguration, s3:ListBucket,
                s3:ListBucketVersions, s3:ListBucketMultipartUploads, s3:GetObject,
                s3:GetObjectTagging, s3:GetObjectVersionTagging, s3:GetObjectVersion,
            ],
            Resource: ["arn:${AWS::Partition}:s3:::*"],
        },
        /// Has buckets send their events to EventBridge.
        {
            Sid: AllowS3ContinuousBackup,
            Effect: Allow,
            Action: [s3:GetBucketNotification, s3:PutBucketNotification],
            Resource: ["arn:${AWS::Partition}:s3:::*"],
        },
        /// Keeps the rules that forward bucket events.
        {
            Sid: AllowS3EventRuleUpdate,
            Effect: Allow,
            Action: [
                events:DescribeRule, events:PutRule, events:DeleteRule, events:PutTargets,
                events:RemoveTargets, events:ListTargetsByRule,
            ],
            Resource: [
                "arn:${AWS::Partition}:events:*:${AWS::AccountId}:rule/clumio-s3-event-rule-*",
            ],
        },
        /// Hands the continuous-backup role to EventBridge.
        {
            Sid: AllowS3ContinuousBackupRolePassToEventBridge,
            Effect: Allow,
            Action: [iam:PassRole],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioS3EbRole-${RegionShort}-${Token}",
            ],
            Condition: { StringEquals: { iam:PassedToService: "events.amazonaws.com" } },
        },
    ],
};

/// `ClumioS3RestorePolicy`.
pub const RESTORE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Writes restored objects, and removes them when a restore fails.
        {
            Sid: AllowS3PutForRestores,
            Effect: Allow,
            Action: [s3:PutObject, s3:PutObjectAcl, s3:PutObjectTagging, s3:DeleteObject],
            Resource: ["arn:${AWS::Partition}:s3:::*"],
        },
    ],
};

/// Who may take on `ClumioS3ContinuousBackupEventBridgeRole`.
pub const EVENT_BRIDGE_ROLE_TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets EventBridge send events to a bus in another account as this role.
        {
            Sid: AllowEventBridgeAssumeRole,
            Effect: Allow,
            Principal: { Service: "events.amazonaws.com" },
            Action: [sts:AssumeRole],
        },
    ],
};

/// `ClumioS3ContinuousBackupEventBridgePolicy`.
pub const EVENT_BRIDGE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Sends S3 events to Clumio's event buses.
        {
            Sid: AllowPutEvents,
            Effect: Allow,
            Action: [events:PutEvents],
            Resource: [
                "arn:${AWS::Partition}:events:*:${AWS::AccountId}:event-bus/clumio-s3-event-bus-*",
                "arn:${AWS::Partition}:events:*:${ClumioDataPlaneAccountId}:event-bus/clumio-s3-event-bus-*",
            ],
        },
    ],
};
