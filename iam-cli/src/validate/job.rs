//! One file: read, checked, mended, told.

use super::fixing::Fixing;
use super::known::Known;
use super::output::Form;
use super::severities::Severities;
use super::unread::Unread;
use crate::held::{
    Configurations, NotRead, configuration, is_configuration, is_no_policy, not_read,
};
use crate::in_parallel::Emit;
use crate::input;
use crate::marked::unmarked;
use crate::policy_type::Wanted;
use crate::render::Counts;
use crate::report::{Report, decode};
use crate::walk::{Kind, LeftOut, Source};
use iam_core::json::{self, Fixed, LineIndex, SyntaxError};
use iam_project::project::Project;
use iam_project::reading::Reading;
use iam_source::found::{self, Contents};
use iam_source::read::{ReadError, read};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What every file is checked with.
pub(super) struct How {
    pub(super) wanted: Wanted,
    /// What every file is, if the command line says so.
    pub(super) source: Option<found::Source>,
    pub(super) severities: Severities,
    pub(super) fixing: Fixing,
    pub(super) known: Known,
    pub(super) configurations: Configurations,
}

/// A path, and what it is checked with.
pub(super) struct Job {
    pub(super) source: Source,
    pub(super) project: Arc<Project>,
}

/// Why the policies of a file are not checked.
enum Instead {
    LeftOut(LeftOut),
    Unreadable(String),
}

impl From<Instead> for Done {
    fn from(instead: Instead) -> Self {
        match instead {
            Instead::LeftOut(left_out) => Self::LeftOut(left_out),
            Instead::Unreadable(why) => Self::Unreadable(why),
        }
    }
}

/// Which text of a file is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    /// The one that the run came across.
    First,
    /// The one that was mended.
    Mended,
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
        /// What in it may hold policies and could not be read.
        unchecked: Vec<Unread>,
        /// What is wrong with what it silences, a line each.
        remarks: Vec<String>,
    },
    /// It was left out.
    LeftOut(LeftOut),
    /// It could not be read, or is something else, and why.
    Unreadable(String),
}

impl Job {
    pub(super) fn run(&self, form: &Form, how: &How, emit: Emit<'_>) -> Done {
        let Source { path, kind, .. } = &self.source;
        if let Kind::LeftOut(left_out) = kind {
            return Done::LeftOut(*left_out);
        }
        let bytes = match input::read(path) {
            Ok(bytes) => bytes,
            Err(why) => return Done::Unreadable(why),
        };
        let (text, broken) = match self.decoded(&bytes, how) {
            Ok(decoded) => decoded,
            Err(why) => {
                return Done::Unreadable(format!("cannot read {}: {why}", input::name(path)));
            }
        };
        match self.check(&text, broken, how, Version::First) {
            Ok(checked) => self.done(form, checked, how, emit),
            Err(instead) => instead.into(),
        }
    }

    /// The text of a file, and why it is none that IAM takes; otherwise why it cannot be read.
    fn decoded<'b>(
        &self,
        bytes: &'b [u8],
        how: &How,
    ) -> Result<(Cow<'b, str>, Option<SyntaxError>), &'static str> {
        let path = &self.source.path;
        let is_configuration = is_configuration(path, how.source);
        match unmarked(bytes) {
            Some((mark, _)) if is_configuration && mark.is_utf_16() => Err(input::NO_TERRAFORM),
            Some((_, text)) if !is_configuration => {
                let text = text?;
                // A policy with a mark is sent as it is, and refused; what holds policies is only read.
                let is_held = match read(path, &text, how.source) {
                    Ok(contents) => !contents.is_policy_alone(),
                    Err(error) => error.is_yaml() || error.source() != found::Source::Policy,
                };
                let broken = json::read_bytes(bytes).err().filter(|_| !is_held);
                Ok((Cow::Owned(text), broken))
            }
            _ => Ok(decode(bytes)),
        }
    }

    /// The findings that count, or what came of the file instead.
    fn check<'t>(
        &self,
        text: &'t str,
        broken: Option<SyntaxError>,
        how: &How,
        version: Version,
    ) -> Result<Checked<'t>, Instead> {
        let path = &self.source.path;
        if self.source.kind == Kind::Found && how.configurations.fill(path, text) {
            return Err(Instead::LeftOut(LeftOut::NoPolicy("filled in by a configuration")));
        }
        let contents = match broken {
            // What is no text is what it is taken for by its name: a policy.
            Some(error) => {
                return match self.not_utf_8(text, how) {
                    Some(why) => Err(Instead::Unreadable(why)),
                    None => self.check_policy(Reading::broken(text, error), how),
                };
            }
            None => self.contents(text, how, version),
        };
        match contents {
            Ok(mut contents) if contents.is_policy_alone() => {
                let document = contents.policies.pop().map(|found| found.document);
                let reading = document.map(|document| Reading::parsed(text, document));
                self.check_policy(reading.unwrap_or_else(|| Reading::new(text)), how)
            }
            Ok(contents) if contents.is_empty() && self.source.kind == Kind::Found => {
                Err(Instead::LeftOut(LeftOut::NoPolicy(without_policies(contents.source))))
            }
            Ok(contents) if contents.is_empty() && contents.source == found::Source::Policy => Err(
                Instead::Unreadable(format!("{} holds no policy that is known", input::name(path))),
            ),
            Ok(contents) => {
                let report = Report::of_contents(text, contents, &self.project, path, how.wanted);
                Ok(self.judged(report, how))
            }
            Err(error) if error.source() == found::Source::Policy && !error.is_yaml() => {
                self.check_policy(Reading::new(text), how)
            }
            Err(error) => match NotRead::of(&error) {
                NotRead::Other(what) if self.source.kind == Kind::Found => {
                    Err(Instead::LeftOut(LeftOut::NoPolicy(what)))
                }
                NotRead::MayHold(unchecked) if self.source.kind == Kind::Found => {
                    let mut contents = Contents::new(found::Source::Around);
                    contents.unchecked.push(unchecked);
                    let report =
                        Report::of_contents(text, contents, &self.project, path, how.wanted);
                    Ok(self.judged(report, how))
                }
                _ => Err(Instead::Unreadable(not_read(path, text, &error))),
            },
        }
    }

    /// Why a text that is none, and would hold policies, cannot be read.
    fn not_utf_8(&self, text: &str, how: &How) -> Option<String> {
        let path = &self.source.path;
        let holds = || {
            let contents = read(path, text, how.source);
            contents.is_ok_and(|it| !it.is_policy_alone() && !it.is_empty())
        };
        if !is_configuration(path, how.source) && !holds() {
            return None;
        }
        let at = text.find('\u{fffd}').unwrap_or_default();
        let at = LineIndex::new(text).position(at);
        let place = format!("{}:{}:{}", input::name(path), at.line, at.column + 1);
        Some(format!("{place}: not UTF-8, and so not read: save the file as UTF-8"))
    }

    /// What the text holds; a configuration is read with the files beside it.
    fn contents<'t>(
        &self,
        text: &'t str,
        how: &How,
        version: Version,
    ) -> Result<Contents<'t>, ReadError> {
        let path = &self.source.path;
        if is_configuration(path, how.source) {
            let contents = match version {
                Version::First => how.configurations.contents(path).cloned(),
                Version::Mended => configuration(path, text),
            };
            if let Some(contents) = contents {
                return Ok(contents);
            }
        }
        read(path, text, how.source)
    }

    /// The same, of a text that is a policy, right or not.
    fn check_policy<'t>(&self, reading: Reading<'t>, how: &How) -> Result<Checked<'t>, Instead> {
        let Source { path, kind, .. } = &self.source;
        match (reading.foreign(), kind) {
            (Some(foreign), Kind::Named) => {
                return Err(Instead::Unreadable(format!("{} {foreign}", input::name(path))));
            }
            (Some(foreign), _) => return Err(Instead::LeftOut(LeftOut::NoPolicy(foreign.what()))),
            (None, Kind::Found) => {
                if let Some(lacks) = is_no_policy(&reading) {
                    return Err(Instead::LeftOut(LeftOut::NoPolicy(lacks)));
                }
            }
            (None, _) => {}
        }
        let report = Report::new(reading, &self.project, path, |document| {
            how.wanted.options(self.project.options_for(path), document)
        });
        Ok(self.judged(report, how))
    }

    fn judged<'t>(&self, mut report: Report<'t>, how: &How) -> Checked<'t> {
        how.known.apply(&self.source.path, &mut report);
        let fails = how.severities.apply(&self.project, &mut report);
        Checked { report, fails }
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
        match self.check(&fixed.text, None, how, Version::Mended) {
            Ok(mut left) => {
                fixing.note_left(&left.report);
                left.report.silenced.extend(checked.report.silenced);
                self.told(form, left, emit)
            }
            Err(instead) => instead.into(),
        }
    }

    /// What would be mended, in place of what was found.
    fn shown(&self, checked: Checked<'_>, fixed: Option<&Fixed>, fixing: &Fixing) -> Done {
        let (path, report) = (&self.source.path, checked.report);
        if report.whole().is_none() && report.is_policy() {
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
            unchecked: unread(&report),
            remarks: report.remarks,
            silenced: report.silenced,
        }
    }

    fn told(&self, form: &Form, checked: Checked<'_>, emit: Emit<'_>) -> Done {
        let (path, Checked { report, fails }) = (&self.source.path, checked);
        let counts = Counts::of(&report);
        let fired = report.findings.iter().map(|finding| finding.code).collect();
        let unchecked = unread(&report);
        let rendered = form.render(path, &report, &unchecked, emit);
        let Report { silenced, remarks, .. } = report;
        Done::Checked { rendered, fired, counts, fails, silenced, unchecked, remarks }
    }
}

/// What a file of a folder is that holds no policy.
fn without_policies(source: found::Source) -> &'static str {
    match source {
        found::Source::CloudFormation => "a CloudFormation template without policies",
        found::Source::Sam => "an AWS SAM template without policies",
        found::Source::TerraformPlan => "a Terraform plan without policies",
        found::Source::Terraform => "a Terraform configuration without policies",
        _ => "without policies",
    }
}

/// What is not checked of a text, with its places.
fn unread(report: &Report<'_>) -> Vec<Unread> {
    if report.unchecked.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(report.text());
    report.unchecked.iter().map(|it| Unread::new(it, &lines)).collect()
}
