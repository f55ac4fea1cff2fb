//! RDS instances and Aurora clusters: inventory, backup, restore.
//!
//! Source: the document and the module that the [crate] names.

use typed_iam::{PolicyTemplate, policy_template};

/// `ClumioInventoryPolicy`, the part for metrics.
pub const INVENTORY_METRICS: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads metrics; with S3 selected, a second statement allows the same.
        {
            Sid: CloudWatchMetricReadPermissions,
            Effect: Allow,
            Action: [cloudwatch:GetMetricStatistics],
            Resource: ["*"],
        },
    ],
};

/// `ClumioInventoryPolicy`, the part for databases.
pub const INVENTORY: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Finds clusters.
        {
            Sid: DescribeRDSClusters,
            Effect: Allow,
            Action: [rds:DescribeDBClusters],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*"],
        },
        /// Finds cluster snapshots here and in Clumio's account, and whom they are shared with.
        {
            Sid: DescribeRDSClusterSnapshots,
            Effect: Allow,
            Action: [rds:DescribeDBClusterSnapshotAttributes, rds:DescribeDBClusterSnapshots],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:cluster-snapshot:*",
            ],
        },
        /// Finds instances.
        {
            Sid: DescribeRDSInstances,
            Effect: Allow,
            Action: [rds:DescribeDBInstances],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*"],
        },
        /// Finds automated backups, from which a point in time can be restored.
        {
            Sid: DescribeRDSAutomatedBackups,
            Effect: Allow,
            Action: [rds:DescribeDBInstanceAutomatedBackups],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:auto-backup:*",
            ],
        },
        /// Reads whom instance snapshots are shared with, here and in Clumio's account.
        {
            Sid: DescribeRDSInstanceSnapshotAttributes,
            Effect: Allow,
            Action: [rds:DescribeDBSnapshotAttributes],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:snapshot:*",
            ],
        },
        /// Finds instance snapshots here and in Clumio's account.
        {
            Sid: DescribeRDSInstanceSnapshots,
            Effect: Allow,
            Action: [rds:DescribeDBSnapshots],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:db:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:snapshot:*",
            ],
        },
        /// Finds global clusters.
        #[expect(
            arn-region-not-allowed,
            reason = "the vendor names a region that ARNs of global clusters do not have"
        )]
        {
            Sid: DescribeRDSGlobalClusters,
            Effect: Allow,
            Action: [rds:DescribeGlobalClusters],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:global-cluster:*",
            ],
        },
        /// Reads option groups and which options an engine offers.
        {
            Sid: DescribeRDSOptionGroups,
            Effect: Allow,
            Action: [rds:DescribeOptionGroups, rds:DescribeOptionGroupOptions],
            Resource: ["arn:${AWS::Partition}:rds:*:${AWS::AccountId}:og:*"],
        },
        /// Reads the tags of clusters and instances.
        {
            Sid: ListingRDSTags,
            Effect: Allow,
            Action: [rds:ListTagsForResource],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
            ],
        },
    ],
};

/// `ClumioRdsBackupPolicy`.
pub const BACKUP: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Copies cluster snapshots, and shares them with Clumio.
        {
            Sid: CopyAndSharingClusterSnapshotToClumio,
            Effect: Allow,
            Action: [rds:CopyDBClusterSnapshot, rds:ModifyDBClusterSnapshotAttribute],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:cluster-snapshot:*",
            ],
        },
        /// Copies instance snapshots, and shares them with Clumio.
        #[expect(
            x-resource-without-action,
            reason = "the vendor names option groups, which neither action takes"
        )]
        {
            Sid: CopyAndSharingInstanceSnapshotToClumio,
            Effect: Allow,
            Action: [rds:CopyDBSnapshot, rds:ModifyDBSnapshotAttribute],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:snapshot:*",
                "arn:${AWS::Partition}:rds:*:${ClumioDataPlaneAccountId}:og:*",
            ],
        },
        /// Takes cluster snapshots.
        {
            Sid: CreateClusterSnapshotForClumioBackup,
            Effect: Allow,
            Action: [rds:CreateDBClusterSnapshot],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-snapshot:*",
            ],
        },
        /// Follows cluster snapshots.
        {
            Sid: DescribeClusterSnapshots,
            Effect: Allow,
            Action: [rds:DescribeDBClusterSnapshots],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
            ],
        },
        /// Takes instance snapshots.
        {
            Sid: CreateInstanceSnapshotForClumioBackup,
            Effect: Allow,
            Action: [rds:CreateDBSnapshot],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:snapshot:*",
            ],
        },
        /// Records subnet groups.
        {
            Sid: BackingUpSubnetGroups,
            Effect: Allow,
            Action: [rds:DescribeDBSubnetGroups],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*"],
        },
        /// Tags snapshots.
        {
            Sid: AddingClumioTagToSnapshot,
            Effect: Allow,
            Action: [rds:AddTagsToResource],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:*",
            ],
        },
        /// Changes option groups.
        {
            Sid: BackingUpOptionGroups,
            Effect: Allow,
            Action: [rds:ModifyOptionGroup],
            Resource: ["arn:${AWS::Partition}:rds:*:${AWS::AccountId}:og:*"],
        },
        /// Sets how long a cluster can be restored to a point in time.
        {
            Sid: ApplyPITRConfigurationOnCluster,
            Effect: Allow,
            Action: [rds:ModifyDBCluster],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
            ],
        },
        /// Sets how long an instance can be restored to a point in time.
        {
            Sid: ApplyPITRConfigurationOnInstance,
            Effect: Allow,
            Action: [rds:ModifyDBInstance],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:secgrp:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
            ],
        },
        /// Records security groups.
        {
            Sid: ReadRDSSecurityGroupsPermissions,
            Effect: Allow,
            Action: [ec2:DescribeSecurityGroups],
            Resource: ["*"],
        },
        /// Reads the tags of snapshots.
        {
            Sid: ListClumioTagsForSnapshots,
            Effect: Allow,
            Action: [rds:ListTagsForResource],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:*",
            ],
        },
        /// Deletes cluster snapshots that carry Clumio's snapshot tag.
        {
            Sid: ClusterSnapshotCleanupPermissions,
            Effect: Allow,
            Action: [rds:DeleteDBClusterSnapshot],
            Resource: ["*"],
            Condition: { StringLike: { "rds:cluster-snapshot-tag/clumio.rds.snapshot.tag": "*" } },
        },
        /// Deletes instance snapshots that carry Clumio's snapshot tag.
        {
            Sid: InstanceSnapshotCleanupPermissions,
            Effect: Allow,
            Action: [rds:DeleteDBSnapshot],
            Resource: ["*"],
            Condition: { StringLike: { "rds:snapshot-tag/clumio.rds.snapshot.tag": "*" } },
        },
    ],
};

/// `ClumioRdsRestorePolicy`.
pub const RESTORE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the tags of clusters and instances, to know what was restored.
        {
            Sid: ListClumioTagsForRestoredTag,
            Effect: Allow,
            Action: [rds:ListTagsForResource],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
            ],
        },
        /// Creates the instances of a restored cluster.
        {
            Sid: RestoreInstancesInACluster,
            Effect: Allow,
            Action: [rds:CreateDBInstance],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:secgrp:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*",
            ],
        },
        /// Creates parameter groups.
        {
            Sid: RestoreParameterGroups,
            Effect: Allow,
            Action: [rds:CreateDBParameterGroup],
            Resource: ["arn:${AWS::Partition}:rds:*:${AWS::AccountId}:pg:*"],
        },
        /// Restores an instance from a snapshot.
        {
            Sid: RestoreInstanceFromSnapshot,
            Effect: Allow,
            Action: [rds:RestoreDBInstanceFromDBSnapshot],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:snapshot:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*",
            ],
        },
        /// Restores an instance to a point in time.
        {
            Sid: RestoreInstanceToPointInTime,
            Effect: Allow,
            Action: [rds:RestoreDBInstanceToPointInTime],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:auto-backup:*",
            ],
        },
        /// Restores a cluster from a snapshot.
        {
            Sid: RestoreClusterFromSnapshot,
            Effect: Allow,
            Action: [rds:RestoreDBClusterFromSnapshot],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*",
            ],
        },
        /// Restores a cluster to a point in time.
        #[expect(
            x-resource-without-action,
            reason = "the vendor writes `auto-backup` for `cluster-auto-backup`"
        )]
        {
            Sid: RestoreClusterToPointInTime,
            Effect: Allow,
            Action: [rds:RestoreDBClusterToPointInTime],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:auto-backup:*",
            ],
        },
        /// Takes Clumio's tag off what was restored.
        #[expect(
            invalid-arn-resource,
            reason = "the vendor writes `db-snapshot` for `snapshot`"
        )]
        {
            Sid: RemoveClumioTagAfterRestore,
            Effect: Allow,
            Action: [rds:RemoveTagsFromResource],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-snapshot:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db-snapshot:*",
            ],
        },
        /// Tags what was restored, so that it can be found again.
        {
            Sid: AddingClumioTagToRestoredRDSResource,
            Effect: Allow,
            Action: [rds:AddTagsToResource],
            Resource: [
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:og:*",
            ],
        },
        /// Creates option groups, also in another region.
        {
            Sid: RestoreOptionGroups,
            Effect: Allow,
            Action: [rds:CreateOptionGroup],
            Resource: ["arn:${AWS::Partition}:rds:*:${AWS::AccountId}:og:*"],
        },
        /// Creates read replicas, also in regions that are not connected to Clumio.
        #[expect(
            x-resource-without-action,
            reason = "the vendor names groups that replicas do not take"
        )]
        {
            Sid: RestoreReadReplicas,
            Effect: Allow,
            Action: [rds:CreateDBInstanceReadReplica],
            Resource: [
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:db:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:og:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:pg:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster-pg:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:secgrp:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:subgrp:*",
            ],
        },
        /// Deletes restored clusters when a later step fails.
        {
            Sid: ClusterCleanupPermissions,
            Effect: Allow,
            Action: [rds:DeleteDBCluster],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*"],
            Condition: { StringLike: { "rds:cluster-tag/clumio.restore.tag": "*" } },
        },
        /// Deletes restored instances when a later step fails.
        {
            Sid: InstanceCleanupPermissions,
            Effect: Allow,
            Action: [rds:DeleteDBInstance],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*"],
            Condition: { StringLike: { "rds:db-tag/clumio.restore.tag": "*" } },
        },
        /// Gives a restored cluster its roles.
        {
            Sid: RestoreAssociatedRolesInCluster,
            Effect: Allow,
            Action: [rds:AddRoleToDBCluster],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:*"],
        },
        /// Gives a restored instance its roles.
        {
            Sid: RestoreAssociatedRolesInInstance,
            Effect: Allow,
            Action: [rds:AddRoleToDBInstance],
            Resource: ["arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:*"],
        },
        /// Hands those roles to RDS.
        {
            Sid: PassAssociatedRoles,
            Effect: Allow,
            Action: [iam:PassRole],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"],
            Condition: { StringEquals: { iam:PassedToService: "rds.amazonaws.com" } },
        },
        /// Lets RDS use the keys of what is restored.
        {
            Sid: RestoreKMSPermissions,
            Effect: Allow,
            Action: [kms:CreateGrant],
            Resource: ["arn:${AWS::Partition}:kms:*:*:key/*"],
        },
    ],
};
