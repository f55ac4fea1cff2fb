//! The patterns of `Action` and `NotAction`.

use crate::text::{List, Text, hash_ignoring_case, list_of, text_of};
use iam_language::pattern;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A pattern over actions, as an `Action` element writes it: `s3:Get*`.
///
/// Kept as written, compared without ASCII case. `*` is any run of characters, `?` exactly one.
///
/// # Examples
///
/// ```
/// use iam_model::ActionPattern;
/// let reads: ActionPattern = "s3:Get*".parse()?;
/// assert!(reads.matches("S3:getobject"));
/// assert!(!reads.matches("s3:PutObject"));
/// assert_eq!(reads, "S3:GET*".parse()?);
/// # Ok::<(), iam_model::ActionPatternError>(())
/// ```
///
/// Source: [`Action` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
#[derive(Clone, Debug)]
pub struct ActionPattern {
    // INVARIANT: `*`, or `prefix:name` with neither half empty.
    text: Text,
}

/// Why text is not an [`ActionPattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActionPatternError {
    /// No `:` parts the service prefix from the name.
    MissingColon,
    /// Nothing before the `:`, or nothing after it.
    Empty,
}

impl fmt::Display for ActionPatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingColon => "an action is written `service:Action`, this has no `:`",
            Self::Empty => "an action is written `service:Action`, this has an empty half",
        })
    }
}

impl std::error::Error for ActionPatternError {}

impl ActionPattern {
    pub(crate) fn checked(text: &str) -> Result<(), ActionPatternError> {
        if text == "*" {
            return Ok(());
        }
        match text.split_once(':') {
            None => Err(ActionPatternError::MissingColon),
            Some(("", _) | (_, "")) => Err(ActionPatternError::Empty),
            Some(_) => Ok(()),
        }
    }

    pub(crate) fn new(text: Text) -> Result<Self, ActionPatternError> {
        Self::checked(&text).map(|()| Self { text })
    }

    /// For the macros, which have already read `text`.
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

    /// The service prefix and the name; none for a bare `*`.
    #[must_use]
    pub fn split(&self) -> Option<(&str, &str)> {
        self.text.split_once(':')
    }

    /// Whether `action`, as in `s3:GetObject`, is one of those meant.
    #[must_use]
    pub fn matches(&self, action: &str) -> bool {
        pattern::matches_ignoring_case(&self.text, action)
    }
}

impl FromStr for ActionPattern {
    type Err = ActionPatternError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(Cow::Owned(text.to_owned()))
    }
}

impl PartialEq for ActionPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for ActionPattern {}

impl Hash for ActionPattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_ignoring_case(&self.text, state);
    }
}

impl fmt::Display for ActionPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// `Action` or `NotAction` of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these two elements")]
pub enum ActionElement {
    /// The statement is about the actions that match one of these.
    Action(List<ActionPattern>),
    /// The statement is about every action that matches none of these.
    NotAction(List<ActionPattern>),
}

impl ActionElement {
    /// The patterns, be they meant or excluded.
    #[must_use]
    pub const fn patterns(&self) -> &[ActionPattern] {
        match self {
            Self::Action(patterns) | Self::NotAction(patterns) => list_of(patterns),
        }
    }
}
