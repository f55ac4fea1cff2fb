//! Findings of files, one after the other, to standard output.

use super::unread::Unread;
use crate::args::{Format, Validate};
use crate::in_parallel::{self, Emit};
use crate::input;
use crate::outcome::Failure;
use crate::render::{self, AwsForm, Counts, Notification, Region, SarifForm, TextStyle};
use crate::report::{Report, Told};
use crate::visible::{visible, visible_json};
use crate::walk::{self, LeftOut};
use iam_core::json::LineIndex;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::mem;
use std::path::{Path, PathBuf};

/// How the findings of one file are written.
pub(super) struct Form {
    format: Format,
    /// Whether findings stand alone, not beside the name of their file.
    one_file: bool,
    style: TextStyle,
}

/// So many findings are rendered by one thread at a time; of fewer, nothing is written before the last.
const CHUNK: usize = 512;

impl Form {
    pub(super) fn new(args: &Validate, style: TextStyle) -> Self {
        Self { format: args.format, one_file: is_one_file(args), style }
    }

    /// The findings in the file at `path`: what is left of them once pieces have been handed over.
    pub(super) fn render(
        &self,
        path: &Path,
        report: &Report<'_>,
        unread: &[Unread],
        emit: Emit<'_>,
    ) -> Vec<u8> {
        match self.format {
            Format::Text => {
                let name = input::name(path);
                let lines = LineIndex::new(report.text());
                let render = |out: &mut String, _: usize, finding: &Told| {
                    self.style.finding(out, &name, report, &lines, finding);
                };
                let mut out = items(&report.findings, render, emit);
                for it in unread {
                    let line = it.line.map(|line| format!(":{line}")).unwrap_or_default();
                    let told = visible(&it.told()).into_owned();
                    out.extend(format!("not checked: {name}{line}: {told}\n\n").bytes());
                }
                out
            }
            Format::Json => {
                let form = AwsForm::new(report);
                let (indent, end) = if self.one_file { ("", "  ") } else { ("  ", "    ") };
                let file = Value::from(input::distinct(path));
                let file =
                    if self.one_file { String::new() } else { format!("    \"file\": {file},\n") };
                let before = format!("{indent}{{\n{file}{end}\"findings\": [");
                let before = visible_json(&before).into_owned();
                let inner = format!("{end}  ");
                let render = |out: &mut String, index: usize, finding: &Told| {
                    if index == 0 {
                        out.push_str(&before);
                    }
                    out.push_str(if index == 0 { "\n" } else { ",\n" });
                    render::push_json(out, &form.finding(finding), &inner);
                };
                let mut out = items(&report.findings, render, emit);
                if report.findings.is_empty() {
                    out.extend(format!("{before}]").bytes());
                } else {
                    out.extend(format!("\n{end}]").bytes());
                }
                if !unread.is_empty() {
                    let mut list = String::new();
                    render::push_json(&mut list, &unread, end);
                    out.extend(format!(",\n{end}\"unchecked\": {}", list.trim_start()).bytes());
                }
                out.extend(format!("\n{indent}}}").bytes());
                out
            }
            Format::Sarif => {
                let form = SarifForm::new(path, report);
                let render = |out: &mut String, index: usize, finding: &Told| {
                    out.push_str(if index == 0 { "" } else { ",\n" });
                    render::push_json(out, &form.result(index, finding), "        ");
                };
                items(&report.findings, render, emit)
            }
        }
    }
}

/// The findings, rendered on all cores; of many, pieces are handed over on the way.
fn items(
    findings: &[Told],
    render: impl Fn(&mut String, usize, &Told) + Sync,
    emit: Emit<'_>,
) -> Vec<u8> {
    let chunk = |(first, findings): &(usize, &[Told])| {
        let mut out = String::new();
        for (index, finding) in findings.iter().enumerate() {
            render(&mut out, first + index, finding);
        }
        out.into_bytes()
    };
    let mut chunks = Vec::new();
    let mut first = 0;
    for findings in findings.chunks(CHUNK) {
        chunks.push((first, findings));
        first += findings.len();
    }
    let mut out = Vec::new();
    let several = in_parallel::threads().max(1) * 4;
    for some in chunks.chunks(several) {
        for piece in in_parallel::map(some, chunk) {
            if !out.is_empty() && !emit(mem::take(&mut out)) {
                return Vec::new();
            }
            out = piece;
        }
    }
    out
}

/// A path that is not checked, or a part of the file there, and why.
pub(super) struct NotChecked {
    pub(super) path: PathBuf,
    pub(super) what: What,
    pub(super) why: String,
}

/// What it is that is not checked.
pub(super) enum What {
    /// Something that was left out.
    LeftOut(LeftOut),
    /// Something that should have been checked: a problem.
    Problem,
    /// Part of a file of which the rest is checked.
    Part(Option<Region>),
}

impl NotChecked {
    pub(super) fn left_out(&self) -> Option<LeftOut> {
        match self.what {
            What::LeftOut(why) => Some(why),
            _ => None,
        }
    }

    pub(super) fn is_problem(&self) -> bool {
        matches!(self.what, What::Problem)
    }
}

/// What is printed around the findings of each file.
pub(super) struct Output<W: Write> {
    out: BufWriter<W>,
    format: Format,
    one_file: bool,
    verbose: bool,
    /// Whether nothing but a diff is printed.
    is_diff: bool,
    state: State,
    fired: BTreeSet<&'static str>,
}

/// How far the output has come.
struct State {
    /// Whether no file has been written.
    first: bool,
    /// Whether pieces of a file have been written, and more may come.
    open: bool,
    /// Whether whoever reads has seen enough.
    closed: bool,
}

impl<W: Write> Output<W> {
    pub(super) fn new(args: &Validate, out: W) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, out),
            format: args.format,
            one_file: is_one_file(args),
            verbose: args.verbose,
            is_diff: args.diff,
            state: State { first: true, open: false, closed: false },
            fired: BTreeSet::new(),
        }
    }

    /// Whether nobody reads any more, as behind `head`.
    pub(super) fn is_closed(&self) -> bool {
        self.state.closed
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.state.closed {
            return Ok(());
        }
        let written = self.out.write_all(bytes);
        self.unless_closed(written)
    }

    fn flush(&mut self) -> Result<(), Failure> {
        if self.state.closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.unless_closed(flushed)
    }

    fn unless_closed(&mut self, result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.state.closed = true;
                Ok(())
            }
            other => other.map_err(Failure::from),
        }
    }

    /// What comes before the first file.
    pub(super) fn start(&mut self) -> Result<(), Failure> {
        match self.format {
            Format::Json if !self.one_file => self.write(b"["),
            Format::Sarif => self.write(render::SARIF_BEFORE_RESULTS.as_bytes()),
            _ => Ok(()),
        }
    }

    /// Part of the findings of a file.
    pub(super) fn piece(&mut self, rendered: &[u8]) -> Result<(), Failure> {
        if rendered.is_empty() {
            return Ok(());
        }
        let listed =
            self.format == Format::Sarif || (self.format == Format::Json && !self.one_file);
        if listed && !self.state.open {
            self.write(if self.state.first { b"\n" } else { b",\n" })?;
        }
        self.state.first = false;
        self.state.open = true;
        self.write(rendered)
    }

    /// The rest of a file, and the checks that fired.
    pub(super) fn file(
        &mut self,
        rendered: &[u8],
        fired: BTreeSet<&'static str>,
    ) -> Result<(), Failure> {
        self.piece(rendered)?;
        self.state.open = false;
        self.fired.extend(fired);
        if self.format == Format::Text {
            // A person may be waiting.
            self.flush()?;
        }
        Ok(())
    }

    /// What is not checked has its entry among the files in JSON.
    pub(super) fn not_checked(&mut self, not: &NotChecked) -> Result<(), Failure> {
        // A part is told with its file.
        let is_part = matches!(not.what, What::Part(_));
        if self.format != Format::Json || self.one_file || is_part {
            return Ok(());
        }
        let member = if not.is_problem() { "error" } else { "skipped" };
        let entry = json!({ "file": input::distinct(&not.path), "findings": [], member: not.why });
        let mut rendered = String::new();
        render::push_json(&mut rendered, &entry, "  ");
        self.piece(rendered.as_bytes())?;
        self.state.open = false;
        Ok(())
    }

    /// What comes after the last file.
    pub(super) fn finish(mut self, counts: Counts, not: &[NotChecked]) -> Result<(), Failure> {
        let before_close = if self.state.first { "" } else { "\n" };
        match self.format {
            // It may be kept, and applied by other programs.
            Format::Text if self.is_diff => {}
            Format::Text => {
                // Standard error tells why no file was checked.
                if !counts.is_empty() {
                    self.write(format!("{counts}\n").as_bytes())?;
                }
                self.left_out(not)?;
            }
            // Without an answer the one file could not be read.
            Format::Json if self.one_file => self.write(before_close.as_bytes())?,
            Format::Json => self.write(format!("{before_close}]\n").as_bytes())?,
            Format::Sarif => {
                let notifications: Vec<_> = not.iter().map(notification).collect();
                let rest = render::sarif_after_results(&self.fired, &notifications);
                let indent = if self.state.first { "" } else { "\n      " };
                self.write(format!("{indent}{rest}").as_bytes())?;
            }
        }
        self.flush()
    }

    /// What was left out: how much for which reason, and if wanted each by its name.
    fn left_out(&mut self, not: &[NotChecked]) -> Result<(), Failure> {
        let left_out: Vec<_> = not.iter().filter_map(NotChecked::left_out).collect();
        let Some(summary) = walk::summary(&left_out) else { return Ok(()) };
        let hint = if self.verbose { "" } else { " (--verbose names them)" };
        self.write(format!("{summary}{hint}\n").as_bytes())?;
        if self.verbose {
            for NotChecked { path, why, .. } in not.iter().filter(|it| it.left_out().is_some()) {
                self.write(format!("  {}: {why}\n", input::name(path)).as_bytes())?;
            }
        }
        Ok(())
    }
}

fn notification(not: &NotChecked) -> Notification<'_> {
    let is_error = not.is_problem();
    let text = if is_error { not.why.clone() } else { format!("not checked: {}", not.why) };
    let region = match &not.what {
        What::Part(region) => region.clone(),
        _ => None,
    };
    Notification { is_error, text, path: &not.path, region }
}

/// Whether findings are printed as those of one file: it is the only path, and no folder. Where it may be left
/// out, an answer has to say so, which AWS's has no room for.
fn is_one_file(args: &Validate) -> bool {
    let is_file = |path: &Path| path == Path::new(input::STDIN) || !path.is_dir();
    !args.ignore_others && matches!(args.paths.as_slice(), [path] if is_file(path))
}
