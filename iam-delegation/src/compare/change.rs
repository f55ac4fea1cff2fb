//! What has changed, from the whole down to one element of a statement.

use super::form::{EntityKind, PolicyPlace};
use super::totals::Totals;
use super::verdict::Verdict;
use iam_core::policy::Statement;
use std::collections::BTreeMap;
use std::fmt;

/// Whether something came, went or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "there is no fourth way")]
pub enum Change {
    /// It is there afterwards only.
    Added,
    /// It is there before only.
    Removed,
    /// It is there on both sides, and not the same.
    Changed,
}

impl Change {
    /// Its name in JSON: `added`, `removed` or `changed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }

    /// `+`, `-` or `~`.
    pub(super) const fn mark(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Changed => '~',
        }
    }

    pub(super) const fn of(is_before: bool, is_after: bool) -> Self {
        match (is_before, is_after) {
            (false, _) => Self::Added,
            (true, false) => Self::Removed,
            (true, true) => Self::Changed,
        }
    }
}

/// What differs between two sets of permissions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// What the change as a whole does to access.
    pub verdict: Verdict,
    /// Roles, topics and the like that differ, by kind and name.
    pub entities: Vec<EntityChange>,
    /// What else differs.
    pub fields: Vec<FieldChange>,
    /// The permissions that appear and disappear.
    pub totals: Totals,
    /// What was read and not understood, and how things of different names came to be compared.
    pub notes: Vec<String>,
}

impl Comparison {
    /// Whether nothing differs, not even a description.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.fields.is_empty()
    }
}

/// A role, topic, event rule or document that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntityChange {
    /// What it is.
    pub kind: EntityKind,
    /// Its name before, if it was there.
    pub before: Option<String>,
    /// Its name afterwards, if it is there.
    pub after: Option<String>,
    /// What the change does to access.
    pub verdict: Verdict,
    /// What its policies grant together that they did not, and grant no more: of something that changed, if
    /// its statements did.
    pub access: Vec<Access>,
    /// Its policies that differ.
    pub policies: Vec<PolicyChange>,
    /// What else differs.
    pub fields: Vec<FieldChange>,
    /// The permissions that appear and disappear.
    pub totals: Totals,
}

impl EntityChange {
    /// Whether it came, went or changed.
    #[must_use]
    pub const fn change(&self) -> Change {
        Change::of(self.before.is_some(), self.after.is_some())
    }
}

/// What policies grant that have a say together, beside what they granted.
///
/// Proved by [`iam_access::no_new_access_strictly`], both ways: whatever statements it is that allow or deny
/// something, of actions and resources that there are and that there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// Of which policies.
    pub part: AccessPart,
    /// What the change does, if that is proved; of policies with parameters it may hang on their values.
    pub verdict: Option<Verdict>,
    /// Requests that are allowed now: one of each statement that allows something new.
    pub gained: Vec<Grant>,
    /// Requests that are allowed no more: one of each statement that allowed something which no other does.
    pub lost: Vec<Grant>,
    /// What stands in for parameters in these requests, by name.
    pub assumed: BTreeMap<String, String>,
}

/// Policies that have a say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccessPart {
    /// All inline and managed policies of a role, or a managed policy of none.
    Permissions,
    /// The trust policy of a role.
    Trust,
    /// The policy of a topic.
    Topic,
}

impl AccessPart {
    /// That of a policy which plays this part.
    pub(super) const fn of(place: PolicyPlace) -> Self {
        match place {
            PolicyPlace::Inline | PolicyPlace::Managed => Self::Permissions,
            PolicyPlace::Trust => Self::Trust,
            PolicyPlace::Topic => Self::Topic,
        }
    }

    /// Its name in JSON: `permissions`, `trust` or `topic`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Permissions => "permissions",
            Self::Trust => "trust",
            Self::Topic => "topic",
        }
    }

    /// As people read it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Permissions => "all its permissions together",
            Self::Trust => "who may assume it",
            Self::Topic => "who may use it",
        }
    }
}

/// A request that one side allows and the other does not, and the statement that allows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grant {
    /// The name of the policy.
    pub policy: String,
    /// Which statement of it, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Who asks.
    pub principal: String,
    /// For which action.
    pub action: String,
    /// On which resource.
    pub resource: String,
    /// The account of the resource, if the request says it beside the resource.
    pub resource_account: Option<String>,
    /// The condition keys that count, each with its values.
    pub context: Vec<(String, Vec<String>)>,
    /// Whether nothing like it can be asked for today: the action or the resource may be there some day.
    pub is_hypothetical: bool,
    /// The request in words.
    pub told: String,
}

/// A policy that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyChange {
    /// What part it plays, afterwards if it is there.
    pub place: PolicyPlace,
    /// Its name before, if it was there.
    pub before: Option<String>,
    /// Its name afterwards, if it is there.
    pub after: Option<String>,
    /// What the change does to access.
    pub verdict: Verdict,
    /// Its statements that differ.
    pub statements: Vec<StatementChange>,
    /// What else differs.
    pub fields: Vec<FieldChange>,
    /// The permissions that appear and disappear.
    pub totals: Totals,
}

impl PolicyChange {
    /// Whether it came, went or changed.
    #[must_use]
    pub const fn change(&self) -> Change {
        Change::of(self.before.is_some(), self.after.is_some())
    }
}

/// A statement that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementChange {
    /// The statement before, if there was one.
    pub before: Option<Statement>,
    /// The statement afterwards, if there is one.
    pub after: Option<Statement>,
    /// What the change does to access.
    pub verdict: Verdict,
    /// What differs, if the statement is there on both sides.
    pub elements: Vec<ElementChange>,
    /// Where it was or is, if that is elsewhere.
    pub elsewhere: Option<Elsewhere>,
}

impl StatementChange {
    /// Whether it came, went or changed.
    #[must_use]
    pub const fn change(&self) -> Change {
        Change::of(self.before.is_some(), self.after.is_some())
    }
}

/// The other place of a statement that is not where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Elsewhere {
    /// The role or topic there.
    pub entity: String,
    /// The policy there.
    pub policy: String,
    /// Whether that is a policy of the same role, where the statement allows as much.
    pub same_entity: bool,
}

/// An element of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Element {
    /// `Sid`
    Sid,
    /// `Effect`
    Effect,
    /// `Principal`
    Principal,
    /// `NotPrincipal`
    NotPrincipal,
    /// `Action`
    Action,
    /// `NotAction`
    NotAction,
    /// `Resource`
    Resource,
    /// `NotResource`
    NotResource,
    /// One test of `Condition`.
    Condition {
        /// Its operator: `StringEquals`.
        operator: String,
        /// Its key: `aws:SourceArn`.
        key: String,
    },
    /// `Version`, of the policy that the statement is in.
    Version,
    /// What the statement is for.
    Purpose,
}

impl Element {
    /// Its name in JSON, which is that of the element.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Sid => "Sid",
            Self::Effect => "Effect",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Condition { .. } => "Condition",
            Self::Version => "Version",
            Self::Purpose => "Purpose",
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        match self {
            Self::Condition { operator, key } => write!(f, " {operator} {key}"),
            _ => Ok(()),
        }
    }
}

/// An element that differs between a statement before and afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ElementChange {
    /// Which element.
    pub element: Element,
    /// What this alone does to access.
    pub verdict: Verdict,
    /// All its entries before.
    pub before: Vec<String>,
    /// All its entries afterwards.
    pub after: Vec<String>,
    /// The entries that came.
    pub appear: Vec<String>,
    /// The entries that went.
    pub disappear: Vec<String>,
    /// Why the verdict is what it is.
    pub reason: String,
}

impl ElementChange {
    /// Of an element whose entries all went, and others came.
    pub(super) fn whole(
        element: Element,
        verdict: Verdict,
        before: Vec<String>,
        after: Vec<String>,
        reason: &str,
    ) -> Self {
        let (appear, disappear) = (after.clone(), before.clone());
        Self { element, verdict, before, after, appear, disappear, reason: reason.to_owned() }
    }
}

/// Something else than a statement that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldChange {
    /// Its name, as in the permissions file; `.` leads into it.
    pub name: String,
    /// What it does to access, or to what an event rule picks.
    pub verdict: Verdict,
    /// Whether it came, went or changed.
    pub change: Change,
    /// What came.
    pub appear: Vec<String>,
    /// What went.
    pub disappear: Vec<String>,
    /// Why the verdict is what it is.
    pub reason: &'static str,
}
