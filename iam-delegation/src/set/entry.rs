//! What a set is made of.

use super::stage::{Stage, WithParameters};
use crate::declaration::{DetailValues, Presence};
use iam_core::policy::{Identity, Resource, Statement, Text, Trust};

/// A role of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoleEntry<S: Stage = WithParameters> {
    /// What the vendor calls it: `ClumioIAMRole`.
    pub entity: &'static str,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Its ARN.
    pub arn: String,
    /// What it is for.
    pub description: &'static str,
    /// Why one may do without it, if one may.
    pub optional: Option<&'static str>,
    /// What brings it in.
    pub presence: Presence,
    /// Who may take it on.
    pub trust_policy: S::Document<Trust>,
    /// The policies written into it.
    pub inline_policies: Vec<PolicyEntry<S>>,
    /// The policies attached to it.
    pub managed_policies: Vec<PolicyEntry<S>>,
    /// The profile that hands it to instances, if one does.
    pub instance_profile: Option<ProfileEntry>,
}

/// An instance profile of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileEntry {
    /// What the vendor calls it: `ClumioEC2MSSQLSSMInstanceProfile`.
    pub entity: &'static str,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
}

/// An identity-based policy of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyEntry<S: Stage = WithParameters> {
    /// What the vendor calls it: `ClumioKMSPolicy`.
    pub policy: &'static str,
    /// Its name.
    pub name: String,
    /// Its ARN, if it is a managed policy.
    pub arn: Option<String>,
    /// What it is for.
    pub description: Text,
    /// What brings it in.
    pub presence: Presence,
    /// What it says.
    pub document: S::Document<Identity>,
    /// What brings in each of its statements.
    pub statements: Vec<StatementPresence>,
}

/// What brings in a statement, and each of its resources.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementPresence {
    /// What brings in the statement; it needs one of its resources, too.
    pub statement: Presence,
    /// What brings in each resource, in their order; none if the statement has no `Resource`.
    pub resources: Vec<Presence>,
}

/// A topic of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicEntry<S: Stage = WithParameters> {
    /// What the vendor calls it: `ClumioEventPub`.
    pub entity: &'static str,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// What people see as the sender of its messages.
    pub display_name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// What brings it in.
    pub presence: Presence,
    /// What the vendor calls its policy: `ClumioEventPubPolicy`.
    pub policy: &'static str,
    /// What its policy is for.
    pub policy_description: &'static str,
    /// Who may do what with it.
    pub document: S::Document<Resource>,
}

/// An event rule of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleEntry {
    /// What the vendor calls it: `ClumioEBSCloudtrailRule`.
    pub entity: &'static str,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// What it picks, in words.
    pub description: &'static str,
    /// What brings it in.
    pub presence: Presence,
    /// The service that the events are about, such as `aws.ec2`.
    pub source: &'static str,
    /// The kinds of event; any if empty.
    pub detail_types: &'static [&'static str],
    /// Fields of `detail`, and what fits each.
    pub detail: Vec<(&'static str, DetailValues)>,
    /// What the rule calls its target.
    pub target_id: &'static str,
    /// The ARN of its target, the topic.
    pub target_arn: String,
}

/// A Systems Manager document of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SsmDocumentEntry {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: &'static str,
    /// What brings it in.
    pub presence: Presence,
}

/// A statement, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementEntry<'s> {
    /// The role or topic: `ClumioIAMRole`.
    pub entity: &'static str,
    /// The policy: `ClumioKMSPolicy`, or `TrustPolicy`.
    pub policy: &'static str,
    /// The statement.
    pub statement: &'s Statement,
}

/// A statement that an asset adds to a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AddedStatement {
    /// The role or topic: `ClumioIAMRole`.
    pub entity: &'static str,
    /// The policy: `ClumioS3BackupPolicy`, or `TrustPolicy`.
    pub policy: &'static str,
    /// The statement; of one that is there anyway, only the resources that the asset adds.
    pub statement: Statement,
}
