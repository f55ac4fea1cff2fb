//! `iam import`: a JSON policy to the source of `policy!`.

mod literal;
mod source;
mod word;

use crate::args::{Color, Import};
use crate::input;
use crate::jsonl::{self, Answer, Error, Line, Members};
use crate::outcome::{Failure, Outcome, Result as RunResult};
use crate::output::{note, print_text, print_to_stderr};
use crate::policy_type::Wanted;
use crate::render::{self, Counts, TextStyle};
use crate::report::{Report, decode, read};
use crate::validate::wanted_of;
use iam_core::check::Options;
use iam_core::finding::FindingType;
use iam_core::policy::PolicyType;
use iam_project::foreign::Foreign;
use iam_project::project::Project;
use iam_project::reading::Reading;
use std::cell::Cell;
use std::io;
use std::path::Path;

pub(crate) fn run(args: &Import, color: Color) -> RunResult {
    let wanted = Wanted::new(args.policy_type, None).map_err(Failure::new)?;
    let wanted = wanted.template(args.template);
    if args.jsonl {
        return jsonl::run(|line| answer(wanted, line));
    }
    if let Some(name) = &args.name {
        check_name(name).map_err(Failure::new)?;
    }
    let path = args.file.as_deref().unwrap_or(Path::new(input::STDIN));
    let bytes = input::read(path).map_err(Failure::new)?;
    let (text, broken) = decode(&bytes);
    let name = input::name(path);
    match import(read(&text, broken), wanted, args.name.as_deref(), &name) {
        Ok(Imported { source, silenced }) => {
            for code in silenced {
                note("note", &format!("`{code}` is silenced by an `#[allow]`: review it"));
            }
            print_text(&source)?;
            Ok(Outcome::Clean)
        }
        Err(Refusal::Findings(report)) => {
            let style = TextStyle::new(color, &io::stderr());
            let findings = style.findings(&name, &report);
            let counts = Counts::of(&report);
            print_to_stderr(&findings);
            note("error", &format!("{counts}; nothing was imported"));
            Ok(Outcome::Findings)
        }
        Err(Refusal::Text(why)) => {
            note("error", &format!("{name}: {why}"));
            Ok(Outcome::Findings)
        }
        Err(Refusal::Foreign(foreign)) => Err(Failure::new(format!("{name} {foreign}"))),
    }
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

/// The source of a policy, and the checks that it silences.
struct Imported {
    source: String,
    silenced: Vec<&'static str>,
}

/// Why a policy has no source.
enum Refusal<'t> {
    /// It has errors.
    Findings(Report<'t>),
    /// It is something else.
    Foreign(Foreign),
    /// The macros cannot hold it.
    Text(String),
}

fn import<'t>(
    reading: Reading<'t>,
    wanted: Wanted,
    name: Option<&str>,
    origin: &str,
) -> Result<Imported, Refusal<'t>> {
    if let Some(foreign) = reading.foreign() {
        return Err(Refusal::Foreign(foreign));
    }
    let meant = Cell::new(Options::new(PolicyType::Identity));
    // What a project silences needs an `#[allow]` wherever the source will stand.
    let (project, path) = (Project::default(), Path::new(input::STDIN));
    let mut report = Report::new(reading, &project, path, |document| {
        let options = wanted.options(None, document);
        // As the macros check.
        let checked = Options::new(options.policy_type).canonical();
        meant.set(if options.template { checked.template() } else { checked });
        meant.get()
    });
    let is_error = |finding_type| finding_type == FindingType::Error;
    let erroneous = report.findings.iter().any(|finding| is_error(finding.finding_type));
    let Some(document) = report.document().filter(|_| !erroneous) else {
        report.findings.retain(|finding| is_error(finding.finding_type));
        return Err(Refusal::Findings(report));
    };
    if literal::has_reserved_text(document) {
        let why = "a text starts with U+FFFC, which the macros keep for themselves";
        return Err(Refusal::Text(why.to_owned()));
    }
    let refused = |it: FindingType| it == FindingType::SecurityWarning;
    let refused = report.findings.iter().filter(|finding| refused(finding.finding_type));
    let refused: Vec<_> = refused.map(|finding| (finding.statement, finding.code)).collect();
    let reason = format!("imported from {origin} as it was; review it");
    let source = source::of(document, meant.get(), name, &refused, &reason);
    let mut silenced: Vec<_> = refused.into_iter().map(|(_, code)| code).collect();
    silenced.sort_unstable();
    silenced.dedup();
    Ok(Imported { source, silenced })
}

/// Whether a constant can have this name; otherwise why not.
fn check_name(name: &str) -> Result<(), String> {
    let fits = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts && name != "_" && name.chars().all(fits) && !word::is_keyword(name) {
        return Ok(());
    }
    Err(format!("`{name}` cannot be the name of a constant; write it like `READ_REPORTS`"))
}
