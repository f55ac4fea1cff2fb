//! The verb, from arguments to exit status.

use super::imported::{Imported, Refusal, import};
use super::word::check_name;
use crate::args::{Color, Import};
use crate::held::{InFile, OfFolder, Picked, contents, picked, picked_of};
use crate::input;
use crate::jsonl::{self, Answer, Error, Line, Members};
use crate::marked::unmarked;
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_text, print_to_stderr};
use crate::policy_type::Wanted;
use crate::render::{self, Counts, TextStyle};
use crate::report::{Report, decode, read};
use crate::validate::wanted_of;
use iam_core::finding::FindingType;
use iam_project::reading::Reading;
use iam_source::found::{Contents, Found};
use std::borrow::Cow;
use std::io;
use std::path::Path;

pub(crate) fn run(args: &Import, color: Color) -> Result {
    let wanted = Wanted::new(args.policy_type, None).map_err(Failure::new)?;
    let wanted = wanted.template(args.template);
    if args.jsonl {
        return jsonl::run(|line| answer(wanted, line));
    }
    if let Some(name) = &args.name {
        check_name(name).map_err(Failure::new)?;
    }
    let path = args.file.as_deref().unwrap_or(Path::new(input::STDIN));
    if path.is_dir() {
        return of_folder(args, path, wanted, color);
    }
    let bytes = input::read(path).map_err(Failure::new)?;
    let name = input::name(path);
    let (text, broken) = match unmarked(&bytes) {
        Some((_, text)) => {
            let text = text.map_err(|why| Failure::new(format!("cannot read {name}: {why}")))?;
            (Cow::Owned(text), None)
        }
        None => decode(&bytes),
    };
    // Of a file that holds policies, one is meant; what is not known in it is a parameter.
    let held = if broken.is_none() { contents(path, &text, None)? } else { None };
    if let Some(held) = &held {
        let named = |why| Failure::new(format!("{name} {why}"));
        let found = picked(held, args.policy_of.as_deref()).map_err(named)?;
        return held_in(args, (held, found), (path, &text), wanted, color);
    }
    print(import(read(&text, broken), wanted, args.name.as_deref(), &name), &name, color)
}

/// Of a policy of a configuration of Terraform.
fn of_folder(args: &Import, folder: &Path, wanted: Wanted, color: Color) -> Result {
    let named = |why| Failure::new(format!("{} {why}", input::name(folder)));
    let held = OfFolder::read(folder).map_err(Failure::new)?;
    let InFile { found, path, text } = held.picked(args.policy_of.as_deref()).map_err(named)?;
    held_in(args, (&held.contents, found), (path, &text), wanted, color)
}

/// Of one policy of those that a file holds.
fn held_in<'t>(
    args: &Import,
    (held, found): (&Contents<'t>, &Found<'t>),
    (path, text): (&Path, &'t str),
    wanted: Wanted,
    color: Color,
) -> Result {
    let name = input::name(path);
    // Its mistakes are told where it stands.
    let report = Report::of_policy(text, held, found, path, wanted);
    if report.findings.iter().any(|it| it.finding_type == FindingType::Error) {
        return Ok(refused(report, &name, color));
    }
    let Picked { text, policy_type, is_template, .. } = picked_of(found, text, name.clone());
    let wanted = match (args.policy_type, policy_type) {
        (None, Some(policy_type)) => Wanted::new(Some(policy_type), None).map_err(Failure::new)?,
        _ => wanted,
    };
    let wanted = wanted.template(args.template || is_template);
    print(import(Reading::new(&text), wanted, args.name.as_deref(), &name), &name, color)
}

/// Prints what came of it.
fn print(imported: std::result::Result<Imported, Refusal<'_>>, name: &str, color: Color) -> Result {
    match imported {
        Ok(Imported { source, silenced }) => {
            for code in silenced {
                note("note", &format!("`{code}` is silenced by an `#[allow]`: review it"));
            }
            print_text(&source)?;
            Ok(Outcome::Clean)
        }
        Err(Refusal::Findings(report)) => Ok(refused(*report, name, color)),
        Err(Refusal::Text(why)) => {
            note("error", &format!("{name}: {why}"));
            Ok(Outcome::Findings)
        }
        Err(Refusal::Foreign(foreign)) => Err(Failure::new(format!("{name} {foreign}"))),
    }
}

/// Tells the errors of a policy, which is not imported.
fn refused(mut report: Report<'_>, name: &str, color: Color) -> Outcome {
    report.findings.retain(|it| it.finding_type == FindingType::Error);
    let style = TextStyle::new(color, &io::stderr());
    print_to_stderr(&style.findings(name, &report));
    note("error", &format!("{}; nothing was imported", Counts::of(&report)));
    Outcome::Findings
}

fn answer(wanted: Wanted, line: &Line<'_>) -> Answer {
    line.only(&["name", "policy", "policy_type", "resource_type"])?;
    let wanted = wanted_of(line)?.map_or(wanted, |own| own.in_run(wanted));
    let text = line.policy()?;
    let name = line.text("name")?;
    if let Some(name) = name {
        check_name(name)?;
    }
    match import(Reading::new(&text), wanted, name, "JSON") {
        Ok(Imported { source, .. }) => {
            Ok((Members::default().with("source", &source), Outcome::Clean))
        }
        Err(Refusal::Findings(report)) => {
            let findings: Vec<_> = render::aws_findings(&report).collect();
            let members = Members::default().with("findings", &findings);
            let why = format!("the policy is not imported: {}", Counts::of(&report));
            Err(Error::with_members(why, members))
        }
        Err(Refusal::Text(why)) => Err(why.into()),
        Err(Refusal::Foreign(foreign)) => Err(format!("`policy` {foreign}").into()),
    }
}
