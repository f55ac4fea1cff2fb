//! The verbs, from arguments to exit status.

use super::answer::{self, Asked, Question, Response};
use super::args::{CheckAccessNotGranted, CheckNoNewAccess, CheckNoPublicAccess, Files, Type};
use super::document::{self, Unread};
use super::found::Given;
use super::lines;
use super::sides::{Named, Side, Texts, Unreadable};
use crate::args::Plain;
use crate::held::{Unknown, Values, is_even, policy_in, problems};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_json, print_text};
use iam_access::{Access, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(crate) fn no_new_access(args: &CheckNoNewAccess) -> Result {
    if args.jsonl {
        return lines::no_new_access();
    }
    let texts = read(args.sides(), args.uses_of_standard_input(), args.policy_of.as_deref())?;
    // What is the same on both sides may be anything.
    let [before, after] =
        texts.each_ref().map(|side| side.all().flat_map(|it| it.open.clone()).collect::<Values>());
    let [existing, new] = match Side::read(&texts, args.policy_type, in_file) {
        Ok(sides) => sides,
        Err(why) => return of_unreadable(why, Question::NoNewAccess, args.format),
    };
    tell_errors(&texts, args.policy_type);
    let found = new.no_new_access(&existing, args.strict);
    let is_some = !before.is_empty() || !after.is_empty();
    let is_open = !is_even(&before, &after)
        || is_some && (found.differs() || new.changes_moot_statement(&existing));
    let asked = Asked::of(Question::NoNewAccess, &new, existing.is_set || new.is_set);
    tell(asked, Given::from(&found).of_open(is_open), args.format)
}

pub(crate) fn access_not_granted(args: &CheckAccessNotGranted) -> Result {
    if args.jsonl {
        return lines::access_not_granted();
    }
    let access = access(&args.access)?;
    let texts = read_one(args.side(), args.policy_of.as_deref())?;
    let [side] = match Side::read(&texts, args.policy_type, in_file) {
        Ok(sides) => sides,
        Err(why) => return of_unreadable(why, Question::AccessNotGranted, args.format),
    };
    tell_errors(&texts, args.policy_type);
    let found = side.access_not_granted(&access, args.strict);
    // Any part of an ARN may make it one of the resources that are asked about, or of those that there are.
    let of_arns = found.differs() || args.access.iter().any(|entry| entry.contains("resources="));
    let is_open = texts
        .iter()
        .flat_map(Texts::all)
        .any(|it| if of_arns { !it.open.is_empty() } else { !it.beyond_arns.is_empty() });
    let asked = Asked::of(Question::AccessNotGranted, &side, side.is_set);
    tell(asked, Given::from(&found).of_open(is_open), args.format)
}

pub(crate) fn no_public_access(args: &CheckNoPublicAccess) -> Result {
    if args.jsonl {
        return lines::no_public_access();
    }
    let resource_type = args.resource_type.as_deref().unwrap_or_default();
    let resource_type = resource_type
        .parse()
        .map_err(|error: iam_access::PublicResourceTypeError| error.to_string())?;
    let texts = read_one(args.side(), args.policy_of.as_deref())?;
    let [side] = match Side::read(&texts, Some(Type::Resource), in_file) {
        Ok(sides) => sides,
        Err(why) => return of_unreadable(why, Question::NoPublicAccess, args.format),
    };
    tell_errors(&texts, Some(Type::Resource));
    let is_open = texts.iter().flat_map(Texts::all).any(|it| !it.beyond_arns.is_empty());
    let answer = side.no_public_access(resource_type);
    tell(Question::NoPublicAccess.into(), Given::from(&answer).of_open(is_open), args.format)
}

/// The answer about policies that cannot be read: if that is only for what is assumed in them, nobody knows.
fn of_unreadable(why: Unreadable, question: Question, format: Plain) -> Result {
    if why.is_known {
        return Err(Failure(why.problems));
    }
    for problem in &why.problems {
        note("note", problem);
    }
    tell(question.into(), Given::nothing().of_open(true), format)
}

/// Notes the mistakes in what is asked about: the answer is of what IAM would do with it, not of what was meant.
fn tell_errors(sides: &[Texts], given: Option<Type>) {
    let all: Vec<&Named> = sides.iter().flat_map(|side| &side.documents).collect();
    let texts: Vec<&str> = all.iter().map(|it| it.text.as_str()).collect();
    let kind = Type::of(given, &texts);
    let mut told = BTreeSet::new();
    // What is assumed for something that is not known may be no mistake of the policy's.
    for named in all.into_iter().filter(|it| it.open.is_empty() && told.insert(&it.name)) {
        let errors = document::errors(&named.text, kind);
        if !errors.is_empty() {
            let codes: Vec<_> = errors.iter().map(|code| format!("`{code}`")).collect();
            let (name, codes) = (&named.name, codes.join(", "));
            note(
                "note",
                &format!(
                    "{name}: `iam validate` finds {codes}; this is about what IAM makes of it"
                ),
            );
        }
    }
}

/// The texts of the one side that there is; otherwise why some cannot be read.
fn read_one(side: Files<'_>, policy_of: Option<&str>) -> std::result::Result<[Texts; 1], Failure> {
    read([side], side.uses_of_standard_input(), policy_of)
}

/// The texts of each side; otherwise why some cannot be read.
fn read<const N: usize>(
    sides: [Files<'_>; N],
    uses_of_standard_input: usize,
    policy_of: Option<&str>,
) -> std::result::Result<[Texts; N], Failure> {
    if uses_of_standard_input > 1 {
        return Err(Failure::new("standard input, `-`, can be one policy only"));
    }
    // What is of both sides is read once.
    let (mut problems, mut read) = (Vec::new(), BTreeMap::new());
    let mut named = |path: &Path| -> Option<Named> {
        let named: &Option<Named> = read.entry(path.to_owned()).or_insert_with(|| {
            let picked = policy_in(path, policy_of, Unknown::Assumed);
            let named = picked.map(Named::of);
            named.map_err(|why| problems.push(why)).ok()
        });
        named.clone()
    };
    let texts = sides.map(|files| {
        let mut levels = |levels: &[String]| -> Vec<Vec<Named>> {
            let level = |list: &String| {
                let paths = list.split(',').filter(|path| !path.is_empty());
                paths.filter_map(|path| named(Path::new(path))).collect()
            };
            levels.iter().map(level).collect()
        };
        let service_control = levels(files.service_control);
        let resource_control = levels(files.resource_control);
        Texts {
            documents: files.documents.iter().filter_map(|path| named(path)).collect(),
            boundary: files.boundary.and_then(|path| named(path)),
            service_control,
            resource_control,
        }
    });
    if problems.is_empty() { Ok(texts) } else { Err(Failure(problems)) }
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
