//! `iam validate`: files in, findings out.

mod in_parallel;
mod lines;
mod output;
mod progress;

use crate::args::{Color, Validate};
use crate::config::{Project, Projects};
use crate::input;
use crate::note;
use crate::outcome::{Failure, Outcome, Result};
use crate::policy_type::Wanted;
use crate::render::{Counts, TextStyle};
use crate::report::{Checks, Report, decode};
use crate::walk::{Source, walk};
use iam_core::config::Applied;
use iam_core::document::{ByteSpan, Node};
use iam_core::policy::Version;
pub(crate) use lines::wanted_of;
use output::{Form, Output};
use progress::Progress;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &Validate, color: Color) -> Result {
    let wanted = Wanted::new(args.policy_type, args.resource_type).map_err(Failure::Message)?;
    let wanted = wanted.template(args.template);
    let mut checks = Checks::new();
    for code in &args.enable {
        checks.enable(code).map_err(Failure::Message)?;
    }
    let projects = Projects::new(args.config.as_deref()).map_err(Failure::Message)?;
    if args.jsonl {
        return lines::run(wanted, &checks, &projects);
    }
    files(args, color, wanted, &checks, &projects)
}

/// A file to check, and what it is checked with.
struct Job {
    source: Source,
    project: Option<Arc<Project>>,
    checks: Checks,
}

/// What came of a file.
enum Done {
    /// Findings, rendered; and the entries of `iam.toml` that silenced others.
    Checked {
        rendered: String,
        fired: BTreeSet<&'static str>,
        counts: Counts,
        silenced: BTreeSet<usize>,
    },
    /// A file of a folder that plainly is no policy.
    NoPolicy,
    /// It could not be read, and why.
    Unreadable(String),
}

fn files(
    args: &Validate,
    color: Color,
    wanted: Wanted,
    checks: &Checks,
    projects: &Projects,
) -> Result {
    let sources = walk(&args.paths);
    let mut problems = sources.problems;
    let mut told = BTreeSet::new();
    let mut jobs = Vec::with_capacity(sources.files.len());
    for source in sources.files {
        match projects.of(&source.path) {
            Ok(project) => {
                let checks = with_enabled(checks, project.as_deref());
                jobs.push(Job { source, project, checks });
            }
            // One line for a config, not one for each of its files.
            Err(why) => {
                if told.insert(why.clone()) {
                    problems.push(why.to_string());
                }
            }
        }
    }
    for problem in &problems {
        note("error", problem);
    }

    let form = Form::new(args, TextStyle::new(color, &io::stdout()));
    let mut output = Output::new(args, io::stdout().lock());
    output.start()?;
    let mut progress = Progress::new(jobs.len());
    let mut counts = Counts::default();
    let mut failed = None;
    in_parallel::each(
        &jobs,
        |job| job.run(&form, wanted),
        |job, done| {
            progress.step();
            let outcome = match done {
                Done::NoPolicy => Ok(()),
                Done::Unreadable(why) => {
                    progress.clear();
                    note("error", &why);
                    problems.push(why);
                    Ok(())
                }
                Done::Checked { rendered, fired, counts: found, silenced } => {
                    counts.add(found);
                    if let Some(project) = &job.project {
                        projects.note(project, &job.source.path, silenced);
                    }
                    if !rendered.is_empty() {
                        progress.clear();
                    }
                    output.file(&rendered, fired)
                }
            };
            failed = outcome.err();
            failed.is_none()
        },
    );
    progress.clear();
    if let Some(failure) = failed {
        return Err(failure);
    }
    if counts.is_empty() && problems.is_empty() {
        let why = "no policy is in the folders given: nothing was checked".to_owned();
        note("error", &why);
        problems.push(why);
    }
    output.finish(counts, &problems)?;
    for line in projects.unused() {
        note("warning", &line);
    }
    Ok(match (problems.is_empty(), counts.is_clean()) {
        (false, _) => Outcome::Unreadable,
        (true, false) => Outcome::Findings,
        (true, true) => Outcome::Clean,
    })
}

/// The checks of the command line, and those that `iam.toml` enables beside them.
fn with_enabled(checks: &Checks, project: Option<&Project>) -> Checks {
    let mut checks = checks.clone();
    for code in project.map(|project| project.config.enabled()).unwrap_or_default() {
        // A config names known codes only.
        let _ = checks.enable(code);
    }
    checks
}

impl Job {
    fn run(&self, form: &Form, wanted: Wanted) -> Done {
        let Source { path, named } = &self.source;
        let bytes = match input::read(path) {
            Ok(bytes) => bytes,
            Err(why) => return Done::Unreadable(why),
        };
        let (text, broken) = decode(&bytes);
        let in_project = self.project.as_deref().map(|project| (project, project.path_of(path)));
        let mut report = Report::new(&text, broken.as_ref(), &self.checks, |document| {
            let configured =
                in_project.as_ref().and_then(|(project, path)| project.config.options_for(path));
            wanted.options(configured, document)
        });
        if !named && is_no_policy(&report) {
            return Done::NoPolicy;
        }
        let silenced = match &in_project {
            Some((project, path)) => apply(project, path, &mut report),
            None => BTreeSet::new(),
        };
        let counts = Counts::of(&report);
        let fired = report.findings.iter().map(|finding| finding.code).collect();
        Done::Checked { rendered: form.render(path, &report), fired, counts, silenced }
    }
}

/// Takes out what the project silences; gives the entries that did.
fn apply(project: &Project, path: &str, report: &mut Report<'_>) -> BTreeSet<usize> {
    let Some(document) = &report.document else { return BTreeSet::new() };
    let findings = std::mem::take(&mut report.findings);
    let Applied { findings, used } = project.config.apply(path, document, findings);
    report.findings = findings;
    used
}

/// Whether a file that nobody named plainly is something else.
fn is_no_policy(report: &Report<'_>) -> bool {
    match &report.document {
        None => !report.text.contains("\"Statement\""),
        Some(document) => !looks_like_policy(document),
    }
}

fn looks_like_policy(document: &Node<'_, ByteSpan>) -> bool {
    let version = document.member("Version").and_then(|member| member.node.text());
    document.member("Statement").is_some() || version.and_then(Version::from_text).is_some()
}

/// Whether findings are printed as those of one file: it is the only path, and no folder.
fn is_one_file(paths: &[std::path::PathBuf]) -> bool {
    matches!(paths, [path] if path == Path::new(input::STDIN) || !path.is_dir())
}
