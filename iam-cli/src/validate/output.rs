//! Findings of files, one after the other, to standard output.

use super::{Rendered, is_one_file};
use crate::args::{Format, Validate};
use crate::outcome::Failure;
use crate::render::{self, Counts};
use serde_json::Value;
use std::io::{BufWriter, Write};
use std::path::Path;

/// What is printed around the findings of each file.
pub(super) struct Output<W: Write> {
    out: BufWriter<W>,
    format: Format,
    /// Whether findings stand alone, not beside the name of their file.
    one_file: bool,
    first: bool,
    results: Vec<Value>,
}

impl<W: Write> Output<W> {
    pub(super) fn new(args: &Validate, out: W) -> Self {
        let one_file = is_one_file(&args.paths);
        let out = BufWriter::with_capacity(1 << 16, out);
        Self { out, format: args.format, one_file, first: true, results: Vec::new() }
    }

    /// The findings of the file at `path`.
    pub(super) fn file(&mut self, path: &Path, rendered: Rendered) -> Result<(), Failure> {
        match rendered {
            Rendered::Text(text) => {
                self.out.write_all(text.as_bytes())?;
                // A person may be waiting.
                self.out.flush()?;
            }
            Rendered::Json(findings) if self.one_file => {
                let findings = findings.replace('\n', "\n  ");
                write!(self.out, "{{\n  \"findings\": {findings}\n}}\n")?;
                self.first = false;
            }
            Rendered::Json(findings) => {
                let file = Value::from(path.to_string_lossy());
                let findings = findings.replace('\n', "\n    ");
                let before = if self.first { "[\n" } else { ",\n" };
                let members = format!("    \"file\": {file},\n    \"findings\": {findings}");
                write!(self.out, "{before}  {{\n{members}\n  }}")?;
                self.first = false;
            }
            Rendered::Sarif(results) => self.results.extend(results),
        }
        Ok(())
    }

    /// What comes after the last file.
    pub(super) fn finish(mut self, counts: Counts, problems: &[String]) -> Result<(), Failure> {
        match self.format {
            Format::Text => writeln!(self.out, "{counts}")?,
            // The one file could not be read: there is no answer.
            Format::Json if self.one_file => {}
            Format::Json => self.out.write_all(if self.first { b"[]\n" } else { b"\n]\n" })?,
            Format::Sarif => {
                let log = render::sarif_log(&self.results, problems);
                writeln!(self.out, "{log:#}")?;
            }
        }
        self.out.flush()?;
        Ok(())
    }
}
