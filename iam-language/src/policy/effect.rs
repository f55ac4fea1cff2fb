//! The `Effect` element.

use std::fmt;

/// What a matching statement does.
///
/// Source: [`Effect` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has two effects")]
pub enum Effect {
    /// Permits the request unless something denies it.
    Allow,
    /// Forbids the request whatever allows it.
    Deny,
}

impl Effect {
    /// As a policy spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }

    /// The effect that `text` spells; case matters.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "Allow" => Some(Self::Allow),
            "Deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
