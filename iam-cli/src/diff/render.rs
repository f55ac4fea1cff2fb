//! What differs, in words, as a table, and for programs.

use super::{Compared, NotCompared};
use crate::access::answer::{Question, Response, grant};
use crate::held::told;
use crate::markdown::{code, prose};
use crate::visible::visible;
use iam_access::{Answer, Comparison, Relation};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How many characters a comment on a pull request may have: 65,536, of which some are left for whoever marks it as
/// theirs.
const COMMENT: usize = 65_000;

/// How many statements of a policy are shown in a table.
const SHOWN: usize = 5;

pub(super) fn text(compared: &[Compared], not: &BTreeSet<NotCompared>) -> String {
    let mut text = String::new();
    let mut line = |of: String| {
        // A name cannot begin a line of its own.
        text.push_str(&visible(&of));
        text.push('\n');
    };
    for it in compared {
        let Compared { key, comparison, assumed, .. } = it;
        line(format!("{key}: {}", word(it.relation())));
        if !assumed.is_empty() {
            line(format!("  {}", told(assumed)));
        }
        if let Some(why) = it.why_open() {
            line(format!("  {why}"));
        }
        if let Some(note) = it.note() {
            line(format!("  {note}"));
        }
        answered("  +", &comparison.gained).for_each(&mut line);
        answered("  -", &comparison.lost).for_each(&mut line);
        for (mark, told) in let_through(it) {
            line(format!("  {mark} {told}"));
        }
    }
    for NotCompared { key, why, .. } in not {
        line(format!("{key}: not compared: {why}"));
    }
    line(counts(compared, not.len()));
    text
}

/// What an answer tells, a line each.
fn answered(mark: &str, answer: &Answer) -> impl Iterator<Item = String> {
    let granted = answer.reasons().iter().map(move |it| format!("{mark} {}", grant(it)));
    let unknown = answer
        .unknown()
        .iter()
        .map(move |it| format!("{mark} statement {}: not known: {}", it.statement + 1, it.why));
    granted.chain(unknown)
}

/// What it lets others have, with `+` or `-`.
fn let_through(compared: &Compared) -> Vec<(char, String)> {
    let Some(Comparison { gained, lost, .. }) = &compared.let_through else { return Vec::new() };
    let [more, less] = compared.words();
    let mut all = Vec::new();
    for (mark, words, answer) in [('+', more, gained), ('-', less, lost)] {
        let told = answer.reasons().iter().map(|it| format!("{words} {}", it.witness));
        let unknown =
            answer.unknown().iter().map(|it| format!("what it {words}: not known: {}", it.why));
        all.extend(told.chain(unknown).map(|told| (mark, told)));
    }
    all
}

fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "grants the same",
        Relation::Narrower => "grants less",
        Relation::Wider => "grants more",
        Relation::Neither => "grants more of some and less of other access",
        Relation::Unknown => "is not known to grant no more",
    }
}

fn counts(compared: &[Compared], unchecked: usize) -> String {
    let count = |relation| compared.iter().filter(|it| it.relation() == relation).count();
    let mut text = format!("{} compared", compared.len());
    for relation in
        [Relation::Wider, Relation::Neither, Relation::Unknown, Relation::Narrower, Relation::Equal]
    {
        let count = count(relation);
        if count > 0 {
            let _ = write!(text, ", {count} {relation}");
        }
    }
    if unchecked > 0 {
        let _ = write!(text, "; {unchecked} not compared");
    }
    text
}

pub(super) fn markdown(compared: &[Compared], not: &BTreeSet<NotCompared>) -> String {
    let head = format!(
        "### What the policies grant\n\n{}\n\n| policy | access | shown by |\n|---|---|---|\n",
        counts(compared, not.len())
    );
    let mut rows: Vec<String> = Vec::new();
    // What grants more is not cut.
    let mut compared: Vec<&Compared> = compared.iter().collect();
    compared.sort_by_key(|it| rank(it.relation()));
    for it in compared {
        let Compared { key, comparison, .. } = it;
        let reasons = |sign: &str, answer: &Answer| -> Vec<String> {
            let mut all: Vec<String> = answer
                .reasons()
                .iter()
                .take(SHOWN)
                .map(|reason| format!("{sign} {}", prose(&grant(reason))))
                .collect();
            if answer.reasons().len() > SHOWN {
                all.push(format!("{sign} and {} more", answer.reasons().len() - SHOWN));
            }
            all
        };
        let mut shown: Vec<String> = it.why_open().iter().map(|it| prose(it)).collect();
        shown.extend(it.note().map(prose));
        shown.extend(reasons("**+**", &comparison.gained));
        shown.extend(reasons("**−**", &comparison.lost));
        shown.extend(let_through(it).into_iter().take(SHOWN).map(|(mark, told)| {
            let sign = if mark == '+' { "**+**" } else { "**−**" };
            format!("{sign} {}", prose(&told))
        }));
        let relation = it.relation();
        rows.push(format!(
            "| {} | {} | {} |\n",
            code(&key.to_string()),
            word(relation),
            shown.join("<br>")
        ));
    }
    rows.extend(not.iter().map(|NotCompared { key, why, .. }| {
        format!("| {} | not compared | {} |\n", code(&key.to_string()), prose(why))
    }));
    let mut text = head;
    for (at, row) in rows.iter().enumerate() {
        let left = rows.len() - at;
        let note = format!("\n{left} more do not fit a comment: run `iam diff` for them.\n");
        if text.chars().count() + row.chars().count() + note.chars().count() > COMMENT {
            text.push_str(&note);
            break;
        }
        text.push_str(row);
    }
    text
}

/// The place among what is told.
fn rank(relation: Relation) -> usize {
    let order = [Relation::Wider, Relation::Neither, Relation::Unknown];
    order.iter().position(|it| *it == relation).unwrap_or(order.len())
}

#[derive(Serialize)]
struct Json<'a> {
    policies: Vec<Row<'a>>,
    unchecked: Vec<Unchecked<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    policy: &'a str,
    relation: &'static str,
    /// Why that is not known, where it is none of what is gained and lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    gained: Response<'a>,
    lost: Response<'a>,
    /// Of a control policy, and of denials that differ: what others have who are allowed everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    let_through: Option<Ways<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    assumed: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Ways<'a> {
    gained: Response<'a>,
    lost: Response<'a>,
}

#[derive(Serialize)]
struct Unchecked<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    policy: &'a str,
    reason: &'a str,
}

pub(super) fn json(compared: &[Compared], not: &BTreeSet<NotCompared>) -> String {
    let policies = compared.iter().map(|it| Row {
        file: &it.key.file,
        policy: &it.key.policy,
        assumed: &it.assumed,
        relation: it.relation().as_str(),
        reason: it.why_open().or(it.note().map(Cow::Borrowed)),
        gained: Response::new(Question::NoNewAccess, &it.comparison.gained),
        lost: Response::new(Question::NoNewAccess, &it.comparison.lost),
        let_through: it.let_through.as_ref().map(|it| Ways {
            gained: Response::new(Question::NoNewAccess, &it.gained),
            lost: Response::new(Question::NoNewAccess, &it.lost),
        }),
    });
    let unchecked = not.iter().map(|NotCompared { key, why, .. }| Unchecked {
        file: &key.file,
        policy: &key.policy,
        reason: why,
    });
    let json = Json { policies: policies.collect(), unchecked: unchecked.collect() };
    // Strings and numbers always have JSON.
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}
