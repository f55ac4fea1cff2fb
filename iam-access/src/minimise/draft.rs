//! Statements on their way.

use super::dimension::Dimension;
use iam_core::policy::{Effect, Identity, Policy, PolicyType, Resource, Statement, Version};

/// A statement, and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) statement: Statement,
    /// The statement of the policy that was given, from 0.
    pub(super) place: usize,
    /// Whether its Sid is a handle by which others may take it away: it is neither merged nor dropped.
    pub(super) locked: bool,
}

/// What the statements are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) version: Option<Version>,
    pub(super) policy_type: PolicyType,
}

impl Frame {
    pub(super) fn drafts(self, statements: &[Statement], merge_sids: bool) -> Vec<Draft> {
        let keeps_sids = self.policy_type.has_principal() && !merge_sids;
        let each = statements.iter().enumerate().map(|(place, statement)| {
            // A list without entries is for nobody and nothing: left as it is.
            let is_empty = statement.action.patterns().is_empty()
                || Dimension::of(statement).iter().any(|it| it.len(statement) == 0);
            let locked = is_empty || (keeps_sids && statement.sid.is_some());
            Draft { statement: statement.clone(), place, locked }
        });
        each.collect()
    }

    /// The statements as a policy that no principal is in.
    pub(super) fn identity(self, statements: Vec<Statement>) -> Policy<Identity> {
        Policy::already_read(self.version, None, statements.into())
    }

    /// The statements as a policy of a resource, which may name one or not.
    pub(super) fn resource(self, statements: Vec<Statement>) -> Policy<Resource> {
        Policy::already_read(self.version, None, statements.into())
    }
}

pub(super) fn statements(drafts: &[Draft]) -> Vec<Statement> {
    drafts.iter().map(|draft| draft.statement.clone()).collect()
}

pub(super) fn of_effect(statements: &[Statement], effect: Effect) -> Vec<Statement> {
    statements.iter().filter(|it| it.effect == effect).cloned().collect()
}
