//! `iam validate`: files in, findings out.

mod fixing;
mod lines;
mod output;
mod progress;
pub(crate) mod replace;

use crate::args::{Color, Validate};
use crate::config::Projects;
use crate::in_parallel::{self, Emit, Event};
use crate::input;
use crate::outcome::{Failure, Outcome, Result};
use crate::output::note;
use crate::policy_type::Wanted;
use crate::render::{Counts, TextStyle};
use crate::report::{Report, decode, read};
use crate::walk::{Kind, LeftOut, Source, walk};
use fixing::Fixing;
use iam_core::check::Selection;
use iam_core::document::{Member, Node, Value};
use iam_core::finding::FindingType;
use iam_core::json::Fixed;
use iam_core::policy::Version;
use iam_project::project::Project;
use iam_project::reading::Reading;
pub(crate) use lines::wanted_of;
use output::{Form, NotChecked, Output};
use progress::Progress;
use std::collections::BTreeSet;
use std::io::{self, StdoutLock};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn run(args: &Validate, color: Color) -> Result {
    let wanted = Wanted::new(args.policy_type, args.resource_type).map_err(Failure::new)?;
    let selection = selection(&args.enable).map_err(Failure::new)?;
    let wanted = wanted.template(args.template).select(selection);
    let projects = Projects::new(args.config.as_deref()).map_err(Failure)?;
    let severities = Severities::new(args).map_err(Failure::new)?;
    let fixing = Fixing::new(args).map_err(Failure::new)?;
    if args.jsonl {
        return lines::run(wanted, severities, &projects);
    }
    let how = How { wanted, severities, fixing };
    files(args, color, &how, &projects)
}

/// What every file is checked with.
struct How {
    wanted: Wanted,
    severities: Severities,
    fixing: Fixing,
}

/// What a run has decided about findings.
#[derive(Clone, Copy)]
struct Severities {
    /// `--fail-on`; otherwise each project says.
    fail_on: Option<FindingType>,
    /// Findings below are neither shown nor counted.
    min: FindingType,
}

impl Severities {
    fn new(args: &Validate) -> std::result::Result<Self, String> {
        let fail_on = args.fail_on.map(FindingType::from);
        let min = args.min_severity.map_or(FindingType::Suggestion, FindingType::from);
        if fail_on.is_some_and(|fail_on| fail_on < min) {
            return Err(
                "--min-severity hides what --fail-on is to fail on: raise --fail-on, or leave \
                        --min-severity out"
                    .to_owned(),
            );
        }
        Ok(Self { fail_on, min })
    }

    /// Takes out what is not to be shown; whether any of the rest fails the run.
    fn apply(self, project: &Project, report: &mut Report<'_>) -> bool {
        report.findings.retain(|finding| finding.finding_type >= self.min);
        let fail_on = self.fail_on.or(project.config().fail_on()).unwrap_or(FindingType::Warning);
        report.findings.iter().any(|finding| finding.finding_type >= fail_on)
    }
}

/// A path, and what it is checked with.
struct Job {
    source: Source,
    project: Arc<Project>,
}

/// What was found in a file, without what is silenced or not to be shown.
struct Checked<'t> {
    report: Report<'t>,
    fails: bool,
}

/// What came of a file.
enum Done {
    /// The rest of its findings, rendered; and the entries of `iam.toml` that silenced others.
    Checked {
        rendered: Vec<u8>,
        fired: BTreeSet<&'static str>,
        counts: Counts,
        fails: bool,
        silenced: BTreeSet<usize>,
    },
    /// It was left out.
    LeftOut(LeftOut),
    /// It could not be read, or is something else, and why.
    Unreadable(String),
}

/// What is known of a run so far.
struct Run<'p> {
    /// The first path that was given.
    first: PathBuf,
    projects: &'p Projects,
    progress: Progress,
    output: Output<StdoutLock<'static>>,
    counts: Counts,
    fails: bool,
    not_checked: Vec<NotChecked>,
    failed: Option<Failure>,
}

fn files(args: &Validate, color: Color, how: &How, projects: &Projects) -> Result {
    let sources = walk(&args.paths);
    let mut jobs = Vec::with_capacity(sources.all.len());
    let mut mistakes: Vec<String> = Vec::new();
    for source in sources.all {
        match projects.of(&source.path) {
            Ok(project) => jobs.push(Job { source, project }),
            // One word for a config, not one for each of its files.
            Err(why) => mistakes.extend(
                why.iter().filter(|it| !mistakes.contains(it)).cloned().collect::<Vec<_>>(),
            ),
        }
    }
    // With a broken config nothing that could be said of any file would be right.
    if !mistakes.is_empty() {
        return Err(Failure(mistakes));
    }
    let mut run = Run {
        first: args.paths.first().cloned().unwrap_or_default(),
        projects,
        progress: Progress::new(jobs.len()),
        output: Output::new(args, io::stdout().lock()),
        counts: Counts::default(),
        fails: false,
        not_checked: Vec::new(),
        failed: None,
    };
    run.output.start()?;
    for (path, why) in sources.problems {
        run.problem(path, why)?;
    }
    let form = Form::new(args, TextStyle::new(color, &io::stdout()));
    in_parallel::each(
        &jobs,
        |job, emit| job.run(&form, how, emit),
        |job, event| {
            run.failed = run.take(job, event).err();
            // Behind a closed pipe, only the exit status is left to find out; files are fixed all the same.
            let is_idle = run.output.is_closed() && run.fails && !how.fixing.writes();
            run.failed.is_none() && !is_idle
        },
    );
    let outcome = run.finish();
    if let Some(summary) = how.fixing.summary() {
        note("note", &summary);
    }
    outcome
}

impl Run<'_> {
    fn take(&mut self, job: &Job, event: Event<Done>) -> std::result::Result<(), Failure> {
        let done = match event {
            Event::Piece(bytes) => {
                self.progress.clear();
                return self.output.piece(&bytes);
            }
            Event::Done(done) => done,
        };
        self.progress.step();
        let path = &job.source.path;
        match done {
            Done::LeftOut(left_out) => {
                let why = left_out.reason();
                self.not_checked(NotChecked { path: path.clone(), left_out: Some(left_out), why })
            }
            Done::Unreadable(why) => {
                self.progress.clear();
                self.problem(path.clone(), why)
            }
            Done::Checked { rendered, fired, counts, fails, silenced } => {
                self.counts.add(counts);
                self.fails |= fails;
                self.projects.note(&job.project, path, silenced);
                if !rendered.is_empty() {
                    self.progress.clear();
                }
                self.output.file(&rendered, fired)
            }
        }
    }

    fn problem(&mut self, path: PathBuf, why: String) -> std::result::Result<(), Failure> {
        note("error", &why);
        self.not_checked(NotChecked { path, left_out: None, why })
    }

    fn not_checked(&mut self, not: NotChecked) -> std::result::Result<(), Failure> {
        let written = self.output.not_checked(&not);
        self.not_checked.push(not);
        written
    }

    fn finish(mut self) -> Result {
        self.progress.clear();
        if let Some(failure) = self.failed {
            return Err(failure);
        }
        let has_problems = |not: &[NotChecked]| not.iter().any(|it| it.left_out.is_none());
        let is_closed = self.output.is_closed();
        if self.counts.is_empty() && !has_problems(&self.not_checked) {
            let why = "no policy is in the folders given: nothing was checked".to_owned();
            self.problem(self.first.clone(), why)?;
        }
        let unreadable = has_problems(&self.not_checked);
        self.output.finish(self.counts, &self.not_checked)?;
        if !is_closed {
            for line in self.projects.unused() {
                note("warning", &line);
            }
            for line in self.projects.not_read() {
                note("note", &line);
            }
        }
        Ok(match (unreadable, self.fails) {
            (true, _) => Outcome::Unreadable,
            (false, true) => Outcome::Findings,
            (false, false) => Outcome::Clean,
        })
    }
}

/// The optional checks that the command line asks for.
fn selection(enable: &[String]) -> std::result::Result<Selection, String> {
    let mut selection = Selection::new();
    for code in enable {
        if code == "all" {
            selection = Selection::all();
        } else {
            selection.enable(code).map_err(|unknown| format!("--enable: {unknown}"))?;
        }
    }
    Ok(selection)
}

impl Job {
    fn run(&self, form: &Form, how: &How, emit: Emit<'_>) -> Done {
        let Source { path, kind } = &self.source;
        if let Kind::LeftOut(left_out) = kind {
            return Done::LeftOut(*left_out);
        }
        let bytes = match input::read(path) {
            Ok(bytes) => bytes,
            Err(why) => return Done::Unreadable(why),
        };
        let (text, broken) = decode(&bytes);
        match self.check(read(&text, broken), how) {
            Ok(checked) => self.done(form, checked, how, emit),
            Err(done) => done,
        }
    }

    /// The findings that count, or what came of the file instead.
    fn check<'t>(&self, reading: Reading<'t>, how: &How) -> std::result::Result<Checked<'t>, Done> {
        let Source { path, kind } = &self.source;
        match (reading.foreign(), kind) {
            (Some(foreign), Kind::Named) => {
                return Err(Done::Unreadable(format!("{} {foreign}", input::name(path))));
            }
            (Some(foreign), _) => return Err(Done::LeftOut(LeftOut::NoPolicy(foreign.what()))),
            (None, Kind::Found) => {
                if let Some(lacks) = is_no_policy(&reading) {
                    return Err(Done::LeftOut(LeftOut::NoPolicy(lacks)));
                }
            }
            (None, _) => {}
        }
        let mut report = Report::new(reading, &self.project, path, |document| {
            how.wanted.options(self.project.options_for(path), document)
        });
        let fails = how.severities.apply(&self.project, &mut report);
        Ok(Checked { report, fails })
    }

    /// Mends what is to be mended, and tells the rest.
    fn done(&self, form: &Form, checked: Checked<'_>, how: &How, emit: Emit<'_>) -> Done {
        let (path, fixing) = (&self.source.path, &how.fixing);
        let fixed = fixing.fixed(&checked.report);
        if fixing.shows() {
            return self.shown(checked, fixed.as_ref(), fixing);
        }
        let Some(fixed) = fixed else { return self.told(form, checked, emit) };
        // Where a link leads was not named, and may be another project.
        if self.source.kind == Kind::Found && path.is_symlink() {
            fixing.note_link();
            return self.told(form, checked, emit);
        }
        if let Err(why) = fixing.write(path, &fixed) {
            return Done::Unreadable(why);
        }
        match self.check(Reading::new(&fixed.text), how) {
            Ok(mut left) => {
                fixing.note_left(&left.report);
                left.report.silenced.extend(checked.report.silenced);
                self.told(form, left, emit)
            }
            Err(done) => done,
        }
    }

    /// What would be mended, in place of what was found.
    fn shown(&self, checked: Checked<'_>, fixed: Option<&Fixed>, fixing: &Fixing) -> Done {
        let (path, report) = (&self.source.path, checked.report);
        if report.document().is_none() {
            let why = report.findings.first().map(|it| it.message.as_str()).unwrap_or_default();
            let name = input::name(path);
            return Done::Unreadable(format!(
                "{name} is not JSON, so that nothing is fixed: {why}"
            ));
        }
        let rendered = fixed.map(|fixed| fixing.show(path, report.text(), fixed));
        Done::Checked {
            fails: rendered.is_some(),
            rendered: rendered.unwrap_or_default(),
            fired: BTreeSet::new(),
            counts: Counts::of(&report),
            silenced: report.silenced,
        }
    }

    fn told(&self, form: &Form, checked: Checked<'_>, emit: Emit<'_>) -> Done {
        let (path, Checked { report, fails }) = (&self.source.path, checked);
        let counts = Counts::of(&report);
        let fired = report.findings.iter().map(|finding| finding.code).collect();
        let rendered = form.render(path, &report, emit);
        Done::Checked { rendered, fired, counts, fails, silenced: report.silenced }
    }
}

/// Why a file that nobody named plainly is no policy.
fn is_no_policy(reading: &Reading<'_>) -> Option<&'static str> {
    match reading.document() {
        None => {
            let speaks = ["\"Statement\"", "\"2012-10-17\"", "\"2008-10-17\""];
            let is_other = !speaks.iter().any(|word| reading.text().contains(word));
            is_other.then_some("not JSON, and without `Statement`")
        }
        Some(document) => {
            (!looks_like_policy(document)).then_some("without `Statement` at the top")
        }
    }
}

/// Members in another case count, and so does a list of policies: IAM refuses both.
fn looks_like_policy(document: &Node<'_>) -> bool {
    if let Value::Array(items) = &document.value {
        return items.iter().any(|item| item.members().iter().any(is_of_policy));
    }
    document.members().iter().any(is_of_policy)
}

fn is_of_policy(member: &Member<'_>) -> bool {
    let version = || member.node.text().and_then(Version::from_text);
    member.key == "Statement" || member.key.eq_ignore_ascii_case("Version") && version().is_some()
}

/// Whether findings are printed as those of one file: it is the only path, and no folder.
fn is_one_file(paths: &[PathBuf]) -> bool {
    matches!(paths, [path] if path == Path::new(input::STDIN) || !path.is_dir())
}
