//! The verb, from arguments to exit status.

use super::args::{Format, ListPolicies};
use super::listed::{Listed, NotListed};
use crate::held::{Configurations, NotRead, contents_or_error, is_no_policy, not_read};
use crate::in_parallel;
use crate::input;
use crate::outcome::{Outcome, Result};
use crate::output::{note, print_json, print_text};
use crate::visible::visible;
use crate::walk::{self, Kind, LeftOut};
use iam_core::json::LineIndex;
use iam_core::policy::look_alike;
use iam_project::foreign::Foreign;
use iam_project::reading::Reading;
use iam_source::found::{self, Contents, Found, Syntax, Unchecked};
use serde_json::json;
use std::borrow::Cow;
use std::path::Path;

/// What one file holds.
#[derive(Default)]
struct InFile {
    policies: Vec<Listed>,
    unchecked: Vec<NotListed>,
    /// Why it is no file that holds policies, if it cannot be read.
    left_out: Option<LeftOut>,
}

pub(crate) fn run(args: &ListPolicies) -> Result {
    let sources = walk::walk(&args.paths);
    let mut outcome = Outcome::Clean;
    for (_, why) in &sources.problems {
        note("error", why);
        outcome = Outcome::Unreadable;
    }
    let files: Vec<_> =
        sources.all.iter().filter(|it| matches!(it.kind, Kind::Named | Kind::Found)).collect();
    let configurations = Configurations::of(&sources.all);
    let read = in_parallel::map(&files, |source| {
        let known = configurations.contents(&source.path).filter(|_| args.source.is_none());
        let is_named = source.kind == Kind::Named;
        let is_filled = |text: &str| !is_named && configurations.fill(&source.path, text);
        let found = in_file(&source.path, known, is_named, args.source.map(Into::into), &is_filled);
        found.map_err(|why| (source.path.as_path(), why))
    });
    let (mut policies, mut unchecked, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for file in read {
        match file {
            Ok(mut file) => {
                policies.append(&mut file.policies);
                unchecked.append(&mut file.unchecked);
                left_out.extend(file.left_out);
            }
            Err((path, why)) => {
                note("error", &why);
                outcome = Outcome::Unreadable;
                // A person was told just now.
                if args.format != Format::Text {
                    unchecked.push(NotListed::unreadable(path, &why));
                }
            }
        }
    }
    if let Some(summary) = walk::summary(&left_out) {
        note("note", &summary);
    }
    match args.format {
        Format::Text => {
            let lines = policies.iter().map(Listed::told);
            let lines = lines.chain(unchecked.iter().map(NotListed::told));
            print_text(&lines.map(|line| visible(&line).into_owned() + "\n").collect::<String>())?;
        }
        Format::Json => {
            let all = json!({ "policies": policies, "unchecked": unchecked });
            print_json(&format!("{all:#}\n"))?;
        }
        Format::Jsonl => {
            let lines =
                policies.iter().map(|it| json!(it)).chain(unchecked.iter().map(|it| json!(it)));
            print_json(&lines.map(|line| line.to_string() + "\n").collect::<String>())?;
        }
    }
    Ok(outcome)
}

fn in_file(
    path: &Path,
    known: Option<&Contents<'_>>,
    is_named: bool,
    source: Option<found::Source>,
    is_filled: &dyn Fn(&str) -> bool,
) -> std::result::Result<InFile, String> {
    let name = input::name(path);
    let text = input::text(path)?;
    if is_filled(&text) {
        return Ok(InFile::default());
    }
    let file = input::distinct(path);
    let lines = LineIndex::new(&text);
    let left_out = |what| InFile { left_out: Some(LeftOut::NoPolicy(what)), ..InFile::default() };
    let unchecked = |it: &Unchecked| InFile {
        unchecked: vec![NotListed::new(&file, it, &lines)],
        ..InFile::default()
    };
    let contents = match known {
        Some(known) => Some(Cow::Borrowed(known)),
        None => match contents_or_error(path, &text, source) {
            Ok(contents) => contents.map(Cow::Owned),
            Err(error) => {
                return match NotRead::of(&error) {
                    NotRead::Other(what) if !is_named => Ok(left_out(what)),
                    NotRead::MayHold(it) if !is_named => Ok(unchecked(&it)),
                    _ => Err(not_read(path, &text, &error)),
                };
            }
        },
    };
    if let Some(contents) = contents {
        let policies = contents.policies.iter().map(|it| Listed::new(&file, it, &lines)).collect();
        let unchecked = contents.unchecked.iter().map(|it| NotListed::new(&file, it, &lines));
        return Ok(InFile { policies, unchecked: unchecked.collect(), left_out: None });
    }
    // A policy alone, if it is one.
    let reading = Reading::new(&text);
    let foreign = reading.foreign();
    let other = || foreign.as_ref().map(Foreign::what).or_else(|| is_no_policy(&reading));
    let lacks = if is_named { None } else { other() };
    match (reading.into_document(), lacks) {
        (Ok(document), _) if look_alike(&document).is_some() => match foreign {
            Some(foreign) if is_named => Err(format!("{name} {foreign}")),
            _ => Ok(InFile::default()),
        },
        (Ok(document), _) if document.member("Statement").is_some() => {
            let alone = Found::alone(document, Syntax::Json);
            Ok(InFile { policies: vec![Listed::new(&file, &alone, &lines)], ..InFile::default() })
        }
        // Of what a folder has, most is none.
        (Ok(_), Some(_)) => Ok(InFile::default()),
        (Err(_), Some(what)) => Ok(left_out(what)),
        (Ok(document), None) if !is_named => {
            let why = "meant for a policy, it seems, and not one that IAM reads: \
                       `iam validate` tells what is wrong";
            Ok(unchecked(&Unchecked::new(Some(document.span), "", why)))
        }
        (Ok(_), None) => {
            Err(format!("{name} holds no policy that is known: it has no `Statement`"))
        }
        (Err(error), None) => {
            let at = lines.position(error.span().start as usize);
            Err(format!("{name}:{}:{}: {}", at.line, at.column + 1, error.message()))
        }
    }
}
