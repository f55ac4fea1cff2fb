//! The one form in which permissions are compared, wherever they come from.

use super::canonical::canonical;
use iam_core::policy::{Statement, Version};
use std::collections::BTreeSet;
use std::fmt;

/// The permissions of a [`PolicySet`](crate::PolicySet) or of a permissions file, ready to be compared.
///
/// # Examples
///
/// ```
/// use iam_delegation::Permissions;
/// let file = |action: &str| {
///     Permissions::from_json(&format!(
///         r#"{{"roles": {{"Reader": {{
///             "trust_policy": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "sts:AssumeRole"}}]}},
///             "inline_policies": [{{"name": "Read", "policy_document":
///                 {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}]}}}}]
///         }}}}}}"#
///     ))
/// };
/// let comparison = file("s3:GetObject")?.compare(&file("s3:Get*")?);
/// assert_eq!(comparison.verdict.as_str(), "wider");
/// # Ok::<(), iam_delegation::PermissionsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Permissions {
    pub(super) origin: Origin,
    pub(super) entities: Vec<Entity>,
    pub(super) fields: Vec<Field>,
    /// What was read and not understood.
    pub(super) notes: Vec<String>,
}

/// Where permissions come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Set,
    File,
}

/// What kind of thing the customer creates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntityKind {
    /// An IAM role.
    Role,
    /// A managed policy that no role of the file has.
    Policy,
    /// An SNS topic.
    Topic,
    /// An EventBridge rule.
    Rule,
    /// A Systems Manager document.
    SsmDocument,
}

impl EntityKind {
    /// Its name in JSON: `role`, `policy`, `topic`, `rule` or `ssm_document`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Policy => "policy",
            Self::Topic => "topic",
            Self::Rule => "rule",
            Self::SsmDocument => "ssm_document",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Role => "role",
            Self::Policy => "policy",
            Self::Topic => "topic",
            Self::Rule => "event rule",
            Self::SsmDocument => "Systems Manager document",
        })
    }
}

/// What part a policy plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PolicyPlace {
    /// It says who may take on a role.
    Trust,
    /// It is written into a role.
    Inline,
    /// It is attached to a role, or stands alone.
    Managed,
    /// It says who may do what with a topic.
    Topic,
}

impl PolicyPlace {
    /// Its name in JSON: `trust`, `inline`, `managed` or `topic`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trust => "trust",
            Self::Inline => "inline",
            Self::Managed => "managed",
            Self::Topic => "topic",
        }
    }

    /// Whether it says what a principal may do, not who may.
    pub(super) const fn is_identity(self) -> bool {
        matches!(self, Self::Inline | Self::Managed)
    }
}

impl fmt::Display for PolicyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trust => "trust policy",
            Self::Inline => "inline policy",
            Self::Managed => "managed policy",
            Self::Topic => "topic policy",
        })
    }
}

/// A role, topic, event rule or document.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) kind: EntityKind,
    pub(super) name: Name,
    pub(super) policies: Vec<PolicyForm>,
    pub(super) fields: Vec<Field>,
}

/// What something is called.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    /// What the vendor calls it, whatever it is called in an account; a file does not tell.
    pub(super) vendors: Option<&'static str>,
}

/// A policy of an entity.
#[derive(Clone, Debug)]
pub(super) struct PolicyForm {
    pub(super) place: PolicyPlace,
    pub(super) name: Name,
    pub(super) statements: Vec<StatementForm>,
    pub(super) fields: Vec<Field>,
}

/// A statement, and how its policy writes it.
#[derive(Clone, Debug)]
pub(super) struct StatementForm {
    pub(super) statement: Statement,
    /// Whether the policy's version knows policy variables.
    pub(super) variables: bool,
    /// All but its name and purpose; two that say the same in another order have the same.
    pub(super) content: String,
}

impl StatementForm {
    pub(super) fn new(statement: Statement, version: Option<Version>) -> Self {
        let variables = version == Some(Version::V2012_10_17);
        let content = canonical(&statement, variables);
        Self { statement, variables, content }
    }

    /// Whether it may hold a variable or parameter.
    pub(super) fn has_names(&self) -> bool {
        self.content.contains("${")
    }

    pub(super) fn sid(&self) -> Option<&str> {
        self.statement.sid.as_deref().filter(|sid| !sid.is_empty())
    }
}

/// What an entity or policy has besides statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) values: BTreeSet<String>,
    pub(super) meaning: Meaning,
    /// Whether the permissions file leaves it out, so that a set knows it and a file does not.
    pub(super) only_in_sets: bool,
}

/// What it means that a field differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Told to people: no change of access.
    Text,
    /// One of these values fits; without the field, any.
    AnyOf,
    /// Each of these counts by itself.
    Each,
    /// More cannot be said than that it differs.
    Opaque,
    /// The file has it, and the form of the file has not.
    Unknown,
}

impl Field {
    pub(super) fn new(name: impl Into<String>, meaning: Meaning, value: impl Into<String>) -> Self {
        let values = BTreeSet::from([value.into()]);
        Self { name: name.into(), values, meaning, only_in_sets: false }
    }

    pub(super) fn of_sets(self) -> Self {
        Self { only_in_sets: true, ..self }
    }
}
