//! The rules that send news about the account to the topic.

use crate::topics::EVENT_PUB;
use crate::{Asset, DetailField, DetailTest, EventPattern, EventRule, Gate, NamePattern};

/// Each rule, by name.
///
/// As in the vendor's module, `ClumioRDSCloudtrailRule` waits for RDS operations from `aws.ec2`,
/// which never come.
///
/// Source: `main.tf.json` of the vendor's public Terraform module
pub const EVENT_RULES: &[EventRule] = &[
    EventRule {
        name: "ClumioDynamoCloudtrailRule",
        name_pattern: NamePattern::new("ClumioDynamoCloudtrailRule_${Token}"),
        description: "Calls that create, change or delete DynamoDB tables, global tables and their backups.",
        gate: Gate::AnyOf(&[Asset::DynamoDb]),
        pattern: EventPattern {
            source: "aws.dynamodb",
            detail_types: &["AWS API Call via CloudTrail"],
            detail: &[
                DetailField {
                    name: "eventName",
                    test: DetailTest::OneOf(&[
                        "CreateTable",
                        "DeleteTable",
                        "RestoreTableFromBackup",
                        "RestoreTableToPointInTime",
                        "UpdateTable",
                        "UpdateContinuousBackups",
                        "CreateBackup",
                        "DeleteBackup",
                        "CreateGlobalTable",
                        "UpdateGlobalTable",
                        "UpdateGlobalTableSettings",
                    ]),
                },
                DetailField { name: "errorCode", test: DetailTest::Absent },
            ],
        },
        topic: EVENT_PUB,
        target_id: "clumio-dynamo-ctrail-publish",
    },
    EventRule {
        name: "ClumioEBSCloudtrailRule",
        name_pattern: NamePattern::new("ClumioEBSCloudtrailRule_${Token}"),
        description: "Calls that delete EBS snapshots.",
        gate: Gate::AnyOf(&[Asset::Ec2]),
        pattern: EventPattern {
            source: "aws.ec2",
            detail_types: &["AWS API Call via CloudTrail"],
            detail: &[
                DetailField { name: "eventName", test: DetailTest::OneOf(&["DeleteSnapshot"]) },
                DetailField { name: "errorCode", test: DetailTest::Absent },
            ],
        },
        topic: EVENT_PUB,
        target_id: "clumio-ebs-ctrail-publish",
    },
    EventRule {
        name: "ClumioEBSCloudwatchRule",
        name_pattern: NamePattern::new("ClumioEBSCloudwatchRule_${Token}"),
        description: "EBS volumes that come, change or go, and snapshots that come or are shared.",
        gate: Gate::AnyOf(&[Asset::Ec2]),
        pattern: EventPattern {
            source: "aws.ec2",
            detail_types: &["EBS Volume Notification", "EBS Snapshot Notification"],
            detail: &[DetailField {
                name: "event",
                test: DetailTest::OneOf(&[
                    "createVolume",
                    "modifyVolume",
                    "deleteVolume",
                    "createSnapshot",
                    "createSnapshots",
                    "copySnapshot",
                    "shareSnapshot",
                ]),
            }],
        },
        topic: EVENT_PUB,
        target_id: "clumio-ebs-cwatch-publish",
    },
    EventRule {
        name: "ClumioEC2CloudtrailRule",
        name_pattern: NamePattern::new("ClumioEC2CloudtrailRule_${Token}"),
        description: "Calls that make or remove images, change instance profiles, or attach and detach volumes.",
        gate: Gate::AnyOf(&[Asset::Ec2]),
        pattern: EventPattern {
            source: "aws.ec2",
            detail_types: &["AWS API Call via CloudTrail"],
            detail: &[
                DetailField {
                    name: "eventName",
                    test: DetailTest::OneOf(&[
                        "CreateImage",
                        "DeregisterImage",
                        "DeleteImage",
                        "RegisterImage",
                        "CopyImage",
                        "AssociateIamInstanceProfile",
                        "DisassociateIamInstanceProfile",
                        "ReplaceIamInstanceProfileAssociation",
                        "AttachVolume",
                        "DetachVolume",
                    ]),
                },
                DetailField { name: "errorCode", test: DetailTest::Absent },
            ],
        },
        topic: EVENT_PUB,
        target_id: "clumio-ec2-ctrail-publish",
    },
    EventRule {
        name: "ClumioEC2CloudwatchRule",
        name_pattern: NamePattern::new("ClumioEC2CloudwatchRule_${Token}"),
        description: "Instances that start, stop or end.",
        gate: Gate::AnyOf(&[Asset::Ec2]),
        pattern: EventPattern {
            source: "aws.ec2",
            detail_types: &["EC2 Instance State-change Notification"],
            detail: &[DetailField {
                name: "state",
                test: DetailTest::OneOf(&["running", "stopped", "terminated"]),
            }],
        },
        topic: EVENT_PUB,
        target_id: "clumio-ec2-cwatch-publish",
    },
    EventRule {
        name: "ClumioRDSCloudtrailRule",
        name_pattern: NamePattern::new("ClumioRDSCloudtrailRule_${Token}"),
        description: "Calls that copy or delete RDS snapshots, or create and delete clusters.",
        gate: Gate::AnyOf(&[Asset::Rds]),
        pattern: EventPattern {
            source: "aws.ec2",
            detail_types: &["AWS API Call via CloudTrail"],
            detail: &[
                DetailField {
                    name: "eventName",
                    test: DetailTest::OneOf(&[
                        "DeleteDBSnapshot",
                        "DeleteDBClusterSnapshot",
                        "CopyDBClusterSnapshot",
                        "CopyDBSnapshot",
                        "CreateDBCluster",
                        "DeleteDBCluster",
                    ]),
                },
                DetailField { name: "errorCode", test: DetailTest::Absent },
            ],
        },
        topic: EVENT_PUB,
        target_id: "clumio-rds-ctrail-publish",
    },
    EventRule {
        name: "ClumioRDSCloudwatchRule",
        name_pattern: NamePattern::new("ClumioRDSCloudwatchRule_${Token}"),
        description: "What RDS itself reports of instances, clusters and snapshots.",
        gate: Gate::AnyOf(&[Asset::Rds]),
        pattern: EventPattern {
            source: "aws.rds",
            detail_types: &[
                "RDS DB Instance Event",
                "RDS DB Snapshot Event",
                "RDS DB Cluster Event",
                "RDS DB Cluster Snapshot Event",
            ],
            detail: &[DetailField {
                name: "SourceType",
                test: DetailTest::OneOf(&[
                    "DB_INSTANCE",
                    "SNAPSHOT",
                    "CLUSTER",
                    "CLUSTER_SNAPSHOT",
                ]),
            }],
        },
        topic: EVENT_PUB,
        target_id: "clumio-rds-cwatch-publish",
    },
    EventRule {
        name: "ClumioS3CloudtrailEventRule",
        name_pattern: NamePattern::new("ClumioS3CloudtrailEventRule_${Token}"),
        description: "Calls that create or delete buckets, or change how they are set up.",
        gate: Gate::AnyOf(&[Asset::S3]),
        pattern: EventPattern {
            source: "aws.s3",
            detail_types: &["AWS API Call via CloudTrail"],
            detail: &[
                DetailField {
                    name: "eventName",
                    test: DetailTest::OneOf(&[
                        "CreateBucket",
                        "DeleteBucket",
                        "DeleteBucketLifecycle",
                        "DeleteBucketPolicy",
                        "DeleteBucketReplication",
                        "DeleteBucketTagging",
                        "DeleteBucketEncryption",
                        "DeleteBucketPublicAccessBlock",
                        "PutBucketAcl",
                        "PutBucketLifecycle",
                        "PutBucketPolicy",
                        "PutBucketReplication",
                        "PutBucketTagging",
                        "PutBucketVersioning",
                        "PutBucketEncryption",
                        "PutBucketPublicAccessBlock",
                    ]),
                },
                DetailField { name: "errorCode", test: DetailTest::Absent },
            ],
        },
        topic: EVENT_PUB,
        target_id: "clumio-s3-ctrail-publish",
    },
    EventRule {
        name: "ClumioTagCloudwatchRule",
        name_pattern: NamePattern::new("ClumioTagCloudwatchRule_${Token}"),
        description: "Tags that change on what is protected.",
        gate: Gate::AnyOf(&[Asset::Ec2, Asset::DynamoDb, Asset::Rds]),
        pattern: EventPattern {
            source: "aws.tag",
            detail_types: &[],
            detail: &[DetailField {
                name: "service",
                test: DetailTest::OneOfGated(&[
                    (Gate::AnyOf(&[Asset::Ec2]), &["ebs", "ec2"]),
                    (Gate::AnyOf(&[Asset::Rds]), &["rds"]),
                    (Gate::AnyOf(&[Asset::DynamoDb]), &["dynamodb"]),
                ]),
            }],
        },
        topic: EVENT_PUB,
        target_id: "clumio-publish",
    },
];
