//! One file: read, checked, mended, told.

use super::fixing::Fixing;
use super::is_policy::is_no_policy;
use super::output::Form;
use super::severities::Severities;
use crate::in_parallel::Emit;
use crate::input;
use crate::policy_type::Wanted;
use crate::render::Counts;
use crate::report::{Report, decode, read};
use crate::walk::{Kind, LeftOut, Source};
use iam_core::json::Fixed;
use iam_project::project::Project;
use iam_project::reading::Reading;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What every file is checked with.
pub(super) struct How {
    pub(super) wanted: Wanted,
    pub(super) severities: Severities,
    pub(super) fixing: Fixing,
}

/// A path, and what it is checked with.
pub(super) struct Job {
    pub(super) source: Source,
    pub(super) project: Arc<Project>,
}

/// What was found in a file, without what is silenced or not to be shown.
pub(super) struct Checked<'t> {
    report: Report<'t>,
    fails: bool,
}

/// What came of a file.
pub(super) enum Done {
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

impl Job {
    pub(super) fn run(&self, form: &Form, how: &How, emit: Emit<'_>) -> Done {
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
    fn check<'t>(&self, reading: Reading<'t>, how: &How) -> Result<Checked<'t>, Done> {
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
