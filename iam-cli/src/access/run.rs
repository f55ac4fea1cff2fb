//! The verbs, from arguments to exit status.

use super::answer::{self, Asked, Question, Response};
use super::args::{CheckAccessNotGranted, CheckNoNewAccess, CheckNoPublicAccess, Type};
use super::document::{Document, Unread};
use super::found::Given;
use super::lines;
use super::sides::{Named, Sides, Texts};
use crate::args::Plain;
use crate::held::{Unknown, policy_in, problems};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{print_json, print_text};
use iam_access::{Access, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(crate) fn no_new_access(args: &CheckNoNewAccess) -> Result {
    if args.jsonl {
        return lines::no_new_access();
    }
    let texts = of_sides(args)?;
    // What is the same on both sides may be anything.
    let [before, after] = texts.each_ref().map(|side| {
        side.documents.iter().flat_map(|it| it.open.iter().cloned()).collect::<BTreeSet<_>>()
    });
    let is_open = !after.is_subset(&before);
    let sides = Sides::read(&texts, args.policy_type, in_file).map_err(Failure)?;
    let found = sides.no_new_access(args.strict);
    tell(Asked::of_sides(&sides), Given::from(&found).of_open(is_open), args.format)
}

/// The texts of both sides; otherwise why some cannot be read.
fn of_sides(args: &CheckNoNewAccess) -> std::result::Result<[Texts; 2], Failure> {
    if args.uses_of_standard_input() > 1 {
        return Err(Failure::new("standard input, `-`, can be one policy only"));
    }
    let policy_of = args.policy_of.as_deref();
    let (mut problems, mut read) = (Vec::new(), BTreeMap::new());
    // What is of both sides is read once.
    let mut named = |path: &Path| -> Option<Named> {
        let named: &Option<Named> = read.entry(path.to_owned()).or_insert_with(|| {
            let picked = policy_in(path, policy_of, Unknown::Assumed);
            let named = picked.map(|picked| Named::of(path, picked));
            named.map_err(|why| problems.push(why)).ok()
        });
        named.clone()
    };
    let [before, after] = args.limits.of_sides();
    let sides = [(&args.existing_policy_document, before), (&args.new_policy_document, after)];
    let texts = sides.map(|(documents, limits)| {
        let mut levels = |levels: &[String]| -> Vec<Vec<Named>> {
            let level = |list: &String| {
                let paths = list.split(',').filter(|path| !path.is_empty());
                paths.filter_map(|path| named(Path::new(path))).collect()
            };
            levels.iter().map(level).collect()
        };
        let service_control = levels(limits.service_control);
        let resource_control = levels(limits.resource_control);
        Texts {
            documents: documents.iter().filter_map(|path| named(path)).collect(),
            boundary: limits.boundary.and_then(|path| named(path)),
            service_control,
            resource_control,
        }
    });
    if problems.is_empty() { Ok(texts) } else { Err(Failure(problems)) }
}

pub(crate) fn access_not_granted(args: &CheckAccessNotGranted) -> Result {
    if args.jsonl {
        return lines::access_not_granted();
    }
    let access = access(&args.access)?;
    let path = args.policy_document.as_ref();
    let named = named(path, args.policy_of.as_deref())?;
    let kind = Type::of(args.policy_type, &[&named.text]);
    let document =
        Document::read(&named.text, kind).map_err(|error| Failure(in_file(&named, &error)))?;
    // Any part of an ARN may make it one of the resources that are asked about.
    let of_resources = args.access.iter().any(|entry| entry.contains("resources="));
    let open = if of_resources { &named.open } else { &named.beyond_arns };
    tell(
        Question::AccessNotGranted.into(),
        Given::from(&document.access_not_granted(&access)).of_open(!open.is_empty()),
        args.format,
    )
}

pub(crate) fn no_public_access(args: &CheckNoPublicAccess) -> Result {
    if args.jsonl {
        return lines::no_public_access();
    }
    let resource_type = args.resource_type.as_deref().unwrap_or_default();
    let resource_type = resource_type
        .parse()
        .map_err(|error: iam_access::PublicResourceTypeError| error.to_string())?;
    let path = args.policy_document.as_ref();
    let named = named(path, args.policy_of.as_deref())?;
    let document = Document::read(&named.text, Type::Resource)
        .map_err(|error| Failure(in_file(&named, &error)))?;
    match document.no_public_access(resource_type) {
        Some(answer) => {
            let given = Given::from(&answer).of_open(!named.beyond_arns.is_empty());
            tell(Question::NoPublicAccess.into(), given, args.format)
        }
        None => Err(Failure::new("an identity-based policy makes nothing public")),
    }
}

fn tell(asked: Asked<'_>, given: Given<'_>, format: Plain) -> Result {
    match format {
        Plain::Text => print_text(&answer::text(asked, given))?,
        Plain::Json => {
            let response = Response::new(asked, given);
            // Strings and numbers always have JSON.
            print_json(&(serde_json::to_string_pretty(&response).unwrap_or_default() + "\n"))?;
        }
    }
    Ok(outcome(given.verdict))
}

pub(super) fn outcome(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Pass => Outcome::Clean,
        Verdict::Fail | Verdict::Unknown => Outcome::Findings,
    }
}

fn named(path: Option<&PathBuf>, policy_of: Option<&str>) -> std::result::Result<Named, String> {
    let path = path.map_or(Path::new("-"), PathBuf::as_path);
    policy_in(path, policy_of, Unknown::Assumed).map(|picked| Named::of(path, picked))
}

fn in_file(named: &Named, error: &Unread) -> Vec<String> {
    problems(&named.name, error, named.is_held)
}

/// `actions=a,b` and `resources=c,d`.
fn access(entries: &[String]) -> std::result::Result<Access, Failure> {
    let (mut actions, mut resources) = (Vec::new(), Vec::new());
    for entry in entries {
        // As AWS's command line takes it: `actions=a,b resources=c` may be one argument, too.
        for part in entry.split_whitespace() {
            let (list, texts) = match part.split_once('=') {
                Some(("actions", texts)) => (&mut actions, texts),
                Some(("resources", texts)) => (&mut resources, texts),
                _ => {
                    let why =
                        format!("--access: write `actions=...` or `resources=...`, not `{part}`");
                    return Err(Failure::new(why));
                }
            };
            list.extend(texts.split(',').filter(|text| !text.is_empty()));
        }
    }
    Access::new(actions, resources).map_err(|error| Failure::new(format!("--access: {error}")))
}
