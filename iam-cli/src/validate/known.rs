//! Findings that are known: `--baseline` and `--write-baseline`.

use super::beside::Beside;
use super::replace::replace;
use crate::input;
use crate::render::fingerprints;
use crate::report::Report;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A finding that is known, as a baseline lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Its path from the folder of the baseline; before version 2 from the folder where the command ran.
    file: String,
    /// Who holds the policy, where it is not alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    policy: String,
    code: String,
    fingerprint: String,
}

/// What the file of a baseline holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    /// For whoever opens it.
    about: String,
    /// What the members mean.
    #[serde(default)]
    version: u32,
    findings: BTreeSet<Entry>,
}

const ABOUT: &str =
    "findings that `iam validate --baseline` knows; written by `iam validate --write-baseline`";

/// The version of what is written here.
const VERSION: u32 = 2;

/// The findings that a run knows, and those it has come across.
pub(super) struct Known {
    entries: BTreeSet<Entry>,
    /// Where to write what was found.
    file: Option<PathBuf>,
    /// Where the paths of files begin; none without a baseline.
    beside: Option<Beside>,
    found: Mutex<BTreeSet<Entry>>,
    /// The files that were checked.
    checked: Mutex<BTreeSet<String>>,
}

impl Known {
    /// Of the files that the command line names; otherwise why one cannot be read.
    pub(super) fn new(baseline: Option<&Path>, write: Option<&Path>) -> Result<Self, String> {
        let entries = baseline.map(entries).transpose()?.unwrap_or_default();
        let beside = baseline.or(write).map(Beside::of);
        let (found, checked) = (Mutex::default(), Mutex::default());
        Ok(Self { entries, file: write.map(Path::to_owned), beside, found, checked })
    }

    /// Takes out what is known of the findings in the file at `path`; with `--write-baseline` all.
    pub(super) fn apply(&self, path: &Path, report: &mut Report<'_>) {
        let Some(beside) = &self.beside else { return };
        let file = beside.path(path);
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).insert(file.clone());
        let entry = |(told, fingerprint): (&crate::report::Told, String)| Entry {
            file: file.clone(),
            policy: report.policy_of(told).map(iam_source::found::Found::name).unwrap_or_default(),
            code: told.code.to_owned(),
            fingerprint,
        };
        let all: Vec<_> = report.findings.iter().zip(fingerprints(report)).map(entry).collect();
        let is_known: Vec<bool> = all.iter().map(|entry| self.entries.contains(entry)).collect();
        self.found.lock().unwrap_or_else(PoisonError::into_inner).extend(all);
        let mut is_known = is_known.into_iter();
        let writes = self.file.is_some();
        report.findings.retain(|_| !(writes || is_known.next().unwrap_or_default()));
    }

    /// Writes the baseline if one is wanted; what there is to say of it, in one line.
    pub(super) fn finish(self) -> Result<Option<String>, String> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = self.file else {
            // Of files that this run did not look at nothing is known, but that they are there.
            let checked = self.checked.into_inner().unwrap_or_else(PoisonError::into_inner);
            let is_there = |file: &str| self.beside.as_ref().is_some_and(|it| it.has(file));
            let is_gone = |it: &&Entry| checked.contains(&it.file) || !is_there(&it.file);
            let gone = self.entries.difference(&found).filter(is_gone).count();
            return Ok((gone > 0).then(|| {
                let gone = if gone == 1 {
                    "1 finding is".to_owned()
                } else {
                    format!("{gone} findings are")
                };
                format!("{gone} in the baseline and not there any more: write it anew")
            }));
        };
        let count = found.len();
        let baseline = Baseline { about: ABOUT.to_owned(), version: VERSION, findings: found };
        // Strings always have JSON.
        let text = serde_json::to_string_pretty(&baseline).unwrap_or_default() + "\n";
        let name = input::name(&path);
        // What is there is replaced whole; what is not is made.
        let written = match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => fs::write(&path, text),
            _ => replace(&path, text.as_bytes()),
        };
        written.map_err(|error| format!("cannot write {name}: {error}"))?;
        let findings = if count == 1 { "finding" } else { "findings" };
        Ok(Some(format!("{name} knows {count} {findings} now")))
    }
}

fn entries(path: &Path) -> Result<BTreeSet<Entry>, String> {
    let name = input::name(path);
    let bytes = input::read(path)?;
    let baseline: Baseline = serde_json::from_slice(&bytes)
        .map_err(|error| format!("{name} is no baseline of findings: {error}"))?;
    if baseline.version > VERSION {
        return Err(format!("{name} was written by a later version of `iam`: update the command"));
    }
    if baseline.version == VERSION {
        return Ok(baseline.findings);
    }
    let beside = Beside::of(path);
    let moved = |entry: Entry| Entry { file: beside.path(Path::new(&entry.file)), ..entry };
    Ok(baseline.findings.into_iter().map(moved).collect())
}
