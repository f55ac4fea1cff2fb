//! The elements of a policy and of its statements.

use crate::document::{Member, Node};
use std::fmt;

/// A name that the grammar of policies gives a meaning, in a policy or in a statement.
///
/// Source: [Grammar of the policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the grammar has these")]
pub enum Element {
    /// `Version` of a policy: that of the language.
    Version,
    /// `Id` of a policy.
    Id,
    /// `Statement` of a policy: one, or a list of them.
    Statement,
    /// `Sid` of a statement: its name.
    Sid,
    /// `Effect` of a statement.
    Effect,
    /// `Principal` of a statement: who may ask.
    Principal,
    /// `NotPrincipal` of a statement: everybody but these.
    NotPrincipal,
    /// `Action` of a statement: what may be asked for.
    Action,
    /// `NotAction` of a statement: everything but these.
    NotAction,
    /// `Resource` of a statement: on what.
    Resource,
    /// `NotResource` of a statement: on everything but these.
    NotResource,
    /// `Condition` of a statement: when.
    Condition,
}

impl Element {
    /// Each element, those of a policy first.
    pub const ALL: [Self; 12] = [
        Self::Version,
        Self::Id,
        Self::Statement,
        Self::Sid,
        Self::Effect,
        Self::Principal,
        Self::NotPrincipal,
        Self::Action,
        Self::NotAction,
        Self::Resource,
        Self::NotResource,
        Self::Condition,
    ];

    /// Those of a policy, in the order in which they are written.
    pub const OF_POLICY: &[Self] = Self::ALL.split_at(3).0;

    /// Those of a statement, in the order in which they are written.
    pub const OF_STATEMENT: &[Self] = Self::ALL.split_at(3).1;

    /// As a policy spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Version => "Version",
            Self::Id => "Id",
            Self::Statement => "Statement",
            Self::Sid => "Sid",
            Self::Effect => "Effect",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Condition => "Condition",
        }
    }

    /// The element that `text` spells; case matters.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "Version" => Self::Version,
            "Id" => Self::Id,
            "Statement" => Self::Statement,
            "Sid" => Self::Sid,
            "Effect" => Self::Effect,
            "Principal" => Self::Principal,
            "NotPrincipal" => Self::NotPrincipal,
            "Action" => Self::Action,
            "NotAction" => Self::NotAction,
            "Resource" => Self::Resource,
            "NotResource" => Self::NotResource,
            "Condition" => Self::Condition,
            _ => return None,
        })
    }

    /// This element of `node`, a policy or a statement: the first member of its name.
    #[must_use]
    pub fn of<'d, 't>(self, node: &'d Node<'t>) -> Option<&'d Member<'t>> {
        node.member(self.as_str())
    }

    /// Whether it belongs to a statement, not to the policy.
    #[must_use]
    pub const fn is_of_statement(self) -> bool {
        !matches!(self, Self::Version | Self::Id | Self::Statement)
    }

    /// What a statement has in its place, and never beside it: `NotAction` for `Action`, and the other way round.
    #[must_use]
    pub const fn opposite(self) -> Option<Self> {
        Some(match self {
            Self::Principal => Self::NotPrincipal,
            Self::NotPrincipal => Self::Principal,
            Self::Action => Self::NotAction,
            Self::NotAction => Self::Action,
            Self::Resource => Self::NotResource,
            Self::NotResource => Self::Resource,
            _ => return None,
        })
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Element;

    #[test]
    fn each_element_is_what_it_spells_and_stands_at_its_place() {
        for (place, element) in Element::ALL.into_iter().enumerate() {
            assert_eq!(element as usize, place, "{element}");
            assert_eq!(Element::from_text(element.as_str()), Some(element));
            assert_eq!(
                element.opposite().and_then(Element::opposite),
                element.opposite().map(|_| element)
            );
        }
        assert_eq!(Element::from_text("action"), None);
        assert!(Element::OF_STATEMENT.iter().all(|element| element.is_of_statement()));
        assert!(!Element::OF_POLICY.iter().any(|element| element.is_of_statement()));
    }
}
