//! DynamoDB tables: inventory, backup, restore.
//!
//! Source: the document and the module that the [crate] names.

use typed_iam::{PolicyTemplate, policy_template};

/// `ClumioInventoryPolicy`, the part for DynamoDB.
pub const INVENTORY: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Finds the tables of the account, their settings, backups and tags.
        {
            Sid: DescribeDynamoResources,
            Effect: Allow,
            Action: [
                dynamodb:DescribeBackup, dynamodb:DescribeContinuousBackups, dynamodb:DescribeTable,
                dynamodb:DescribeTableReplicaAutoScaling, dynamodb:ListBackups, dynamodb:ListTables,
                dynamodb:ListTagsOfResource,
            ],
            Resource: [
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*",
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table*",
            ],
        },
        /// Finds the global tables of the account and their settings.
        {
            Sid: DescribeDynamoGlobalTableResources,
            Effect: Allow,
            Action: [
                dynamodb:DescribeGlobalTable, dynamodb:DescribeGlobalTableSettings,
                dynamodb:ListGlobalTables,
            ],
            Resource: [
                "arn:${AWS::Partition}:dynamodb::${AWS::AccountId}:global-table/*",
                "arn:${AWS::Partition}:dynamodb::${AWS::AccountId}:global-table*",
            ],
        },
    ],
};

/// `ClumioDynamoDbBackupPolicy`.
pub const BACKUP: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Exports a table for the first full backup, and turns its stream on.
        {
            Sid: ClumioDynamoDbSecureVaultBackupTableActions,
            Effect: Allow,
            Action: [dynamodb:ExportTableToPointInTime, dynamodb:UpdateTable],
            Resource: ["arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"],
        },
        /// Reads changes from a table's stream for incremental backups.
        {
            Sid: ClumioDynamoDbSecureVaultStreamActions,
            Effect: Allow,
            Action: [dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator],
            Resource: [
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*/stream/*",
            ],
        },
        /// Follows an export.
        {
            Sid: ClumioDynamoDbSecureVaultExportActions,
            Effect: Allow,
            Action: [dynamodb:DescribeExport],
            Resource: [
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*/export/*",
            ],
        },
        /// Lets an export write into Clumio's buckets.
        {
            Sid: ClumioDynamoDbSecureVaultExportS3Actions,
            Effect: Allow,
            Action: [s3:AbortMultipartUpload, s3:PutObject, s3:PutObjectAcl],
            Resource: ["arn:${AWS::Partition}:s3:::clumio-ddb-export-*/*"],
            Condition: { StringLike: { s3:ResourceAccount: "${ClumioDataPlaneAccountId}" } },
        },
        /// Decrypts items of encrypted tables, and encrypts their copies.
        {
            Sid: ClumioDynamoDbKmsActions,
            Effect: Allow,
            Action: [
                kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey,
                kms:ReEncryptFrom, kms:ReEncryptTo,
            ],
            Resource: ["arn:${AWS::Partition}:kms:*:*:key/*"],
        },
        /// Backs up a table in place, with its settings and tags.
        {
            Sid: ClumioDynamoDbTableActions,
            Effect: Allow,
            Action: [
                dynamodb:CreateBackup, dynamodb:DescribeTable, dynamodb:DescribeContinuousBackups,
                dynamodb:DescribeTimeToLive, dynamodb:ListTagsOfResource,
                dynamodb:UpdateContinuousBackups,
            ],
            Resource: ["arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"],
        },
        /// Removes backups that have expired or failed.
        {
            Sid: ClumioSnapDynamoDbBackupActions,
            Effect: Allow,
            Action: [dynamodb:DeleteBackup, dynamodb:DescribeBackup],
            Resource: [
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*/backup/*",
            ],
        },
        /// Finds the backups of tables.
        {
            Sid: ClumioSnapDynamoDbMiscActions,
            Effect: Allow,
            Action: [dynamodb:ListBackups],
            Resource: [
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*/backup*",
            ],
        },
        /// Records how a table scales.
        #[expect(
            x-key-not-for-action,
            reason = "the vendor tests a key that neither action carries; see docs/clumio-findings.md"
        )]
        {
            Sid: ClumioDynamoDbAutoScalingActions,
            Effect: Allow,
            Action: [
                application-autoscaling:DescribeScalableTargets,
                application-autoscaling:DescribeScalingPolicies,
            ],
            Resource: [
                "arn:${AWS::Partition}:application-autoscaling:*:${AWS::AccountId}:scalable-target/*",
            ],
            Condition: { StringLike: { application-autoscaling:service-namespace: "dynamodb" } },
        },
    ],
};

/// `ClumioDynamoDbRestorePolicy`.
pub const RESTORE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Decrypts copies, and encrypts restored items.
        {
            Sid: AllowClumioDynamoDbSecureVaultKmsAccess,
            Effect: Allow,
            Action: [
                kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom,
                kms:ReEncryptTo,
            ],
            Resource: ["arn:${AWS::Partition}:kms:*:*:key/*"],
        },
        /// Creates tables and replicas again in any region, and fills them.
        {
            Sid: ClumioDynamoDBSecureVaultGlobalTableActions,
            Effect: Allow,
            Action: [
                dynamodb:CreateTable, dynamodb:CreateTableReplica,
                dynamodb:UpdateTableReplicaAutoScaling, dynamodb:Scan, dynamodb:Query,
                dynamodb:UpdateItem, dynamodb:PutItem, dynamodb:GetItem, dynamodb:DeleteItem,
                dynamodb:BatchWriteItem,
            ],
            Resource: ["arn:${AWS::Partition}:dynamodb:*:${AWS::AccountId}:table/*"],
        },
        /// Imports copies from S3 into a new table, and follows the import.
        {
            Sid: ClumioDynamoDbSecureVaultImportActions,
            Effect: Allow,
            Action: [dynamodb:ImportTable, dynamodb:DescribeImport],
            Resource: ["arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"],
        },
        /// Lets an import read the copies.
        {
            Sid: ClumioDynamoDbSecureVaultImportFromS3Actions,
            Effect: Allow,
            Action: [s3:GetObject, s3:ListBucket],
            Resource: [
                "arn:${AWS::Partition}:s3:::clumio-ddb-export-*/*",
                "arn:${AWS::Partition}:s3:::clumio-ddb-export-*",
            ],
        },
        /// Lets an import write its log.
        {
            Sid: ClumioDynamoDbSecureVaultCloudWatchActions,
            Effect: Allow,
            Action: [
                logs:CreateLogGroup, logs:CreateLogStream, logs:DescribeLogGroups,
                logs:DescribeLogStreams, logs:PutLogEvents, logs:PutRetentionPolicy,
            ],
            Resource: [
                "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws-dynamodb/imports:*",
                "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group::log-stream:*",
            ],
        },
        /// Writes items, tags and expiry settings of a restored table; drops it when the restore
        /// fails.
        {
            Sid: ClumioDynamoDbTableActions,
            Effect: Allow,
            Action: [
                dynamodb:BatchWriteItem, dynamodb:DeleteItem, dynamodb:GetItem, dynamodb:PutItem,
                dynamodb:Query, dynamodb:Scan, dynamodb:TagResource, dynamodb:UntagResource,
                dynamodb:UpdateItem, dynamodb:UpdateTimeToLive, dynamodb:DeleteTable,
            ],
            Resource: ["arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"],
        },
        /// Restores a table from a backup or to a point in time.
        {
            Sid: ClumioDynamoDbRestoreTableActions,
            Effect: Allow,
            Action: [
                dynamodb:DescribeTable, dynamodb:RestoreTableFromBackup,
                dynamodb:RestoreTableToPointInTime,
            ],
            Resource: ["arn:${AWS::Partition}:dynamodb:*:${AWS::AccountId}:table/*"],
        },
        /// Makes a restored table scale as before.
        {
            Sid: ClumioWarmProtectDynamoDbAutoScalingActions,
            Effect: Allow,
            Action: [
                application-autoscaling:PutScalingPolicy,
                application-autoscaling:RegisterScalableTarget,
            ],
            Resource: [
                "arn:${AWS::Partition}:application-autoscaling:${AWS::Region}:${AWS::AccountId}:scalable-target/*",
            ],
            Condition: { StringLike: { application-autoscaling:service-namespace: "dynamodb" } },
        },
        /// Hands the scaling role over when a table is restored into another region.
        {
            Sid: ClumioDynamoDbAutoScalingPassRoleActions,
            Effect: Allow,
            Action: [iam:PassRole],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
            ],
        },
        /// Has AWS create the scaling role where the account has none yet.
        {
            Sid: ClumioWarmProtectCreateDynamoDbAutoScalingRole,
            Effect: Allow,
            Action: [iam:CreateServiceLinkedRole],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
            ],
            Condition: {
                StringLike: {
                    iam:AWSServiceName: "dynamodb.application-autoscaling.amazonaws.com",
                },
            },
        },
    ],
};
