//! What a set is made of.

use super::{Stage, WithParameters};
use typed_iam::{Identity, Resource, Statement, Trust};

/// A role of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoleEntry<S: Stage = WithParameters> {
    /// What the vendor's document calls it: `ClumioIAMRole`.
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
    /// Who may take it on.
    pub trust_policy: S::Document<Trust>,
    /// The policies written into it.
    pub inline_policies: Vec<PolicyEntry<S>>,
    /// The policies attached to it.
    pub managed_policies: Vec<PolicyEntry<S>>,
    /// The name of the profile that hands it to instances, if one does.
    pub instance_profile: Option<String>,
}

/// An identity-based policy of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyEntry<S: Stage = WithParameters> {
    /// What the vendor's document calls it: `ClumioKMSPolicy`.
    pub policy: &'static str,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: &'static str,
    /// What it says.
    pub document: S::Document<Identity>,
}

/// A topic of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicEntry<S: Stage = WithParameters> {
    /// What the vendor's document calls it: `ClumioEventPub`.
    pub entity: &'static str,
    /// Its name.
    pub name: String,
    /// What people see as the sender of its messages.
    pub display_name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// What the vendor's document calls its policy: `ClumioEventPubPolicy`.
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
    /// Its name.
    pub name: String,
    /// What it picks, in words.
    pub description: &'static str,
    /// The service that the events are about, such as `aws.ec2`.
    pub source: &'static str,
    /// The kinds of event; any if empty.
    pub detail_types: &'static [&'static str],
    /// Fields of `detail`, and what fits; a field with no list has to be absent.
    pub detail: Vec<(&'static str, Option<Vec<&'static str>>)>,
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
    /// What its name says it does.
    pub description: &'static str,
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
