//! One statement of a policy.

use crate::action::ActionElement;
use crate::condition::ConditionBlock;
use crate::principal::PrincipalElement;
use crate::resource::ResourceElement;
use crate::text::{List, Text};
use iam_language::policy::Effect;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// One statement: an effect on some actions, resources and principals, under some conditions.
///
/// Which elements are there depends on the kind of the policy; see
/// [`PolicyType`](iam_language::policy::PolicyType).
///
/// Source: [`Statement` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "these are the elements of IAM's grammar")]
pub struct Statement {
    /// What the statement is for, in the author's words. Never in the JSON.
    pub purpose: Purpose,
    /// `Sid`: the name of the statement.
    pub sid: Option<Text>,
    /// `Effect`.
    pub effect: Effect,
    /// `Principal` or `NotPrincipal`.
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`.
    pub action: ActionElement,
    /// `Resource` or `NotResource`.
    pub resource: Option<ResourceElement>,
    /// `Condition`; an empty one says nothing and is not kept.
    pub conditions: List<ConditionBlock>,
}

impl Statement {
    /// A statement with an effect on `action`; the other elements are set as fields.
    #[must_use]
    pub const fn new(effect: Effect, action: ActionElement) -> Self {
        Self {
            purpose: Purpose::NONE,
            sid: None,
            effect,
            principal: None,
            action,
            resource: None,
            conditions: Cow::Borrowed(&[]),
        }
    }
}

/// Why a statement is there: the doc comment of the macros.
///
/// It takes no part in comparison, so that a constant equals the policy read back from its JSON.
#[derive(Clone, Copy, Debug, Default)]
pub struct Purpose(&'static str);

impl Purpose {
    /// No purpose given.
    pub const NONE: Self = Self("");

    /// The purpose that `text` tells.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The words; empty if none were given.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.0
    }
}

impl PartialEq for Purpose {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Purpose {}

impl Hash for Purpose {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
