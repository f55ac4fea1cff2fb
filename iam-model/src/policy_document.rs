//! A policy of whatever kind.

use crate::mismatch::StatementMismatch;
use crate::statement::Statement;
use crate::text::{List, Text, list_of, text_of};
use iam_language::policy::{PolicyType, Version};

/// A policy document, whatever kind of policy it is of.
///
/// What does not depend on the kind is said here, so that it is compiled once and not for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PolicyDocument {
    version: Option<Version>,
    id: Option<Text>,
    statements: List<Statement>,
}

impl PolicyDocument {
    /// The document of these elements.
    #[must_use]
    pub const fn new(
        version: Option<Version>,
        id: Option<Text>,
        statements: List<Statement>,
    ) -> Self {
        Self { version, id, statements }
    }

    /// The document of `statements`, in the current version of the language.
    ///
    /// # Errors
    ///
    /// The first statement whose elements do not fit a policy of this type.
    pub fn of_statements(
        statements: Vec<Statement>,
        policy_type: PolicyType,
    ) -> Result<Self, StatementMismatch> {
        for (index, statement) in statements.iter().enumerate() {
            StatementMismatch::find(index, statement, policy_type)?;
        }
        Ok(Self::new(Some(Version::V2012_10_17), None, List::Owned(statements)))
    }

    /// `Version`.
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        self.version
    }

    /// `Id`.
    #[must_use]
    pub const fn id(&self) -> Option<&str> {
        match &self.id {
            Some(id) => Some(text_of(id)),
            None => None,
        }
    }

    /// The statements, in the order written.
    #[must_use]
    pub const fn statements(&self) -> &[Statement] {
        list_of(&self.statements)
    }

    /// The same document with other statements.
    #[must_use]
    pub fn with_statements(&self, statements: Vec<Statement>) -> Self {
        Self::new(self.version, self.id.clone(), List::Owned(statements))
    }
}
