//! What every selection has: keys, checks of the set-up itself, support, the topic.
//!
//! Source: the document and the module that the [crate] names.

use typed_iam::{
    PolicyTemplate, Resource, Trust, policy_template, resource_policy_template,
    trust_policy_template,
};

/// Who may take on `ClumioIAMRole`.
pub const CLUMIO_IAM_ROLE_TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets one role of Clumio's control plane take this role on, if it shows the external id.
        {
            Effect: Allow,
            Principal: { AWS: "arn:${AWS::Partition}:iam::${ClumioAccountId}:role/ClumioCustomerProtectRole" },
            Action: [sts:AssumeRole],
            Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } },
        },
    ],
};

/// Who may take on `ClumioSupportRole`.
pub const SUPPORT_ROLE_TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets the support role of Clumio's control plane take this role on, if it shows the
        /// external id.
        {
            Effect: Allow,
            Principal: { AWS: "arn:${AWS::Partition}:iam::${ClumioAccountId}:role/ClumioCustomerSupportRole" },
            Action: [sts:AssumeRole],
            Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } },
        },
    ],
};

/// `ClumioKMSPolicy`: use of the customer's keys.
pub const KMS: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads and writes with the keys that protected data is encrypted with, also where S3
        /// copies a large object from bucket to bucket.
        {
            Sid: RequiredKmsActions,
            Effect: Allow,
            Action: [
                kms:DescribeKey, kms:Encrypt, kms:Decrypt, kms:ReEncryptFrom, kms:ReEncryptTo,
                kms:GenerateDataKey, kms:GenerateDataKeyPair,
                kms:GenerateDataKeyPairWithoutPlaintext, kms:GenerateDataKeyWithoutPlaintext,
            ],
            Resource: ["arn:${AWS::Partition}:kms:*:*:key/*"],
        },
    ],
};

/// `ClumioBaseValidationPolicy`: reading back the managed policies.
///
/// Inferred from the document's rows: the module has no counterpart.
///
/// An ARN of a policy that the selection does not have is left out; see [`Part`](crate::Part).
pub const VALIDATION: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the documents of Clumio's own managed policies, to see whether they are as
        /// delivered.
        {
            Sid: ReadValidatedPolicies,
            Effect: Allow,
            Action: [iam:GetPolicy, iam:GetPolicyVersion],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioBaseManagedPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioS3BackupPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioS3RestorePolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioDynamoDbBackupPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioDynamoDbRestorePolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioEC2BackupPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioEC2RestorePolicy-${AWS::Region}-${Token}",
            ],
        },
    ],
};

/// `ClumioDriftDetectPolicy`: noticing that somebody changed the set-up.
///
/// `ReflectOnStack` is inferred from the document's row: the module has no counterpart.
///
/// An ARN of a rule that the selection does not have is left out; see [`Part`](crate::Part).
pub const DRIFT_DETECTION: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads role, topic and event rules, to notice when somebody changed them.
        #[expect(
            x-action-resource-mismatch,
            reason = "the vendor names no event bus for `events:DescribeEventBus`; see docs/clumio-findings.md"
        )]
        {
            Sid: ReflectOnClumioCfnStack,
            Effect: Allow,
            Action: [
                iam:GetServiceLinkedRoleDeletionStatus, iam:ListInstanceProfilesForRole,
                iam:SimulatePrincipalPolicy, iam:GetContextKeysForPrincipalPolicy,
                iam:ListAttachedRolePolicies, iam:ListRolePolicies, iam:ListRoleTags,
                iam:GetRolePolicy, iam:GetRole, sns:GetTopicAttributes,
                sns:ListSubscriptionsByTopic, sns:ListTagsForResource, events:DescribeEventBus,
                events:ListTagsForResource, events:DescribeRule, events:ListTargetsByRule,
            ],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioIAMRole-${RegionShort}-${Token}",
                "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioTagCloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioRDSCloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioRDSCloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioDynamoCloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEBSCloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEC2CloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEBSCloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEC2CloudtrailRule_${Token}",
            ],
        },
        /// Asks CloudFormation whether the stack of these resources has drifted.
        {
            Sid: ReflectOnStack,
            Effect: Allow,
            Action: [
                cloudformation:DescribeStacks, cloudformation:DescribeStackResources,
                cloudformation:DetectStackResourceDrift,
            ],
            Resource: [
                "arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${StackName}/*",
            ],
        },
    ],
};

/// `ClumioBaseManagedPolicy`, the part that every selection has.
///
/// `ListClumioRolePolicies` and `ValidateTopicAndRule` are inferred from the document's rows: the
/// module has no counterpart.
pub const BASE_MANAGED: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the policies of Clumio's main role and support role, to see whether they are as
        /// delivered.
        {
            Sid: ListClumioRolePolicies,
            Effect: Allow,
            Action: [iam:ListAttachedRolePolicies, iam:ListRolePolicies, iam:GetRolePolicy],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioIAMRole-${RegionShort}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}ClumioSuppt-${AWS::Region}-${Token}",
            ],
        },
        /// Reads the name that the account goes by.
        {
            Sid: GetAccountFriendlyName,
            Effect: Allow,
            Action: [iam:ListAccountAliases],
            Resource: ["*"],
        },
        /// Checks that topic and event rules are in place.
        {
            Sid: ValidateTopicAndRule,
            Effect: Allow,
            Action: [sns:GetTopicAttributes, events:DescribeRule],
            Resource: [
                "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioTagCloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioRDSCloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioRDSCloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioDynamoCloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEBSCloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEC2CloudwatchRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEBSCloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioEC2CloudtrailRule_${Token}",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/ClumioS3CloudtrailEventRule_${Token}",
            ],
        },
        /// Finds the organization, so that one bucket policy can serve all its accounts.
        {
            Sid: AllowDescribeOrganization,
            Effect: Allow,
            Action: [organizations:DescribeOrganization],
            Resource: ["*"],
        },
        /// Finds the regions that the account has switched on.
        {
            Sid: PermissionsToIdentifyEnabledRegions,
            Effect: Allow,
            Action: [account:ListRegions, account:GetRegionOptStatus],
            Resource: ["*"],
        },
    ],
};

/// `ClumioBaseManagedPolicy`, the part for EC2, DynamoDB and S3.
///
/// Inferred from the document's rows: the module has no counterpart.
pub const BASE_MANAGED_POLICIES: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the documents of the managed policies for S3, DynamoDB and EC2.
        {
            Sid: ReadClumioManagedPolicies,
            Effect: Allow,
            Action: [iam:GetPolicy, iam:GetPolicyVersion],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioS3BackupPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioS3RestorePolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioDynamoDbBackupPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioDynamoDbRestorePolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioEC2BackupPolicy-${AWS::Region}-${Token}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy${Path}ClumioEC2RestorePolicy-${AWS::Region}-${Token}",
            ],
        },
    ],
};

/// `ClumioSupportPolicy`: support cases.
pub const SUPPORT: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Opens and follows support cases, and reads Trusted Advisor.
        {
            Sid: AllowClumioSupportAccess,
            Effect: Allow,
            Action: [
                support:AddAttachmentsToSet,
                support:AddCommunicationToCase,
                support:CreateCase,
                support:DescribeAttachment,
                support:DescribeCases,
                support:DescribeCommunications,
                support:DescribeCreateCaseOptions,
                support:DescribeServices,
                support:DescribeSeverityLevels,
                support:DescribeSupportedLanguages,
                support:DescribeTrustedAdvisorCheckRefreshStatuses,
                support:DescribeTrustedAdvisorCheckResult,
                support:DescribeTrustedAdvisorChecks,
                support:DescribeTrustedAdvisorCheckSummaries,
            ],
            Resource: ["*"],
        },
    ],
};

/// `ClumioEventPubPolicy`: the policy of the topic.
pub const EVENT_PUB: PolicyTemplate<Resource> = resource_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets everything in the account publish.
        {
            Sid: __pub_statement,
            Effect: Allow,
            Principal: { AWS: "*" },
            Action: [sns:Publish],
            Resource: [
                "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
            ],
            Condition: { StringEquals: { AWS:SourceOwner: "${AWS::AccountId}" } },
        },
        /// Lets Clumio's control plane subscribe.
        {
            Sid: __sub_statement,
            Effect: Allow,
            Principal: { AWS: "arn:${AWS::Partition}:iam::${ClumioAccountId}:root" },
            Action: [sns:Subscribe],
            Resource: [
                "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
            ],
        },
        /// Lets Clumio's control plane see who subscribes.
        {
            Sid: __desc_sub_statement,
            Effect: Allow,
            Principal: { AWS: "arn:${AWS::Partition}:iam::${ClumioAccountId}:root" },
            Action: [sns:ListSubscriptionsByTopic],
            Resource: [
                "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
            ],
        },
        /// Lets event rules publish.
        #[expect(
            restrict-access-to-service-principal,
            reason = "as the vendor has it: docs/clumio-findings.md says what follows"
        )]
        {
            Sid: "AWSEvents_ClumioInventoryRule_${Token}_clumio-publish",
            Effect: Allow,
            Principal: { Service: "events.amazonaws.com" },
            Action: [sns:Publish],
            Resource: [
                "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
            ],
        },
    ],
};
