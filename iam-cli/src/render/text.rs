//! Findings for people: each with the line it is about, in colour on a terminal.

use super::excerpt::excerpt;
use super::sentence::why;
use crate::args::Color;
use crate::report::Report;
use crate::visible::visible;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use iam_core::document::ByteSpan;
use iam_core::finding::{Finding, FindingType};
use iam_core::json::LineIndex;
use std::fmt;
use std::io::IsTerminal;

/// So many further places of one finding are shown.
const RELATED: usize = 5;

/// How findings look.
pub(crate) struct TextStyle {
    renderer: Renderer,
}

impl TextStyle {
    /// For output to `out`.
    pub(crate) fn new(color: Color, out: &impl IsTerminal) -> Self {
        let colored = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let no_color = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
                out.is_terminal() && !no_color && !dumb
            }
        };
        let renderer = if colored { Renderer::styled() } else { Renderer::plain() };
        // Lines are cut before they come here.
        Self { renderer: renderer.term_width(10_000) }
    }

    /// The findings in the file called `name`, each followed by an empty line.
    pub(crate) fn findings(&self, name: &str, report: &Report<'_>) -> String {
        let lines = LineIndex::new(report.text);
        let mut out = String::new();
        for finding in &report.findings {
            out.push_str(&self.finding(name, report.text, &lines, finding));
            out.push_str("\n\n");
        }
        out
    }

    fn finding(
        &self,
        name: &str,
        text: &str,
        lines: &LineIndex<'_>,
        finding: &Finding<ByteSpan>,
    ) -> String {
        let title = level(finding.finding_type).primary_title(visible(&finding.message));
        let mut group = Group::with_title(title.id(finding.code));
        let mut columns = Vec::new();
        let related = finding.related.iter().take(RELATED);
        for (index, span) in std::iter::once(&finding.span).chain(related).enumerate() {
            let place = excerpt(text, lines, *span);
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            columns.push((place.shown_column(), place.line, place.column));
            let snippet = Snippet::source(place.shown).line_start(place.line).path(name);
            group = group.element(snippet.annotation(kind.span(place.mark)));
        }
        let hidden = finding.related.len().saturating_sub(RELATED);
        if hidden > 0 {
            group = group.element(Level::NOTE.message(format!("and {hidden} more places")));
        }
        let why = why(finding);
        if !why.is_empty() {
            group = group.element(Level::NOTE.with_name("why").message(why));
        }
        if let Some(fix) = &finding.fix {
            group = group.element(Level::HELP.with_name("fix").message(visible(fix)));
        }
        let mut rendered = self.renderer.render(&[group]);
        // The renderer counts columns on what is shown of a line, which may be cut.
        for (shown, line, column) in columns.into_iter().filter(|(shown, _, it)| shown != it) {
            let (shown, true_one) =
                (format!("{name}:{line}:{shown}"), format!("{name}:{line}:{column}"));
            rendered = rendered.replacen(&shown, &true_one, 1);
        }
        rendered
    }
}

fn level(finding_type: FindingType) -> Level<'static> {
    match finding_type {
        FindingType::Error => Level::ERROR,
        FindingType::SecurityWarning => Level::ERROR.with_name("security-warning"),
        FindingType::Suggestion => Level::HELP.with_name("suggestion"),
        _ => Level::WARNING,
    }
}

/// How many findings of each type there are, and in how many files they were looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    files: usize,
    errors: usize,
    security_warnings: usize,
    warnings: usize,
    suggestions: usize,
}

impl Counts {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let mut counts = Self { files: 1, ..Self::default() };
        for finding in &report.findings {
            match finding.finding_type {
                FindingType::Error => counts.errors += 1,
                FindingType::SecurityWarning => counts.security_warnings += 1,
                FindingType::Suggestion => counts.suggestions += 1,
                _ => counts.warnings += 1,
            }
        }
        counts
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.errors += other.errors;
        self.security_warnings += other.security_warnings;
        self.warnings += other.warnings;
        self.suggestions += other.suggestions;
    }

    /// Whether no file was checked.
    pub(crate) fn is_empty(&self) -> bool {
        self.files == 0
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.errors + self.security_warnings + self.warnings + self.suggestions == 0
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.errors, "error"),
            (self.security_warnings, "security warning"),
            (self.warnings, "warning"),
            (self.suggestions, "suggestion"),
        ];
        let found = counts.into_iter().filter(|(count, _)| *count > 0);
        let found: Vec<_> = found.map(|(count, noun)| counted(count, noun)).collect();
        let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
        write!(f, "{found} in {}", counted(self.files, "file"))
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
