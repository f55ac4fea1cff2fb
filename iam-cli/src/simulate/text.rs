//! Decisions for people: a table, and why.

use super::Answer;
use super::files::Files;
use crate::visible::visible;
use iam_core::evaluate::{Decision, NearMiss, StatementAt};
use iam_core::policy::Effect;
use std::fmt::Write as _;

/// So many near misses of one request are shown.
const SHOWN: usize = 10;

pub(super) fn render(answers: &[Answer], files: &Files) -> String {
    let mut out = table(answers);
    for answer in answers {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{}", title(answer));
        why(&mut out, answer, files);
    }
    out
}

fn table(answers: &[Answer]) -> String {
    let rows = answers.iter().map(|answer| {
        let decision = answer.explanation.decision().as_str();
        (decision.to_owned(), answer.request.action().to_string(), resource(answer))
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
    let decision = answer.explanation.decision();
    let mut title = format!("{decision}: {} on {}", answer.request.action(), resource(answer));
    if let Some(role) = answer.explanation.blocked_by() {
        let _ = match decision {
            Decision::ExplicitDeny => write!(title, "\n  denied by a statement of the {role}"),
            _ => write!(title, "\n  no statement of the {role} allows it"),
        };
    }
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
