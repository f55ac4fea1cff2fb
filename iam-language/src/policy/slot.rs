//! What stands at a place of a policy, by the grammar.

use super::element::Element;
use crate::spelling::nearest;

/// What stands at a place of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the grammar has these")]
pub enum Slot {
    /// A policy: its elements.
    Policy,
    /// One statement: its elements.
    Statement,
    /// What an element is set to.
    Value(Element),
    /// The principals of one type.
    Principals,
    /// A block of `Condition`: values by key.
    Block,
    /// The values of one condition key.
    Values,
    /// What the grammar does not know.
    Unknown,
}

impl Slot {
    /// What the member called `key` of an object that stands here is set to.
    ///
    /// A misspelt element is taken for the one that was meant, so that its spelling is all that is wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_language::policy::{Element, Slot};
    ///
    /// assert_eq!(Slot::Statement.of_member("Actions"), Slot::Value(Element::Action));
    /// assert_eq!(Slot::Value(Element::Condition).of_member("StringEquals"), Slot::Block);
    /// assert_eq!(Slot::Statement.of_member("Version"), Slot::Unknown);
    /// ```
    #[must_use]
    pub fn of_member(self, key: &str) -> Self {
        let elements = match self {
            Self::Policy => Element::OF_POLICY,
            Self::Statement => Element::OF_STATEMENT,
            Self::Value(Element::Principal | Element::NotPrincipal) => return Self::Principals,
            Self::Value(Element::Condition) => return Self::Block,
            Self::Block => return Self::Values,
            _ => return Self::Unknown,
        };
        let meant = nearest(key, elements.iter().map(|element| element.as_str()));
        meant.and_then(Element::from_text).map_or(Self::Unknown, Self::Value)
    }

    /// Whether an object stands here, or a list of some.
    #[must_use]
    pub const fn is_object(self) -> bool {
        matches!(
            self,
            Self::Policy
                | Self::Statement
                | Self::Block
                | Self::Value(
                    Element::Statement
                        | Element::Principal
                        | Element::NotPrincipal
                        | Element::Condition
                )
        )
    }

    /// Whether actions stand here.
    #[must_use]
    pub const fn is_action(self) -> bool {
        matches!(self, Self::Value(Element::Action | Element::NotAction))
    }

    /// Whether any text may stand here: resources, principals, values of a condition.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Principals | Self::Values | Self::Value(Element::Resource | Element::NotResource)
        )
    }

    /// Whether one of a few words stands here: `Effect`, `Version`.
    #[must_use]
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Value(Element::Effect | Element::Version))
    }
}
