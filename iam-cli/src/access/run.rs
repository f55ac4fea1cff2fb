//! The verbs, from arguments to exit status.

use super::answer::{self, Question, Response};
use super::args::{CheckAccessNotGranted, CheckNoNewAccess, CheckNoPublicAccess, Type};
use super::document::{Document, Pair, Unread};
use super::lines;
use crate::args::Plain;
use crate::held::{Unknown, policy_in};
use crate::input;
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{print_json, print_text};
use iam_access::{Access, Answer, Verdict};
use std::path::{Path, PathBuf};

pub(crate) fn no_new_access(args: &CheckNoNewAccess) -> Result {
    if args.jsonl {
        return lines::no_new_access();
    }
    let paths = [&args.existing_policy_document, &args.new_policy_document];
    let [existing, new] = paths.map(|path| text(path.as_ref(), args.policy_of.as_deref()));
    let (existing, new) = match (existing, new) {
        (Ok(existing), Ok(new)) => (existing, new),
        (existing, new) => {
            return Err(Failure(existing.err().into_iter().chain(new.err()).collect()));
        }
    };
    let kind = Type::of(args.policy_type, &[&existing, &new]);
    let pair = Pair::read([&existing, &new], kind).map_err(|errors| {
        let named = paths.into_iter().zip(errors);
        Failure(named.flat_map(|(path, error)| problems(path.as_ref(), error.as_ref())).collect())
    })?;
    tell(Question::NoNewAccess, &pair.no_new_access(), args.format)
}

pub(crate) fn access_not_granted(args: &CheckAccessNotGranted) -> Result {
    if args.jsonl {
        return lines::access_not_granted();
    }
    let access = access(&args.access)?;
    let path = args.policy_document.as_ref();
    let text = text(path, args.policy_of.as_deref())?;
    let kind = Type::of(args.policy_type, &[&text]);
    let document =
        Document::read(&text, kind).map_err(|error| Failure(problems(path, Some(&error))))?;
    tell(Question::AccessNotGranted, &document.access_not_granted(&access), args.format)
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
    let document = Document::read(&text(path, args.policy_of.as_deref())?, Type::Resource)
        .map_err(|error| Failure(problems(path, Some(&error))))?;
    match document.no_public_access(resource_type) {
        Some(answer) => tell(Question::NoPublicAccess, &answer, args.format),
        None => Err(Failure::new("an identity-based policy makes nothing public")),
    }
}

fn tell(question: Question, answer: &Answer, format: Plain) -> Result {
    match format {
        Plain::Text => print_text(&answer::text(question, answer))?,
        Plain::Json => {
            let response = Response::new(question, answer);
            // Strings and numbers always have JSON.
            print_json(&(serde_json::to_string_pretty(&response).unwrap_or_default() + "\n"))?;
        }
    }
    Ok(outcome(answer))
}

pub(super) fn outcome(answer: &Answer) -> Outcome {
    match answer.verdict() {
        Verdict::Pass => Outcome::Clean,
        Verdict::Fail | Verdict::Unknown => Outcome::Findings,
    }
}

fn text(path: Option<&PathBuf>, policy_of: Option<&str>) -> std::result::Result<String, String> {
    let path = path.map_or(Path::new("-"), PathBuf::as_path);
    policy_in(path, policy_of, Unknown::Assumed).map(|picked| picked.text)
}

fn problems(path: Option<&PathBuf>, error: Option<&Unread>) -> Vec<String> {
    let name = input::name(path.map_or(Path::new("-"), PathBuf::as_path));
    let each = error.into_iter().flat_map(|error| error.problems());
    each.map(|(at, finding)| format!("{name}:{}:{}: {finding}", at.line, at.column + 1)).collect()
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
