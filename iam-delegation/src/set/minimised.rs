//! Policies in fewer characters that are proved to say the same.

use super::entry::{PolicyEntry, StatementPresence};
use super::stage::Resolved;
use crate::declaration::Presence;
use iam_access::{MinimiseOptions, minimise};
use iam_core::policy::{Identity, Policy, Statement};
use std::borrow::Cow;

/// Statements that the same brings in, each with all of its resources.
struct Group<'s> {
    statement: Presence,
    resource: Option<Presence>,
    statements: Vec<&'s Statement>,
}

/// The policy in fewer characters; as it is where that is proved of none.
///
/// Only statements that come and go together become one, so that what brings in each is told as before.
pub(super) fn minimised(entry: PolicyEntry<Resolved>) -> PolicyEntry<Resolved> {
    let mut kept: Vec<(Statement, StatementPresence)> = Vec::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (statement, presence) in entry.document.statements().iter().zip(&entry.statements) {
        let resource = presence.resources.first().copied();
        if presence.resources.iter().any(|it| Some(*it) != resource) {
            kept.push((statement.clone(), presence.clone()));
            continue;
        }
        let group = groups
            .iter_mut()
            .find(|it| it.statement == presence.statement && it.resource == resource);
        match group {
            Some(group) => group.statements.push(statement),
            None => groups.push(Group {
                statement: presence.statement,
                resource,
                statements: vec![statement],
            }),
        }
    }
    for group in groups {
        let all = group.statements.iter().map(|it| (*it).clone()).collect();
        let policy: Policy<Identity> =
            Policy::already_read(entry.document.version(), None, Cow::Owned(all));
        let shorter = minimise(&policy, MinimiseOptions::default()).ok();
        let shorter = shorter.and_then(|it| it.policies.into_iter().next()).unwrap_or(policy);
        kept.extend(shorter.statements().iter().map(|statement| {
            let count = statement.resource.as_ref().map_or(0, |it| it.patterns().len());
            let resources = group.resource.into_iter().cycle().take(count).collect();
            (statement.clone(), StatementPresence { statement: group.statement, resources })
        }));
    }
    let id = entry.document.id().map(|id| Cow::Owned(id.to_owned()));
    let (statements, presences): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
    let document = Policy::already_read(entry.document.version(), id, Cow::Owned(statements));
    if document.json_len() >= entry.document.json_len() {
        return entry;
    }
    let description =
        Cow::Owned(format!("{} In fewer characters, with the same meaning.", entry.description));
    PolicyEntry { document, statements: presences, description, ..entry }
}
