//! Which actions a policy grants without limits.

use crate::exposure::paths::{Paths, Step};
use crate::prelude::*;
use crate::view::ResourceView;
use iam_language::arn::ArnPattern;
use iam_language::document::ByteSpan;
use iam_language::pattern::{Piece, has_reference, has_wildcard, matches, pieces};
use iam_registry::{self as registry, Action, ActionResourceType, Service};

/// Where an action is granted.
#[derive(Clone, Copy)]
pub(crate) struct Grant {
    pub(crate) statement: usize,
    pub(crate) span: ByteSpan,
}

/// For each action of the table, where the policy grants it on every resource without a condition;
/// nothing at all if it grants none of them.
///
/// A `Deny` that takes an action away from every resource counts, whatever its conditions: whoever
/// wrote it has thought of the action.
pub(crate) fn granted(policy: &PolicyView<'_, '_>, table: &Paths) -> Vec<Option<Grant>> {
    let mut grants = Vec::new();
    for statement in policy.statements.iter().filter(|it| it.allows() && is_plain(it)) {
        // The service of the entry before, most often that of the next one, too.
        let mut last: (Option<&Service>, &[usize]) = (None, &[]);
        for entry in &statement.actions {
            match entry.parts {
                Some((prefix, _)) if entry.service.is_some() || !has_wildcard(prefix) => {
                    if entry.service.is_none() || entry.service != last.0 {
                        last = (entry.service, table.of_service(prefix));
                    }
                    grant(statement, entry, last.1.iter().copied(), table, &mut grants);
                }
                _ => grant(statement, entry, 0..table.actions.len(), table, &mut grants),
            }
        }
    }
    for statement in policy.statements.iter().filter(|it| it.denies()) {
        for (action, grant) in table.actions.iter().zip(&mut grants) {
            if grant.is_some() && statement.reaches(action.action) && denies_everywhere(statement) {
                *grant = None;
            }
        }
    }
    grants
}

/// Notes which of the actions at `places` an entry grants and nothing before it has.
fn grant<'d>(
    statement: &StatementView<'d, '_>,
    entry: &ActionView<'d>,
    places: impl Iterator<Item = usize>,
    table: &Paths,
    grants: &mut Vec<Option<Grant>>,
) {
    for place in places {
        let Some(step) = table.actions.get(place) else { continue };
        let is_granted = grants.get(place).is_some_and(Option::is_some);
        if is_granted || !names(entry, step) || !is_everywhere(statement, step) {
            continue;
        }
        grants.resize(table.actions.len(), None);
        if let Some(grant) = grants.get_mut(place) {
            *grant = Some(Grant { statement: statement.index, span: entry.span });
        }
    }
}

/// Most entries are plain names, and of another action.
fn names(entry: &ActionView<'_>, step: &Step) -> bool {
    (entry.has_wildcard() || entry.hash == step.hash) && entry.covers(step.action)
}

fn is_everywhere(statement: &StatementView<'_, '_>, step: &Step) -> bool {
    statement.resources.iter().any(|it| is_everything(it.text))
        || registry::action(step.action)
            .is_some_and(|action| reaches_all(statement, action, step.types))
}

/// Whether the statement has no limits but its lists, and a list of resources that may be open.
fn is_plain(statement: &StatementView<'_, '_>) -> bool {
    statement.tests.is_empty()
        && statement.has(Element::Action)
        && statement.has(Element::Resource)
        && statement.resources.iter().any(|it| it.text.contains('*'))
}

fn denies_everywhere(statement: &StatementView<'_, '_>) -> bool {
    statement.has(Element::NotResource)
        || statement.resources.iter().any(|it| is_everything(it.text))
}

/// Whether entries of `Resource` stand for every resource of an account that the action needs: of
/// these types, or of those that it requires.
fn reaches_all(statement: &StatementView<'_, '_>, action: &Action, types: Option<&str>) -> bool {
    let is_needed = |it: &ActionResourceType| {
        types.map_or(it.is_required(), |types| types.split(',').any(|name| it.name() == name))
    };
    let mut needed = action.resource_types().filter(is_needed).peekable();
    let is_all = |format: &str, entry: &ResourceView<'_>| {
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
        && !has_reference(entry.resource)
        && matches(entry.resource, &resource)
}

/// `*`, or an ARN of nothing but wildcards.
fn is_everything(text: &str) -> bool {
    let rest = text.strip_prefix("arn:").unwrap_or(text);
    let rest = rest.strip_prefix("aws:").unwrap_or(rest);
    rest.contains('*') && rest.bytes().all(|byte| byte == b'*' || byte == b':')
}
