//! What a vocabulary has words for.

use iam_core::policy::{PrincipalType, Version};

/// The words of policies and questions: few, so that they meet.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "of tests alone")]
pub struct Vocabulary {
    /// What is done.
    pub targets: &'static [Target],
    /// Patterns of actions beside those of the target.
    pub any_action: &'static [&'static str],
    /// Patterns of resources beside those of the target.
    pub any_resource: &'static [&'static str],
    /// Who asks.
    pub principals: &'static [&'static str],
    /// Whom policies name.
    pub named: &'static [(PrincipalType, &'static str)],
    /// Condition keys that every request may carry.
    pub keys: &'static [Key],
    /// Versions of policies, as often as they are here.
    pub versions: &'static [Option<Version>],
    /// How many entries a list may have beyond one.
    pub more: u64,
    /// Whether policies are only such as AWS takes, where they are, rather than whatever can be read.
    pub is_valid: bool,
}

/// An action, what it is done to, and patterns that match some of that.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "of tests alone")]
pub struct Target {
    /// The action.
    pub action: &'static str,
    /// Patterns of actions.
    pub patterns: &'static [&'static str],
    /// Resources that it takes, with the account where one has to be told.
    pub resources: &'static [(&'static str, Option<&'static str>)],
    /// Patterns of resources.
    pub resource_patterns: &'static [&'static str],
}

/// A condition key.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "of tests alone")]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it has a set of values.
    pub is_set: bool,
    /// Operators for it.
    pub operators: &'static [&'static str],
    /// Values of requests.
    pub values: &'static [&'static str],
    /// Values of policies.
    pub patterns: &'static [&'static str],
}
