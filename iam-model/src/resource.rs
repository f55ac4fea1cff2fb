//! The patterns of `Resource` and `NotResource`.

use crate::text::{List, Text, list_of, text_of};
use iam_language::arn::{ArnPattern, ArnPatternError};
use std::borrow::Cow;
use std::fmt;

/// A pattern over resources: `*`, or an ARN whose fields may hold wildcards and variables.
///
/// Any text can be held, since a policy may come from anywhere; [`arn`](Self::arn) parts it, and
/// the checks say what is wrong with it. Compared with case, as IAM does.
///
/// # Examples
///
/// ```
/// use iam_model::ResourcePattern;
/// let tables = ResourcePattern::from("arn:aws:dynamodb:*:111122223333:table/*".to_owned());
/// assert_eq!(tables.arn()?.service, "dynamodb");
/// # Ok::<(), iam_language::arn::ArnPatternError>(())
/// ```
///
/// Source: [`Resource` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourcePattern {
    text: Text,
}

impl ResourcePattern {
    /// The pattern that `text` spells.
    #[must_use]
    pub const fn new(text: Text) -> Self {
        Self { text }
    }

    /// For the macros: a pattern of a constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn already_read(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text) }
    }

    /// The pattern as written.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        text_of(&self.text)
    }

    /// The fields of the ARN.
    ///
    /// # Errors
    ///
    /// The pattern is `*`, or is no ARN at all.
    pub fn arn(&self) -> Result<ArnPattern<'_>, ArnPatternError> {
        ArnPattern::parse(&self.text)
    }
}

impl From<String> for ResourcePattern {
    fn from(text: String) -> Self {
        Self { text: Cow::Owned(text) }
    }
}

impl From<&str> for ResourcePattern {
    fn from(text: &str) -> Self {
        Self { text: Cow::Owned(text.to_owned()) }
    }
}

impl fmt::Display for ResourcePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// `Resource` or `NotResource` of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these two elements")]
pub enum ResourceElement {
    /// The statement is about the resources that match one of these.
    Resource(List<ResourcePattern>),
    /// The statement is about every resource that matches none of these.
    NotResource(List<ResourcePattern>),
}

impl ResourceElement {
    /// The patterns, be they meant or excluded.
    #[must_use]
    pub const fn patterns(&self) -> &[ResourcePattern] {
        match self {
            Self::Resource(patterns) | Self::NotResource(patterns) => list_of(patterns),
        }
    }
}
