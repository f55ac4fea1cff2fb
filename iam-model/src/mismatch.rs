//! Statements that do not fit the kind of their policy.

use crate::statement::Statement;
use iam_language::policy::PolicyType;
use std::fmt;

/// A statement whose elements do not fit the kind of its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementMismatch {
    index: usize,
    policy_type: PolicyType,
    problem: &'static str,
}

impl StatementMismatch {
    pub(crate) fn find(
        index: usize,
        statement: &Statement,
        policy_type: PolicyType,
    ) -> Result<(), Self> {
        let principal = (policy_type.has_principal(), statement.principal.is_some());
        let problem = match (principal, statement.resource.is_some()) {
            ((true, false), _) => "needs a principal",
            ((false, true), _) => "has a principal",
            (_, false) if policy_type.needs_resource() => "needs a resource",
            (_, true) if !policy_type.may_have_resource() => "has a resource",
            _ => return Ok(()),
        };
        Err(Self { index, policy_type, problem })
    }

    /// Which statement, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }
}

impl fmt::Display for StatementMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = if self.policy_type == PolicyType::Identity { "an" } else { "a" };
        let Self { index, policy_type, problem } = self;
        write!(f, "statement {} of {article} {policy_type} {problem}", index + 1)
    }
}

impl std::error::Error for StatementMismatch {}
