//! Decisions for people: a table, and why.

use super::files::Files;
use super::row::{Answer, NOT_APPLICABLE, Row, Unfit};
use crate::visible::visible;
use iam_core::policy::Effect;
use iam_evaluate::{Decision, MissingPolicy, NearMiss, Reason, StatementAt};
use std::fmt::Write as _;

/// So many near misses of one request are shown.
const SHOWN: usize = 10;

pub(super) fn render(rows: &[Row], files: &Files) -> String {
    let mut out = table(rows);
    for row in rows {
        // Writing to a string cannot fail.
        let _ = match row {
            Row::Answered(answer) => writeln!(out, "\n{}", title(answer)),
            Row::Unfit(Unfit { action, resource, why }) => {
                let (action, resource) = (visible(action), visible(resource));
                let why = visible(why);
                writeln!(out, "\n{NOT_APPLICABLE}: {action} on {resource}\n  {why}")
            }
        };
        if let Row::Answered(answer) = row {
            why(&mut out, answer, files);
        }
    }
    out
}

fn table(rows: &[Row]) -> String {
    let rows = rows.iter().map(|row| match row {
        Row::Answered(answer) => {
            let decision = answer.explanation.decision().as_str();
            (decision.to_owned(), answer.request.action().to_string(), resource(answer))
        }
        Row::Unfit(Unfit { action, resource, .. }) => {
            let (action, resource) = (visible(action), visible(resource));
            (NOT_APPLICABLE.to_owned(), action.into_owned(), resource.into_owned())
        }
    });
    let head = ("DECISION".to_owned(), "ACTION".to_owned(), "RESOURCE".to_owned());
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    let width = |of: fn(&(String, String, String)) -> &String| {
        rows.iter().map(|row| of(row).chars().count()).max().unwrap_or_default()
    };
    let (first, second) = (width(|row| &row.0), width(|row| &row.1));
    let lines = rows.iter().map(|(decision, action, resource)| {
        format!("{decision:first$}  {action:second$}  {resource}\n")
    });
    lines.collect::<Vec<_>>().concat()
}

fn resource(answer: &Answer) -> String {
    visible(answer.request.resource()).into_owned()
}

fn title(answer: &Answer) -> String {
    let explanation = &answer.explanation;
    let decision = explanation.decision();
    let mut title = format!("{decision}: {} on {}", answer.request.action(), resource(answer));
    // Writing to a string cannot fail.
    let _ = match (decision, explanation.blocked_by()) {
        (Decision::ExplicitDeny, Some(role)) => {
            write!(title, "\n  denied by a statement of the {role}")
        }
        _ => match explanation.because() {
            Some(because) => write!(title, "\n  {because}"),
            None => Ok(()),
        },
    };
    let _ = match explanation.reason() {
        Some(Reason::AlwaysAllowed { source, .. } | Reason::NeverAllowed { source, .. }) => {
            write!(title, "\n  see {source}")
        }
        Some(Reason::MissingPolicy(MissingPolicy::Key)) => write!(
            title,
            "\n  give it with --resource-policy, or take AWS's default with --default-key-policy"
        ),
        Some(Reason::MissingPolicy(_)) => write!(title, "\n  give it with --resource-policy"),
        _ => Ok(()),
    };
    title
}

fn why(out: &mut String, answer: &Answer, files: &Files) {
    let explanation = &answer.explanation;
    for at in explanation.matched() {
        let does = if at.effect == Effect::Deny { "denies it" } else { "allows it" };
        let _ = writeln!(out, "  {}: {does}", place(at, files));
    }
    // What might have allowed a denied request, or denied an allowed one.
    let wanted = match explanation.decision() {
        Decision::Allow => Effect::Deny,
        _ => Effect::Allow,
    };
    let near: Vec<_> =
        explanation.near_misses().iter().filter(|miss| miss.statement.effect == wanted).collect();
    for NearMiss { statement, mismatches, .. } in near.iter().take(SHOWN) {
        for mismatch in mismatches {
            let mismatch = mismatch.to_string();
            let _ = writeln!(out, "  {}: {}", place(statement, files), visible(&mismatch));
        }
    }
    if near.len() > SHOWN {
        let _ = writeln!(out, "  and {} more statements", near.len() - SHOWN);
    }
    let list = |keys: &[String]| visible(&keys.join(", ")).into_owned();
    if !explanation.missing_keys().is_empty() {
        let _ = writeln!(out, "  missing from the context: {}", list(explanation.missing_keys()));
    }
    let ignored = answer.request.ignored_keys();
    if !ignored.is_empty() {
        let action = answer.request.action();
        let _ = writeln!(out, "  left out, AWS does not send it with {action}: {}", list(ignored));
    }
}

/// Where a statement stands: `role.json:4:5 (ReadReports)`.
fn place(at: &StatementAt, files: &Files) -> String {
    let mut place = match files.place(at) {
        Some((file, start, _)) => format!("{}:{}:{}", file.name, start.line, start.column + 1),
        None => at.role.to_string(),
    };
    if let Some(sid) = &at.sid {
        let _ = write!(place, " ({})", visible(sid));
    }
    place
}
