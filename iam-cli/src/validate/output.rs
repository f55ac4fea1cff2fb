//! Findings of files, one after the other, to standard output.

use super::is_one_file;
use crate::args::{Format, Validate};
use crate::input;
use crate::outcome::Failure;
use crate::render::{self, Counts, TextStyle};
use crate::report::Report;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How the findings of one file are written.
pub(super) struct Form {
    format: Format,
    /// Whether findings stand alone, not beside the name of their file.
    one_file: bool,
    style: TextStyle,
}

/// What is printed around the findings of each file.
pub(super) struct Output<W: Write> {
    out: BufWriter<W>,
    format: Format,
    one_file: bool,
    first: bool,
    fired: BTreeSet<&'static str>,
}

impl Form {
    pub(super) fn new(args: &Validate, style: TextStyle) -> Self {
        Self { format: args.format, one_file: is_one_file(&args.paths), style }
    }

    /// The findings in the file at `path`; empty if there is nothing to print.
    pub(super) fn render(&self, path: &Path, report: &Report<'_>) -> String {
        match self.format {
            Format::Text => self.style.findings(&input::name(path), report),
            Format::Json if self.one_file => {
                format!("{{\n  \"findings\": {}\n}}", render::json_findings(report, "  "))
            }
            Format::Json => {
                let file = Value::from(path.to_string_lossy());
                let findings = render::json_findings(report, "    ");
                format!("  {{\n    \"file\": {file},\n    \"findings\": {findings}\n  }}")
            }
            Format::Sarif => render::sarif_results(path, report),
        }
    }
}

impl<W: Write> Output<W> {
    pub(super) fn new(args: &Validate, out: W) -> Self {
        let out = BufWriter::with_capacity(1 << 16, out);
        let one_file = is_one_file(&args.paths);
        Self { out, format: args.format, one_file, first: true, fired: BTreeSet::new() }
    }

    /// What comes before the first file.
    pub(super) fn start(&mut self) -> Result<(), Failure> {
        match self.format {
            Format::Json if !self.one_file => self.out.write_all(b"[")?,
            Format::Sarif => self.out.write_all(render::SARIF_BEFORE_RESULTS.as_bytes())?,
            _ => {}
        }
        Ok(())
    }

    /// A file: its findings, rendered, and the checks that fired.
    pub(super) fn file(
        &mut self,
        rendered: &str,
        fired: BTreeSet<&'static str>,
    ) -> Result<(), Failure> {
        if rendered.is_empty() {
            return Ok(());
        }
        let listed =
            self.format == Format::Sarif || (self.format == Format::Json && !self.one_file);
        if listed {
            self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        }
        self.first = false;
        self.fired.extend(fired);
        self.out.write_all(rendered.as_bytes())?;
        if self.format == Format::Text {
            // A person may be waiting.
            self.out.flush()?;
        }
        Ok(())
    }

    /// What comes after the last file.
    pub(super) fn finish(mut self, counts: Counts, problems: &[String]) -> Result<(), Failure> {
        let before_close = if self.first { "" } else { "\n" };
        match self.format {
            // Standard error tells why no file was checked.
            Format::Text if counts.is_empty() => {}
            Format::Text => writeln!(self.out, "{counts}")?,
            // Without an answer the one file could not be read.
            Format::Json if self.one_file => self.out.write_all(before_close.as_bytes())?,
            Format::Json => writeln!(self.out, "{before_close}]")?,
            Format::Sarif => {
                let rest = render::sarif_after_results(&self.fired, problems);
                let indent = if self.first { "" } else { "\n      " };
                write!(self.out, "{indent}{rest}")?;
            }
        }
        self.out.flush()?;
        Ok(())
    }
}
