//! EC2 instances and EBS volumes: inventory, backup, restore.
//!
//! Source: the document and the module that the [crate] names.

use typed_iam::{PolicyTemplate, policy_template};

/// `ClumioInventoryPolicy`, the part for EC2 and EBS.
pub const INVENTORY: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Finds instances, images and what an instance is made of.
        {
            Sid: DescribeEc2Resources,
            Effect: Allow,
            Action: [
                ec2:DescribeImageAttribute, ec2:DescribeImages, ec2:DescribeInstanceAttribute,
                ec2:DescribeInstanceStatus, ec2:DescribeInstances, ec2:DescribeInstanceTypes,
                ec2:DescribeInstanceCreditSpecifications, ec2:DescribeInstanceTypeOfferings,
                ec2:DescribeTags, ec2:DescribeSnapshots, ec2:DescribeAvailabilityZones,
                ec2:DescribeSecurityGroups,
            ],
            Resource: ["*"],
        },
        /// Finds volumes and snapshots, the blocks that differ between two snapshots, and the keys
        /// they are encrypted with.
        {
            Sid: DescribeEbsResources,
            Effect: Allow,
            Action: [
                ec2:DescribeFastSnapshotRestores, ec2:DescribeSnapshotAttribute,
                ec2:DescribeSnapshots, ec2:DescribeVolumeAttribute, ec2:DescribeVolumeStatus,
                ec2:DescribeVolumes, ebs:ListChangedBlocks, ebs:ListSnapshotBlocks, kms:DescribeKey,
            ],
            Resource: ["*"],
        },
    ],
};

/// `ClumioEC2BackupPolicy`.
pub const BACKUP: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Takes snapshots that carry Clumio's tag.
        {
            Sid: CreateSnapshotWithClumioTag,
            Effect: Allow,
            Action: [ec2:CreateSnapshots, ec2:CreateSnapshot],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { StringEquals: { aws:RequestTag/Vendor: "Clumio" } },
        },
        /// Lets every volume and instance be the source of a snapshot.
        {
            Sid: CreateSnapshotOnAnyVolumeOrInstance,
            Effect: Allow,
            Action: [ec2:CreateSnapshots, ec2:CreateSnapshot],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
            ],
        },
        /// Removes Clumio's own snapshots once they have expired or been replaced.
        {
            Sid: DeleteClumioTaggedSnapshot,
            Effect: Allow,
            Action: [ec2:DeleteSnapshot],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Makes images from Clumio's own snapshots.
        {
            Sid: RegisterClumioTaggedSnapshot,
            Effect: Allow,
            Action: [ec2:RegisterImage],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { ForAnyValue:StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// The image side of the statement before.
        {
            Sid: RegisterImage,
            Effect: Allow,
            Action: [ec2:RegisterImage],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"],
        },
        /// Removes Clumio's own images again when a backup fails.
        {
            Sid: DeregisterClumioTaggedImage,
            Effect: Allow,
            Action: [ec2:DeregisterImage],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"],
            Condition: { ForAnyValue:StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Tags snapshots while they are created.
        {
            Sid: CreateTagsOnlyWithCreateActions,
            Effect: Allow,
            Action: [ec2:CreateTags],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { StringNotLike: { ec2:CreateAction: "CreateTags" } },
        },
        /// Tags images, with Clumio's tag among the tags.
        {
            Sid: CreateTagsIfRequestHasClumioTag,
            Effect: Allow,
            Action: [ec2:CreateTags],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"],
            Condition: { ForAnyValue:StringEquals: { aws:RequestTag/Vendor: "Clumio" } },
        },
        /// Takes tags off Clumio's own snapshots and images.
        {
            Sid: DeleteTagsOnClumioTaggedResource,
            Effect: Allow,
            Action: [ec2:DeleteTags],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*",
            ],
            Condition: { StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Reads the blocks of snapshots, which are the backup.
        {
            Sid: EBSReadOperations,
            Effect: Allow,
            Action: [ebs:ListSnapshotBlocks, ebs:ListChangedBlocks, ebs:GetSnapshotBlock],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
        },
        /// Reads what an instance is linked with.
        #[expect(
            x-deprecated-service-or-action,
            reason = "in the vendor's document, though the service is gone"
        )]
        {
            Sid: EC2DescribeOperations,
            Effect: Allow,
            Action: [
                ec2:DescribeCapacityReservations,
                ec2:DescribeAddresses,
                ec2:DescribeNetworkInterfaces,
                ec2:DescribeVpcs,
                ec2:DescribeElasticGpus,
                ec2:DescribeSubnets,
                ec2:DescribeKeyPairs,
                elastic-inference:DescribeAccelerators,
                elastic-inference:DescribeAcceleratorOfferings,
            ],
            Resource: ["*"],
        },
        /// Reads the profile of an instance.
        {
            Sid: GetInstanceProfile,
            Effect: Allow,
            Action: [iam:GetInstanceProfile],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:instance-profile/*"],
        },
        /// Reads the role behind the profile.
        {
            Sid: GetRole,
            Effect: Allow,
            Action: [iam:GetRole],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"],
        },
    ],
};

/// `ClumioEC2RestorePolicy`: the largest policy, at most 6,020 of 6,144 characters in `aws` and
/// `aws-cn`.
pub const RESTORE: PolicyTemplate = policy_template! {
    #[expect(
        x-policy-size-exceeds-managed-policy-quota,
        reason = "fits in `aws` and `aws-cn`, as this crate checks; not in `aws-us-gov`"
    )]
    Version: "2012-10-17",
    Statement: [
        /// Starts to rebuild a snapshot, with Clumio's tag.
        {
            Sid: StartSnapshotWithClumioTag,
            Effect: Allow,
            Action: [ebs:StartSnapshot],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { StringEquals: { aws:RequestTag/Vendor: "Clumio" } },
        },
        /// Fills and seals a snapshot that carries Clumio's tag.
        {
            Sid: ModifySnapshotOnClumioTaggedResource,
            Effect: Allow,
            Action: [ebs:CompleteSnapshot, ebs:PutSnapshotBlock],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Takes snapshots of what was restored, with the restore tag, to make an image of them.
        {
            Sid: CreateSnapshotWithRestoreTag,
            Effect: Allow,
            Action: [ec2:CreateSnapshots, ec2:CreateSnapshot],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { StringLike: { "aws:RequestTag/clumio.restore.tag": "*" } },
        },
        /// Lets every instance and volume be the source of a snapshot.
        {
            Sid: CreateSnapshotOnAnyVolumeOrInstance,
            Effect: Allow,
            Action: [ec2:CreateSnapshots, ec2:CreateSnapshot],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*",
            ],
        },
        /// Creates volumes with the restore tag.
        {
            Sid: CreateVolumeWithClumioRestoreTag,
            Effect: Allow,
            Action: [ec2:CreateVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { ForAnyValue:StringLike: { "aws:RequestTag/clumio.restore.tag": "*" } },
        },
        /// Deletes restored volumes when a later step fails.
        {
            Sid: DeleteClumioRestoredVolume,
            Effect: Allow,
            Action: [ec2:DeleteVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { ForAnyValue:StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Attaches volumes to any instance: the instance side.
        {
            Sid: AttachVolumeToAnyInstance,
            Effect: Allow,
            Action: [ec2:AttachVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*"],
        },
        /// Attaches and detaches any volume: the volume side.
        {
            Sid: AttachDetachVolume,
            Effect: Allow,
            Action: [ec2:DetachVolume, ec2:AttachVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
        },
        /// Detaches volumes from restored instances: the instance side.
        {
            Sid: DetachVolumeFromClumioRestoredInstance,
            Effect: Allow,
            Action: [ec2:DetachVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*"],
            Condition: { StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Makes images from restored snapshots.
        {
            Sid: RegisterClumioRestoredSnapshot,
            Effect: Allow,
            Action: [ec2:RegisterImage],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
            Condition: { ForAnyValue:StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// The image side of the statement before.
        {
            Sid: RegisterClumioRestoredImage,
            Effect: Allow,
            Action: [ec2:RegisterImage],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"],
        },
        /// Removes restored images when a later step fails.
        {
            Sid: DeregisterClumioRestoredImage,
            Effect: Allow,
            Action: [ec2:DeregisterImage],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"],
            Condition: { ForAnyValue:StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Launches the restored instance.
        {
            Sid: RunInstance,
            Effect: Allow,
            Action: [ec2:RunInstances],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:key-pair/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group/*",
            ],
        },
        /// Starts, stops and ends restored instances.
        {
            Sid: OperationsOnClumioRestoredInstances,
            Effect: Allow,
            Action: [ec2:TerminateInstances, ec2:StartInstances, ec2:StopInstances],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*"],
            Condition: { StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Deletes restored network interfaces when a restore fails.
        {
            Sid: DeleteClumioRestoredNic,
            Effect: Allow,
            Action: [ec2:DeleteNetworkInterface],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*",
            ],
            Condition: { StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Gives an address to a restored interface, and takes it away again.
        {
            Sid: ModifyClumioRestoredNic,
            Effect: Allow,
            Action: [ec2:DisassociateAddress, ec2:AssociateAddress],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*",
            ],
            Condition: { StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Tags resources while they are created.
        {
            Sid: CreateTagsOnlyWithCreateActions,
            Effect: Allow,
            Action: [ec2:CreateTags],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:elastic-ip/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*",
            ],
            Condition: { StringNotLike: { ec2:CreateAction: "CreateTags" } },
        },
        /// Tags images with the restore tag, since registering an image cannot.
        {
            Sid: CreateTagsIfRequestHasRestoreTag,
            Effect: Allow,
            Action: [ec2:CreateTags],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"],
            Condition: { ForAnyValue:StringLike: { aws:TagKeys: "clumio.restore.tag" } },
        },
        /// Takes tags off restored resources, and off nothing else.
        {
            Sid: DeleteTagsOnClumioRestoredResource,
            Effect: Allow,
            Action: [ec2:DeleteTags],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:elastic-ip/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*",
            ],
            Condition: { ForAnyValue:StringLike: { "aws:ResourceTag/clumio.restore.tag": "*" } },
        },
        /// Gives a restored instance its role.
        {
            Sid: AssignClumioDataProtectionInstanceRole,
            Effect: Allow,
            Action: [iam:PassRole],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"],
            Condition: { StringLike: { iam:PassedToService: "ec2.amazonaws.com*" } },
        },
        /// Reads the blocks of snapshots.
        {
            Sid: EBSReadOperations,
            Effect: Allow,
            Action: [ebs:ListSnapshotBlocks, ebs:ListChangedBlocks, ebs:GetSnapshotBlock],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"],
        },
        /// Checks the profile chosen for a restored instance.
        {
            Sid: GetInstanceProfile,
            Effect: Allow,
            Action: [iam:GetInstanceProfile],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:instance-profile/*"],
        },
        /// Checks the role chosen for a restored instance.
        {
            Sid: GetRole,
            Effect: Allow,
            Action: [iam:GetRole],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"],
        },
        /// Reads what a restored instance is to be linked with.
        #[expect(
            x-deprecated-service-or-action,
            reason = "in the vendor's document, though the service is gone"
        )]
        {
            Sid: EC2DescribeOperations,
            Effect: Allow,
            Action: [
                ec2:DescribeCapacityReservations,
                ec2:DescribeAddresses,
                ec2:DescribeNetworkInterfaces,
                ec2:DescribeVpcs,
                ec2:DescribeElasticGpus,
                ec2:DescribeSubnets,
                ec2:DescribeKeyPairs,
                elastic-inference:DescribeAccelerators,
                elastic-inference:DescribeAcceleratorOfferings,
            ],
            Resource: ["*"],
        },
    ],
};
