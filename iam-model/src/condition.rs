//! The `Condition` element.

use crate::text::{List, Text, hash_ignoring_case, text_of};
use iam_language::policy::ConditionOperator;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The tests of one operator: `"StringEquals": { … }`. All must pass.
///
/// Source: [`Condition` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a member of a JSON object has these two parts")]
pub struct ConditionBlock {
    /// How keys and values are compared.
    pub operator: ConditionOperator,
    /// What is compared.
    pub tests: List<ConditionTest>,
}

/// One key and the values it may (or may not) have; one of them is enough.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a member of a JSON object has these two parts")]
pub struct ConditionTest {
    /// The key of the request's context.
    pub key: ConditionKeyName,
    /// The values to compare with.
    pub values: List<ConditionValue>,
}

/// The name of a condition key: `aws:SourceIp`, `aws:RequestTag/Team`,
/// `kms:EncryptionContext:aws:s3:arn`.
///
/// Kept as written, compared without ASCII case, tag keys included: so does IAM.
#[derive(Clone, Debug)]
pub struct ConditionKeyName {
    text: Text,
}

impl ConditionKeyName {
    /// The key that `text` spells.
    #[must_use]
    pub const fn new(text: Text) -> Self {
        Self { text }
    }

    /// For the macros: a key of a constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn already_read(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text) }
    }

    /// The key as written.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        text_of(&self.text)
    }
}

impl PartialEq for ConditionKeyName {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for ConditionKeyName {}

impl Hash for ConditionKeyName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_ignoring_case(&self.text, state);
    }
}

impl fmt::Display for ConditionKeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A value that a condition compares with. JSON booleans and numbers stay what they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConditionValue {
    /// `"true"`, `"10"`, `"203.0.113.0/24"`, …
    String(Text),
    /// `true` or `false` without quotes.
    Bool(bool),
    /// A number without quotes, as spelled.
    Number(Text),
}

impl ConditionValue {
    /// The value as text, as IAM compares it.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match self {
            Self::String(text) | Self::Number(text) => text_of(text),
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
        }
    }
}

impl From<String> for ConditionValue {
    fn from(text: String) -> Self {
        Self::String(Cow::Owned(text))
    }
}

impl From<&str> for ConditionValue {
    fn from(text: &str) -> Self {
        Self::String(Cow::Owned(text.to_owned()))
    }
}

impl From<bool> for ConditionValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
