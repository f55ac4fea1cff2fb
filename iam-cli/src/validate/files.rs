//! All files of a run, and what comes of them.

use super::job::{Done, How, Job};
use super::output::{Form, NotChecked, Output, What};
use super::progress::Progress;
use crate::args::{Color, Validate};
use crate::config::Projects;
use crate::in_parallel::{self, Event};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::note;
use crate::render::{Counts, TextStyle};
use crate::walk::Sources;
use std::io::{self, StdoutLock};
use std::path::PathBuf;

/// What is known of a run so far.
struct Run<'p> {
    /// The first path that was given.
    first: PathBuf,
    projects: &'p Projects,
    progress: Progress,
    output: Output<StdoutLock<'static>>,
    counts: Counts,
    fails: bool,
    fails_on_unchecked: bool,
    /// Whether it is fine that nothing is a policy.
    may_be_none: bool,
    not_checked: Vec<NotChecked>,
    failed: Option<Failure>,
}

pub(super) fn files(
    args: &Validate,
    sources: Sources,
    color: Color,
    how: &How,
    projects: &Projects,
) -> Result {
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
        fails_on_unchecked: args.fail_on_unchecked,
        may_be_none: args.ignore_others,
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
                let (what, why) = (What::LeftOut(left_out), left_out.reason());
                self.not_checked(NotChecked { path: path.clone(), what, why })
            }
            Done::Unreadable(why) => {
                self.progress.clear();
                self.problem(path.clone(), why)
            }
            Done::Checked { rendered, fired, counts, fails, silenced, unchecked, remarks } => {
                self.counts.add(counts);
                self.fails |= fails;
                self.projects.note(&job.project, path, silenced);
                if !rendered.is_empty() {
                    self.progress.clear();
                }
                self.output.file(&rendered, fired)?;
                if !remarks.is_empty() {
                    self.progress.clear();
                }
                for remark in &remarks {
                    note("warning", remark);
                }
                for it in unchecked {
                    let (why, what) = (it.told(), What::Part(it.region));
                    self.not_checked(NotChecked { path: path.clone(), what, why })?;
                }
                Ok(())
            }
        }
    }

    fn problem(&mut self, path: PathBuf, why: String) -> std::result::Result<(), Failure> {
        note("error", &why);
        self.not_checked(NotChecked { path, what: What::Problem, why })
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
        let has_problems = |not: &[NotChecked]| not.iter().any(NotChecked::is_problem);
        let is_closed = self.output.is_closed();
        if self.counts.is_empty() && !self.may_be_none && !has_problems(&self.not_checked) {
            let why = "no policy is in the folders given: nothing was checked".to_owned();
            self.problem(self.first.clone(), why)?;
        }
        let unreadable = has_problems(&self.not_checked);
        self.fails |= self.fails_on_unchecked && self.counts.has_unchecked();
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
