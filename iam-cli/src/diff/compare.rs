//! `iam diff`: pairs in, what differs out.

use super::args::{Diff, Format};
use super::pairs::{self, Sides};
use super::{Compared, NotCompared, render, sarif};
use crate::access::args::Type;
use crate::access::document::{Unread, read_both};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_json, print_text};
use iam_access::{AnyPolicy, Relation, grants_more_strictly};
use std::collections::BTreeSet;

pub(crate) fn run(args: &Diff) -> Result {
    let pairs = pairs::of(args).map_err(Failure::new)?;
    let mut not = pairs.not;
    let mut compared = Vec::new();
    let hidden: BTreeSet<(String, String)> = not
        .iter()
        .filter(|it| it.is_part)
        .map(|it| (it.key.file.clone(), it.key.policy.clone()))
        .collect();
    for (key, sides) in pairs.all {
        // One that cannot be read any more is not gone.
        let holder = key.policy.split('/').next().unwrap_or_default().to_owned();
        let is_hidden = sides.new.is_none() && hidden.contains(&(key.file.clone(), holder));
        match read(&sides) {
            Ok([old, new]) => {
                let comparison = iam_access::compare(&old, &new);
                let Sides { assumed, places, open, .. } = sides;
                // What is assumed may be no text that there is, and so seem to be granted to nobody.
                let seems_equal = || grants_more_strictly(&old, &new, &comparison.gained);
                let is_open = open.is_new() || is_hidden || open.is_some() && seems_equal();
                compared.push(Compared { key, comparison, is_open, places, assumed });
            }
            // What cannot be read for a hole in it says the same if it is the same.
            Err(_) if sides.is_same() => {}
            Err(why) => {
                not.insert(NotCompared { key, why, is_part: false });
            }
        }
    }
    match args.format {
        Format::Text => print_text(&render::text(&compared, &not))?,
        Format::Markdown => print_text(&render::markdown(&compared, &not))?,
        Format::Sarif => print_json(&sarif::log(&compared, &not))?,
        Format::Json => print_json(&render::json(&compared, &not))?,
    }
    // Of parts each form of output tells.
    for NotCompared { key, why, .. } in not.iter().filter(|it| !it.is_part) {
        note("error", &format!("{key}: not compared: {why}"));
    }
    let is_fine = |it: &Compared| matches!(it.relation(), Relation::Equal | Relation::Narrower);
    let are_all_compared = not.is_empty() || !args.fail_on_unchecked;
    Ok(match (not.iter().all(|it| it.is_part), compared.iter().all(is_fine)) {
        (false, _) => Outcome::Unreadable,
        (true, true) if are_all_compared => Outcome::Clean,
        (true, _) => Outcome::Findings,
    })
}

/// A policy that is there on one side only is compared with one that denies everything.
fn read(sides: &Sides) -> std::result::Result<[AnyPolicy; 2], String> {
    let texts: Vec<&str> = sides.old.iter().chain(&sides.new).map(String::as_str).collect();
    let given = sides.policy_type.map(Type::of_policy_type);
    let kind = Type::of(given, &texts);
    let nothing = match kind {
        Type::Identity => {
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#
        }
        Type::Resource => {
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#
        }
    };
    let old = sides.old.as_deref().unwrap_or(nothing);
    let new = sides.new.as_deref().unwrap_or(nothing);
    read_both([old, new], kind).map_err(|[old, new]| {
        let told = |side: &str, error: Option<Unread>| {
            let error = error?;
            let each: Vec<_> = error.problems().map(|(_, it)| it.message.clone()).collect();
            Some(format!("{side}: {}", each.join("; ")))
        };
        let both = [told("the old one", old), told("the new one", new)];
        both.into_iter().flatten().collect::<Vec<_>>().join("; ")
    })
}
