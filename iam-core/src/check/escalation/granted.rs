//! Which actions a policy grants without limits.

use super::super::view::{ActionView, PolicyView, ResourceView, StatementView};
use super::paths::Step;
use crate::arn::ArnPattern;
use crate::pattern::{Piece, matches, pieces};
use crate::registry::{self, Action, ActionResourceType};

/// Where an action is granted.
#[derive(Clone, Copy)]
pub(super) struct Grant<S> {
    pub(super) statement: usize,
    pub(super) span: S,
}

/// For each of these actions, where the policy grants it on every resource without a condition.
///
/// A `Deny` that takes an action away from every resource counts, whatever its conditions: whoever
/// wrote it has thought of the action.
pub(super) fn granted<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    actions: &[Step],
) -> Vec<Option<Grant<S>>> {
    let mut grants = vec![None; actions.len()];
    for statement in policy.statements.iter().filter(|it| it.allows() && is_plain(it)) {
        let entries: Vec<_> =
            statement.actions.iter().filter(|it| may_matter(it, actions)).collect();
        if entries.is_empty() {
            continue;
        }
        for (action, grant) in actions.iter().zip(&mut grants) {
            if grant.is_none() {
                *grant = granting_entry(statement, &entries, action)
                    .map(|entry| Grant { statement: statement.index, span: entry.span });
            }
        }
    }
    for statement in policy.statements.iter().filter(|it| it.denies()) {
        for (action, grant) in actions.iter().zip(&mut grants) {
            if grant.is_some() && statement.reaches(action.action) && denies_everywhere(statement) {
                *grant = None;
            }
        }
    }
    grants
}

/// Whether the statement has no limits but its lists.
fn is_plain<S: Copy>(statement: &StatementView<'_, '_, S>) -> bool {
    statement.tests.is_empty() && statement.has("Action") && statement.has("Resource")
}

fn denies_everywhere<S: Copy>(statement: &StatementView<'_, '_, S>) -> bool {
    statement.has("NotResource") || statement.resources.iter().any(|it| is_everything(it.text))
}

/// Whether the entry is about a service of the table: most are not.
fn may_matter<S>(entry: &ActionView<'_, S>, actions: &[Step]) -> bool {
    let Some((prefix, _)) = entry.parts else { return true };
    let is_of = |step: &Step| {
        step.action.split_once(':').is_some_and(|(service, _)| prefix.eq_ignore_ascii_case(service))
    };
    prefix.contains(['*', '?']) || actions.iter().any(is_of)
}

fn granting_entry<'v, 'd, S: Copy>(
    statement: &StatementView<'d, '_, S>,
    entries: &[&'v ActionView<'d, S>],
    step: &Step,
) -> Option<&'v ActionView<'d, S>> {
    let entry = entries.iter().find(|entry| {
        // Most entries are plain names, and most of other length.
        if entry.has_wildcard() {
            entry.covers(step.action)
        } else {
            entry.text.eq_ignore_ascii_case(step.action)
        }
    })?;
    let everywhere = statement.resources.iter().any(|it| is_everything(it.text))
        || registry::action(step.action)
            .is_some_and(|action| reaches_all(statement, action, step.types));
    everywhere.then_some(*entry)
}

/// Whether entries of `Resource` stand for every resource of an account that the action needs: of
/// these types, or of those that it requires.
fn reaches_all<S>(
    statement: &StatementView<'_, '_, S>,
    action: &Action,
    types: Option<&str>,
) -> bool {
    let is_needed = |it: &ActionResourceType| {
        types.map_or(it.is_required(), |types| types.split(',').any(|name| it.name() == name))
    };
    let mut needed = action.resource_types().filter(is_needed).peekable();
    let is_all = |format: &str, entry: &ResourceView<'_, S>| {
        let formats = (entry.arn.ok(), ArnPattern::parse(format).ok());
        matches!(formats, (Some(entry), Some(format)) if covers(entry, format))
    };
    needed.peek().is_some()
        && needed.all(|it| {
            let mut formats = it.resource_type().arn_formats();
            formats.any(|format| statement.resources.iter().any(|entry| is_all(format, entry)))
        })
}

/// Whether the entry matches whatever stands in the placeholders of the format; region and account
/// may be fixed, since few use more than one.
fn covers(entry: ArnPattern<'_>, format: ArnPattern<'_>) -> bool {
    // No name has it, so that only a wildcard matches it.
    const ANY: &str = "\u{1}";
    let resource: String = pieces(format.resource)
        .map(|piece| match piece {
            Piece::Text(text) => text,
            _ => ANY,
        })
        .collect();
    entry.service == format.service
        && !entry.resource.contains("${")
        && matches(entry.resource, &resource)
}

/// `*`, or an ARN of nothing but wildcards.
fn is_everything(text: &str) -> bool {
    let rest = text.strip_prefix("arn:").unwrap_or(text);
    let rest = rest.strip_prefix("aws:").unwrap_or(rest);
    rest.contains('*') && rest.bytes().all(|byte| byte == b'*' || byte == b':')
}
