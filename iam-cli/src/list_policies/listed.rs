//! A policy, as it is listed.

use crate::input;
use iam_core::json::LineIndex;
use iam_core::policy::PolicyType;
use iam_project::policy_type::guess;
use iam_source::found::{Found, Hole, Unchecked};
use serde::Serialize;
use std::path::Path;

/// One policy.
#[derive(Serialize)]
pub(super) struct Listed {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resource_type: Option<&'static str>,
    pub(super) holder: String,
    pub(super) path: String,
    pub(super) holes: Vec<ListedHole>,
}

/// Something that is not known of it.
#[derive(Serialize)]
pub(super) struct ListedHole {
    pub(super) name: String,
    line: usize,
    what: String,
}

/// Something that may hold a policy and cannot be read.
#[derive(Serialize)]
pub(super) struct NotListed {
    pub(super) file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<usize>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) holder: String,
    pub(super) reason: String,
}

impl Listed {
    pub(super) fn new(file: &str, found: &Found<'_>, lines: &LineIndex<'_>) -> Self {
        let line = |start: u32| lines.position(start as usize).line;
        let hole = |hole: &Hole| ListedHole {
            name: hole.name.clone(),
            line: line(hole.span.start),
            what: hole.what.clone(),
        };
        let policy_type = found.policy_type.unwrap_or_else(|| guess(&found.document));
        Self {
            file: file.to_owned(),
            line: line(found.span.start),
            kind: PolicyType::as_str(policy_type),
            resource_type: found.resource_type,
            holder: found.holder.clone(),
            path: found.path.clone(),
            holes: found.unknown().map(hole).collect(),
        }
    }

    /// In one line.
    pub(super) fn told(&self) -> String {
        let Self { file, line, kind, holder, path, .. } = self;
        let place = [holder, path].into_iter().filter(|it| !it.is_empty()).map(String::as_str);
        let place = place.collect::<Vec<_>>().join(" ");
        let mut told = format!("{file}:{line}: {kind} {place}").trim_end().to_owned();
        if !self.holes.is_empty() {
            let mut names: Vec<_> = self.holes.iter().map(|hole| hole.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            told = format!("{told}, with holes: {}", names.join(", "));
        }
        told
    }
}

impl NotListed {
    pub(super) fn new(file: &str, unchecked: &Unchecked, lines: &LineIndex<'_>) -> Self {
        Self {
            file: file.to_owned(),
            line: unchecked.span.map(|span| lines.position(span.start as usize).line),
            holder: unchecked.holder.clone(),
            reason: unchecked.reason.clone(),
        }
    }

    /// A file that cannot be read; what says so may begin with its name, the line and the column.
    pub(super) fn unreadable(path: &Path, why: &str) -> Self {
        let name = input::name(path);
        let placed = why.strip_prefix(&format!("{name}:")).and_then(|rest| {
            let mut parts = rest.splitn(3, ':');
            let line = parts.next()?.parse().ok()?;
            let _: usize = parts.next()?.parse().ok()?;
            Some((line, parts.next()?.trim_start()))
        });
        Self {
            file: input::distinct(path).into_owned(),
            line: placed.map(|(line, _)| line),
            holder: String::new(),
            reason: placed.map_or(why, |(_, reason)| reason).to_owned(),
        }
    }

    /// In one line.
    pub(super) fn told(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let holder =
            if self.holder.is_empty() { String::new() } else { format!(" {}:", self.holder) };
        format!("{}{line}: not checked:{holder} {}", self.file, self.reason)
    }
}
