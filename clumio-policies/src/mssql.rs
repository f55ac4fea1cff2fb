//! SQL Server on EC2: commands through Systems Manager, and the roles they need.
//!
//! Source: the document and the module that the [crate] names.

use typed_iam::{PolicyTemplate, Trust, policy_template, trust_policy_template};

/// `ClumioBaseManagedPolicy`, the part about Systems Manager documents.
///
/// Inferred from the document's rows: the module has no counterpart.
pub const BASE_MANAGED: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the bodies of Clumio's Systems Manager documents.
        {
            Sid: ReadClumioSsmDocuments,
            Effect: Allow,
            Action: [ssm:GetDocument],
            Resource: [
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-*-${Token}",
            ],
        },
    ],
};

/// `ClumioEC2MSSQLBackupRestorePolicy`.
pub const BACKUP_RESTORE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads how a command ended.
        {
            Sid: GetSSMCommandExecution,
            Effect: Allow,
            Action: [ssm:GetCommandInvocation],
            Resource: ["*"],
        },
        /// Reads the profile of an instance.
        {
            Sid: GetInstanceProfile,
            Effect: Allow,
            Action: [iam:GetInstanceProfile],
            Resource: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:instance-profile/*"],
        },
        /// Reads the details of instances.
        {
            Sid: DescribeEC2Resources,
            Effect: Allow,
            Action: [ec2:DescribeInstances],
            Resource: ["*"],
        },
        /// Runs commands on instances that carry Clumio's tag.
        {
            Sid: ClumioDataProtectionSSMCmd,
            Effect: Allow,
            Action: [ssm:SendCommand],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*"],
            Condition: { StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Cancels commands that still run.
        {
            Sid: ClumioDataProtectionSSMCancelCmd,
            Effect: Allow,
            Action: [ssm:CancelCommand],
            Resource: ["arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:*"],
        },
        /// Runs Clumio's documents and the one of AWS that takes consistent snapshots.
        {
            Sid: SSMDocumentSendCommandPermission,
            Effect: Allow,
            Action: [ssm:SendCommand],
            Resource: [
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-AGDatabaseDetails-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-CopyHostKey-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-ExecutablesInvocationScript-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-GetActiveFCIInstance-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-GetAllServices-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-InstallMssqlBinaries-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-InventorySync-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-MSSQLPreREQ-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-NormalHeartbeat-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-SSMPreReq-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-SystemHeartbeat-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-UpgradeMssqlBinaries-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-RemoveOldInventoryFiles-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-AGDetails-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-ChangeInstallPath-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/Clumio-InvokePsScript-${Token}",
                "arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWSEC2-CreateVssSnapshot",
            ],
        },
        /// Reads the notification role.
        {
            Sid: ClumioSSMGetRole,
            Effect: Allow,
            Action: [iam:GetRole],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioSSMNotifRole-${RegionShort}-${Token}",
            ],
        },
        /// Hands the notification role to Systems Manager.
        {
            Sid: ClumioSSMPassRole,
            Effect: Allow,
            Action: [iam:PassRole],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioSSMNotifRole-${RegionShort}-${Token}",
            ],
            Condition: { StringLike: { iam:PassedToService: "ssm.amazonaws.com" } },
        },
        /// Creates volumes with Clumio's tag when space is short.
        {
            Sid: CreateVolumeWithClumioTag,
            Effect: Allow,
            Action: [ec2:CreateVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { ForAnyValue:StringEquals: { aws:RequestTag/Vendor: "Clumio" } },
        },
        /// Attaches and detaches volumes with Clumio's tag: the volume side.
        {
            Sid: AttachDetachVolumeWithClumioTag,
            Effect: Allow,
            Action: [ec2:DetachVolume, ec2:AttachVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { ForAnyValue:StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Attaches and detaches volumes: the instance side.
        {
            Sid: AttachDetachVolumeFromInstanceWithClumioTag,
            Effect: Allow,
            Action: [ec2:DetachVolume, ec2:AttachVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*"],
            Condition: { ForAnyValue:StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Deletes volumes with Clumio's tag.
        {
            Sid: DeleteVolumeWithClumioTag,
            Effect: Allow,
            Action: [ec2:DeleteVolume],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { ForAnyValue:StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
        /// Tags volumes while they are created.
        {
            Sid: CreateTagsForCreateVolume,
            Effect: Allow,
            Action: [ec2:CreateTags],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { StringLike: { ec2:CreateAction: "CreateVolume" } },
        },
        /// Takes tags off volumes with Clumio's tag.
        {
            Sid: DeleteTagsOnClumioVolume,
            Effect: Allow,
            Action: [ec2:DeleteTags],
            Resource: ["arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*"],
            Condition: { ForAnyValue:StringEquals: { aws:ResourceTag/Vendor: "Clumio" } },
        },
    ],
};

/// Who may take on `ClumioEC2MSSQLSSMInstanceRoleV2`.
pub const INSTANCE_ROLE_TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets EC2 instances call Systems Manager as this role.
        {
            Effect: Allow,
            Principal: { Service: "ec2.amazonaws.com" },
            Action: [sts:AssumeRole],
        },
    ],
};

/// `ClumioEC2MSSQLSSMInstancePolicy`: what the agent on an instance does.
pub const INSTANCE: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// What the agent does in general, consistent snapshots included.
        {
            Sid: SSMAccess,
            Effect: Allow,
            Action: [
                ec2:DescribeInstances, ec2:CreateSnapshot, ec2:CreateTags,
                ssm:DescribeInstanceProperties, ssm:RegisterManagedInstance, ssm:GetManifest,
                ssm:PutConfigurePackageResult,
            ],
            Resource: ["*"],
        },
        /// Reads the parameters of a document before it runs.
        {
            Sid: SSMAccessForDocument,
            Effect: Allow,
            Action: [ssm:DescribeDocumentParameters],
            Resource: ["arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:document/*"],
        },
        /// Reports how an association went.
        {
            Sid: SSMAccessForAssociation,
            Effect: Allow,
            Action: [ssm:UpdateInstanceAssociationStatus],
            Resource: [
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:association/*",
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:managed-instance/*",
            ],
        },
        /// Reports that the instance is alive, and asks what is associated with it.
        {
            Sid: SSMAccessForInstance,
            Effect: Allow,
            Action: [ssm:ListInstanceAssociations, ssm:UpdateInstanceInformation],
            Resource: [
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:managed-instance/*",
            ],
        },
        /// Opens the channels of Session Manager.
        {
            Sid: SSMControlChannels,
            Effect: Allow,
            Action: [
                ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel,
                ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel,
            ],
            Resource: ["*"],
        },
        /// Exchanges messages with the agent's mailbox.
        {
            Sid: EC2Messages,
            Effect: Allow,
            Action: [
                ec2messages:AcknowledgeMessage, ec2messages:DeleteMessage, ec2messages:FailMessage,
                ec2messages:GetEndpoint, ec2messages:GetMessages, ec2messages:SendReply,
            ],
            Resource: ["*"],
        },
    ],
};

/// Who may take on `ClumioSSMNotificationRole`.
pub const NOTIFICATION_ROLE_TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets Systems Manager announce the progress of commands as this role.
        {
            Effect: Allow,
            Principal: { Service: "ssm.amazonaws.com" },
            Action: [sts:AssumeRole],
        },
    ],
};

/// `ClumioSSMNotificationPolicy`.
pub const NOTIFICATION: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Publishes to the topic that Clumio keeps for this account and region.
        {
            Sid: SSMAccess,
            Effect: Allow,
            Action: [sns:Publish],
            Resource: [
                "arn:${AWS::Partition}:sns:${AWS::Region}:${ClumioAccountId}:ClumioSSMTopic_${AWS::AccountId}_${AWS::Region}_*",
            ],
        },
    ],
};
