//! `--fix` and `--diff`: what can be mended is, or is shown.

use super::replace::replace;
use crate::args::Validate;
use crate::input;
use crate::marked::as_before;
use crate::mender::Mender;
use crate::report::Report;
use crate::visible::visible_lines;
use iam_core::document::ByteSpan;
use iam_core::finding::{Applicability, Finding, Fix};
use iam_core::json;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run does with the fixes of its findings, and how many it has done.
pub(super) struct Fixing {
    deed: Option<Deed>,
    unsafe_too: bool,
    applied: AtomicUsize,
    files: AtomicUsize,
    /// Those that another run can apply: they met others, or appeared only now.
    left: AtomicUsize,
    /// Links that a walk met: where they lead was not named.
    links: AtomicUsize,
    failed: AtomicUsize,
    /// Those that change what does not stand in the file as it is in the policy.
    elsewhere: AtomicUsize,
    /// Those that would change what something else than a policy uses.
    shared: AtomicUsize,
    /// Plans of Terraform, which are made of what is to be mended.
    plans: AtomicUsize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Write,
    Show,
}

impl Fixing {
    /// As the command line says; otherwise why that cannot be.
    pub(super) fn new(args: &Validate) -> Result<Self, String> {
        let deed = match (args.fix, args.diff) {
            (_, true) => Some(Deed::Show),
            (true, false) => Some(Deed::Write),
            (false, false) => None,
        };
        if deed == Some(Deed::Write) && args.paths.iter().any(|it| it == Path::new(input::STDIN)) {
            return Err("--fix writes into files, and `-` is none: --diff shows what it would do"
                .to_owned());
        }
        let zero = AtomicUsize::default;
        let unsafe_too = args.unsafe_fixes;
        Ok(Self {
            deed,
            unsafe_too,
            applied: zero(),
            files: zero(),
            left: zero(),
            links: zero(),
            failed: zero(),
            elsewhere: zero(),
            shared: zero(),
            plans: zero(),
        })
    }

    pub(super) fn writes(&self) -> bool {
        self.deed == Some(Deed::Write)
    }

    pub(super) fn shows(&self) -> bool {
        self.deed == Some(Deed::Show)
    }

    /// The text with all that can be mended in one pass; none if that is nothing, or not asked for.
    pub(super) fn fixed(&self, report: &Report<'_>) -> Option<json::Fixed> {
        self.deed?;
        if report.is_plan() {
            let has_fix = report.findings.iter().any(|told| self.chosen(told).is_some());
            self.plans.fetch_add(usize::from(has_fix), Ordering::Relaxed);
            return None;
        }
        // Whatever it is that somebody named, nothing in it says that it is a policy.
        if report.document().is_some_and(|it| it.member("Statement").is_none()) {
            return None;
        }
        self.note_elsewhere(report);
        let fixed = self.mended(report)?;
        // Text that the reader takes no more, for its length, is not written.
        (fixed.applied > 0 && report.is_like(&fixed.text)).then_some(fixed)
    }

    /// The text after one pass.
    fn mended(&self, report: &Report<'_>) -> Option<json::Fixed> {
        let mender = Mender::new(report);
        let Some(whole) = mender.whole() else { return self.mended_in_place(report, &mender) };
        let chosen = report.findings.iter().filter_map(|finding| {
            self.chosen(finding).filter(|(fix, _)| mender.takes(finding, fix))
        });
        let fixed = json::apply(report.text(), whole, chosen);
        // What stands in strings comes after that: another run finds where.
        match fixed.applied {
            0 if !report.is_policy() => self.mended_in_place(report, &mender),
            _ => Some(fixed),
        }
    }

    /// The same, of a text that is no JSON, or that has policies in strings: where two fixes would meet, the first
    /// wins.
    fn mended_in_place(&self, report: &Report<'_>, mender: &Mender<'_, '_>) -> Option<json::Fixed> {
        // By where they start.
        let mut all: BTreeMap<u32, json::TextEdit> = BTreeMap::new();
        let mut applied = 0;
        for told in &report.findings {
            let chosen = self.chosen(told);
            let edits = chosen.and_then(|(fix, _)| mender.edits_in_place(told, fix));
            let Some(edits) = edits else { continue };
            let meets = |edit: &json::TextEdit| {
                let last = all.range(..=edit.at.end).next_back();
                last.is_some_and(|(_, last)| last.at.end >= edit.at.start)
            };
            if !edits.iter().any(meets) {
                applied += 1;
                all.extend(edits.into_iter().map(|edit| (edit.at.start, edit)));
            }
        }
        let old = report.text();
        let (mut text, mut done) = (String::with_capacity(old.len()), 0);
        for json::TextEdit { at, with } in all.into_values() {
            text.push_str(old.get(done..at.start as usize).unwrap_or_default());
            text.push_str(&with);
            done = at.end as usize;
        }
        text.push_str(old.get(done..).unwrap_or_default());
        report.is_like(&text).then_some(json::Fixed { text, applied })
    }

    /// Notes what can be mended, and not where it stands.
    fn note_elsewhere(&self, report: &Report<'_>) {
        let mender = Mender::new(report);
        for told in &report.findings {
            let Some((fix, _)) = self.chosen(told) else { continue };
            if mender.edits(told, fix).is_none() {
                let is_shared = mender.is_shared(fix);
                let count = if is_shared { &self.shared } else { &self.elsewhere };
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn chosen<'f>(&self, finding: &'f Finding) -> Option<(&'f Fix, &'f [ByteSpan])> {
        let only = match finding.fixes.as_slice() {
            [only] if only.applicability == Applicability::MaybeIncorrect => Some(only),
            _ => None,
        };
        let fix = finding.sure_fix().or_else(|| only.filter(|_| self.unsafe_too))?;
        Some((fix, finding.related.as_slice()))
    }

    /// Writes the file, and notes what was done.
    pub(super) fn write(&self, path: &Path, fixed: &json::Fixed) -> Result<(), String> {
        let written = fs::read(path).and_then(|old| replace(path, &as_before(&old, &fixed.text)));
        written.map_err(|error| {
            self.failed.fetch_add(1, Ordering::Relaxed);
            format!("cannot write {}: {error}", input::name(path))
        })?;
        self.note(fixed);
        Ok(())
    }

    /// What would change, as a unified diff.
    pub(super) fn show(&self, path: &Path, old: &str, fixed: &json::Fixed) -> Vec<u8> {
        self.note(fixed);
        let name = input::name(path);
        let diff = TextDiff::from_lines(old, fixed.text.as_str());
        let diff = diff.unified_diff().header(&name, &name).to_string();
        let mut shown = String::with_capacity(diff.len());
        for line in diff.split_inclusive('\n') {
            let text = line.trim_end_matches(['\r', '\n']);
            shown.push_str(&visible_lines(text));
            shown.push_str(line.get(text.len()..).unwrap_or_default());
        }
        shown.into_bytes()
    }

    fn note(&self, fixed: &json::Fixed) {
        self.applied.fetch_add(fixed.applied, Ordering::Relaxed);
        self.files.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes what can be mended in a file that was written.
    pub(super) fn note_left(&self, report: &Report<'_>) {
        let left = self.mended(report).map_or(0, |fixed| fixed.applied);
        self.left.fetch_add(left, Ordering::Relaxed);
    }

    /// Notes a link that a walk met, and that is left as it is.
    pub(super) fn note_link(&self) {
        self.links.fetch_add(1, Ordering::Relaxed);
    }

    /// What was done, in one line; none if nothing was asked for.
    pub(super) fn summary(&self) -> Option<String> {
        let deed = self.deed?;
        let get = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let (applied, files, left) = (get(&self.applied), get(&self.files), get(&self.left));
        let links = match get(&self.links) {
            0 => String::new(),
            1 => "; 1 link was left: name the file that it leads to".to_owned(),
            links => format!("; {links} links were left: name the files that they lead to"),
        };
        let elsewhere = match get(&self.elsewhere) {
            0 => String::new(),
            1 => "; 1 fix was left: its place in the file says it in another way".to_owned(),
            some => {
                format!("; {some} fixes were left: their places in the file say it in another way")
            }
        };
        let shared = match get(&self.shared) {
            0 => String::new(),
            1 => "; 1 fix was left: something else than a policy uses what it would change"
                .to_owned(),
            some => format!(
                "; {some} fixes were left: something else than a policy uses what they would change"
            ),
        };
        let plans = match get(&self.plans) {
            0 => "",
            _ => "; plans are left as they are: mend what they are made of",
        };
        let links = format!("{links}{elsewhere}{shared}{plans}");
        if applied == 0 {
            let has_failed = get(&self.failed) > 0;
            let nothing = format!("there is nothing that can be fixed{links}");
            return (!has_failed).then_some(nothing);
        }
        let counted = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        let what = counted(applied, "fix", "fixes");
        let place = counted(files, "file", "files");
        let mut line = match deed {
            Deed::Write => format!("applied {what} in {place}"),
            Deed::Show => format!("would apply {what} in {place}"),
        };
        if left > 0 {
            // Writing to a string cannot fail.
            let _ = write!(line, "; another run can apply {left} more");
        }
        Some(line + &links)
    }
}
