//! Findings for people: each with the line it is about, in colour on a terminal.
//!
//! Rendered here and not by a library: a file may have a million findings, and nothing of them needs more
//! than a line, a mark and a few words.

use super::excerpt::{Excerpt, Room, excerpt};
use super::sentence::why;
use crate::args::Color;
use crate::report::{Report, Told};
use crate::visible::visible;
use iam_core::finding::{Finding, FindingType};
use iam_core::json::LineIndex;
use std::fmt::{self, Display, Write as _};
use std::io::IsTerminal;
use terminal_size::{Width, terminal_size};
use unicode_width::UnicodeWidthStr as _;

/// So many further places of one finding are shown.
const RELATED: usize = 5;

/// How findings look.
#[derive(Clone, Copy)]
pub(crate) struct TextStyle {
    colored: bool,
    /// The columns of the terminal, if it is one.
    columns: Option<usize>,
}

/// A colour of a terminal, bold.
#[derive(Clone, Copy)]
struct Paint(&'static str);

const RED: Paint = Paint("\x1b[1m\x1b[91m");
const YELLOW: Paint = Paint("\x1b[1m\x1b[93m");
const CYAN: Paint = Paint("\x1b[1m\x1b[96m");
const BLUE: Paint = Paint("\x1b[1m\x1b[94m");
const BOLD: Paint = Paint("\x1b[1m");

/// A text in a colour, or plain.
struct Painted<T> {
    paint: Option<Paint>,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paint {
            Some(Paint(start)) => write!(f, "{start}{}\x1b[0m", self.text),
            None => self.text.fmt(f),
        }
    }
}

impl TextStyle {
    /// For output to `out`.
    pub(crate) fn new(color: Color, out: &impl IsTerminal) -> Self {
        let is_terminal = out.is_terminal();
        let colored = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let no_color = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
                is_terminal && !no_color && !dumb
            }
        };
        // `COLUMNS` is what somebody says, as in `COLUMNS=200 iam validate …`.
        let said = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        let columns = said.or_else(|| {
            let size = if is_terminal { terminal_size() } else { None };
            size.map(|(Width(columns), _)| usize::from(columns))
        });
        Self { colored, columns: columns.filter(|columns| *columns > 0) }
    }

    /// The findings in the file called `name`, each followed by an empty line.
    pub(crate) fn findings(self, name: &str, report: &Report<'_>) -> String {
        let lines = LineIndex::new(report.text());
        let mut out = String::new();
        for finding in &report.findings {
            self.finding(&mut out, name, report, &lines, finding);
        }
        out
    }

    fn paint<T>(self, paint: Paint, text: T) -> Painted<T> {
        Painted { paint: self.colored.then_some(paint), text }
    }

    /// Adds a finding and an empty line.
    pub(crate) fn finding(
        self,
        out: &mut String,
        name: &str,
        report: &Report<'_>,
        lines: &LineIndex<'_>,
        told: &Told,
    ) {
        let found = report.policy_of(told).filter(|_| !report.is_policy());
        let held = found.filter(|found| !found.holder.is_empty() || !found.path.is_empty());
        let held = held.map(|found| held_by(&found.holder, &found.path));
        // Writing to a string cannot fail.
        let _ = self.write(out, name, report.text(), lines, told, held.as_deref());
    }

    fn write(
        self,
        out: &mut String,
        name: &str,
        text: &str,
        lines: &LineIndex<'_>,
        finding: &Finding,
        held: Option<&str>,
    ) -> fmt::Result {
        let (level, paint) = level(finding.finding_type);
        let message = visible(&finding.message);
        let title = self.paint(paint, format_args!("{level}[{}]", finding.code)).to_string();
        writeln!(out, "{title}{}", self.paint(BOLD, format_args!(": {message}")))?;
        let related = finding.related.iter().take(RELATED);
        let spans = std::iter::once(&finding.span).chain(related);
        // The widest of the line numbers sets all of them in.
        let last = spans.clone().map(|span| lines.position(span.start as usize).line).max();
        let digits = last.unwrap_or_default().max(1).ilog10() as usize + 1;
        let room = Room::of(self.columns, digits + " | ".len());
        let bar = self.paint(BLUE, "|");
        for (index, span) in spans.enumerate() {
            let Excerpt { line, column, shown, mark } = excerpt(text, lines, *span, room);
            let (arrow, sign, paint) =
                if index == 0 { ("-->", "^", paint) } else { (":::", "-", BLUE) };
            if index > 0 {
                writeln!(out, "{:digits$} {bar}", "")?;
            }
            writeln!(out, "{:digits$}{} {name}:{line}:{column}", "", self.paint(BLUE, arrow))?;
            writeln!(out, "{:digits$} {bar}", "")?;
            write!(out, "{} {bar} {shown}", self.paint(BLUE, format_args!("{line:>digits$}")))?;
            out.truncate(out.trim_end().len());
            out.push('\n');
            let before = shown.get(..mark.start).unwrap_or_default().width();
            let marked = shown.get(mark).unwrap_or_default().width().max(1);
            let marks = self.paint(paint, sign.repeat(marked));
            writeln!(out, "{:digits$} {bar} {:before$}{marks}", "", "")?;
        }
        let hidden = finding.related.len().saturating_sub(RELATED);
        let why = why(finding);
        let fix = finding.fix.as_deref().map(visible);
        let notes = [
            ("in", held.map(visible)),
            ("note", (hidden > 0).then(|| format!("and {hidden} more places").into())),
            ("why", (!why.is_empty()).then_some(why.into())),
            ("fix", fix),
        ];
        let mut notes = notes.into_iter().filter_map(|(name, text)| Some((name, text?))).peekable();
        if notes.peek().is_some() {
            writeln!(out, "{:digits$} {bar}", "")?;
        }
        for (name, text) in notes {
            let equals = self.paint(BLUE, "=");
            writeln!(out, "{:digits$} {equals} {}: {text}", "", self.paint(BOLD, name))?;
        }
        out.push('\n');
        Ok(())
    }
}

/// Who holds a policy, and where.
fn held_by(holder: &str, path: &str) -> String {
    match (holder, path) {
        (holder, "") => format!("`{holder}`"),
        ("", path) => format!("`{path}`"),
        (holder, path) => format!("`{holder}`, `{path}`"),
    }
}

fn level(finding_type: FindingType) -> (&'static str, Paint) {
    match finding_type {
        FindingType::Error => ("error", RED),
        FindingType::SecurityWarning => ("security-warning", RED),
        FindingType::Suggestion => ("suggestion", CYAN),
        _ => ("warning", YELLOW),
    }
}
