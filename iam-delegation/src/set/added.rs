//! What one set has and another has not.

use super::contents::Contents;
use super::entry::{AddedStatement, StatementEntry};
use super::stage::WithParameters;
use iam_core::policy::{ResourceElement, Statement};
use std::borrow::Cow;

/// The statements, and resources of statements, that `after` has and `before` has not.
pub(super) fn between(
    before: &Contents<WithParameters>,
    after: &Contents<WithParameters>,
) -> Vec<AddedStatement> {
    let earlier: Vec<_> = before.statements().collect();
    let added = |entry: StatementEntry<'_>| {
        let StatementEntry { entity, policy, statement } = entry;
        // A trust policy has one statement, and every other statement has a `Sid`.
        let same = |other: &&StatementEntry<'_>| {
            (other.entity, other.policy, &other.statement.sid) == (entity, policy, &statement.sid)
        };
        let statement = match earlier.iter().find(same) {
            None => statement.clone(),
            Some(known) => with_new_resources(statement, known.statement)?,
        };
        Some(AddedStatement { entity, policy, statement })
    };
    after.statements().filter_map(added).collect()
}

/// The statement with those of its resources that `known` does not have; none if there are none.
fn with_new_resources(statement: &Statement, known: &Statement) -> Option<Statement> {
    let known = known.resource.as_ref()?.patterns();
    let all = statement.resource.as_ref()?.patterns();
    let new: Vec<_> = all.iter().filter(|pattern| !known.contains(pattern)).cloned().collect();
    if new.is_empty() {
        return None;
    }
    let resource = Some(ResourceElement::Resource(Cow::Owned(new)));
    Some(Statement { resource, ..statement.clone() })
}
