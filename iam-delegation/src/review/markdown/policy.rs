//! The table of a policy, and what is to be said about its statements.

use super::escape::{code, phrase};
use super::table::Table;
use crate::review::findings::FindingView;
use crate::review::policy::PolicyView;
use crate::review::principal::PrincipalView;
use crate::review::statement::StatementView;
use iam_core::finding::FindingType;
use iam_core::policy::Effect;

/// A line break within a cell.
const BREAK: &str = "<br>";

/// One row for each statement that the assets in `bits` bring in, then the findings.
pub(super) fn table_and_findings(policy: &PolicyView, bits: u32) -> String {
    let has_principals = policy.statements.iter().any(|it| it.principal.is_some());
    let has_resources = policy.statements.iter().any(|it| !it.resources.is_empty());
    let mut titles = vec!["Permissions", "What for"];
    if has_principals {
        titles.push("Who");
    }
    if has_resources {
        titles.push("Resources");
    }
    titles.push("Conditions");
    let mut table = Table::new(&titles);
    for statement in policy.statements_in(bits) {
        let mut cells = vec![permissions(statement), what_for(statement)];
        if has_principals {
            cells.push(statement.principal.as_ref().map(who).unwrap_or_default());
        }
        if has_resources {
            cells.push(resources(statement, bits));
        }
        cells.push(conditions(statement));
        table.row(cells);
    }
    let mut text = table.finish();
    let of_policy = policy.findings.iter().map(|finding| (None, finding));
    let of_statements = policy.statements_in(bits).flat_map(|statement| {
        statement.findings.iter().map(move |finding| (Some(statement), finding))
    });
    let mut all: Vec<_> =
        of_policy.chain(of_statements).filter(|(_, it)| it.presence.is_in(bits)).collect();
    // The loud ones first; the sort is stable.
    all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.finding_type));
    if !all.is_empty() {
        text.push('\n');
    }
    for (statement, found) in all {
        text.push_str(&finding(statement, found));
    }
    text
}

fn permissions(statement: &StatementView) -> String {
    let mut lines = Vec::new();
    if statement.effect == Effect::Deny {
        lines.push("**Denied:**".to_owned());
    }
    if statement.is_not_action {
        lines.push("every action but".to_owned());
    }
    for (level, actions) in statement.actions_by_level() {
        let names = actions.iter().map(|action| {
            let name = code(&action.text);
            if action.is_pattern { format!("{name} ({})", action.actions.len()) } else { name }
        });
        lines.push(format!("{}: {}", level.name(), names.collect::<Vec<_>>().join(", ")));
    }
    lines.join(BREAK)
}

fn what_for(statement: &StatementView) -> String {
    let sid = statement.sid.as_deref().map(code);
    let purpose = Some(&statement.purpose).filter(|it| !it.is_empty()).map(phrase);
    purpose.into_iter().chain(sid).collect::<Vec<_>>().join(BREAK)
}

fn who(principal: &PrincipalView) -> String {
    let who: Vec<_> = principal.who.iter().map(phrase).collect();
    let start = if principal.is_excluded { "everybody but<br>" } else { "" };
    format!("{start}{}", who.join(BREAK))
}

fn resources(statement: &StatementView, bits: u32) -> String {
    let all = statement.resources_in(bits);
    let all: Vec<_> = all.iter().map(|resource| code(&resource.text)).collect();
    let start = if statement.is_not_resource { "everything but<br>" } else { "" };
    format!("{start}{}", all.join(BREAK))
}

fn conditions(statement: &StatementView) -> String {
    let each = statement.conditions.iter().map(|condition| {
        let spelled = code(&format!("{} {}", condition.operator, condition.key));
        format!("{} ({spelled})", phrase(&condition.words))
    });
    each.collect::<Vec<_>>().join("<br>and ")
}

fn finding(statement: Option<&StatementView>, finding: &FindingView) -> String {
    let place = match statement {
        None => "the whole policy".to_owned(),
        Some(statement) => statement.sid.as_deref().map_or("the statement".to_owned(), code),
    };
    let FindingView { code: name, finding_type, message, why, fix, .. } = finding;
    let message = phrase(message);
    if *finding_type == FindingType::Suggestion {
        return format!("- <sub>suggestion, {place}: {message} ({})</sub>\n", code(name));
    }
    let fix = fix.as_ref().map(|fix| format!(" To mend it: {}.", phrase(fix)));
    let fix = fix.unwrap_or_default();
    format!("- **{finding_type}**, {place}: {message}. {}{fix} ({})\n", phrase(why), code(name))
}
