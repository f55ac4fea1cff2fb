//! A policy that a macro dropped.

use super::shown;
use crate::access::args::Type;
use crate::input::name;
use crate::outcome::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The first line: macros and command have to be of one version.
const HEADER: &str = "iam-baseline 1";

/// A policy that a macro dropped, and the baseline that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dropped {
    kind: String,
    pub(super) baseline: PathBuf,
    /// The file and line of the attribute.
    pub(super) place: String,
    /// The policy.
    pub(super) text: String,
}

impl Dropped {
    /// Of the text that `iam-macros` writes: header, kind, path of the baseline and place, a line each,
    /// then the policy.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(5, '\n');
        if parts.next()? != HEADER {
            return None;
        }
        let mut line = || parts.next().map(str::to_owned);
        let (kind, baseline, place, text) = (line()?, line()?, line()?, line()?);
        Some(Self { kind, baseline: baseline.into(), place, text })
    }

    /// What AWS's checks of access take it for.
    pub(super) fn policy_type(&self) -> Type {
        if self.kind == "identity" { Type::Identity } else { Type::Resource }
    }
}

/// One policy a baseline, in the order of their paths.
///
/// # Errors
///
/// Each baseline that several policies name which are not the same.
pub(super) fn by_baseline(mut all: Vec<Dropped>) -> Result<Vec<Dropped>, Failure> {
    all.sort_unstable_by(|a, b| (&a.baseline, &a.place).cmp(&(&b.baseline, &b.place)));
    let mut policies: BTreeMap<PathBuf, Dropped> = BTreeMap::new();
    let mut problems = Vec::new();
    for dropped in all {
        match policies.get(&dropped.baseline) {
            None => {
                policies.insert(dropped.baseline.clone(), dropped);
            }
            Some(first) if (&first.kind, &first.text) == (&dropped.kind, &dropped.text) => {}
            Some(first) => problems.push(format!(
                "two policies have the baseline {}: those at {} and at {}\n  name another file at one of them",
                name(shown(&dropped.baseline)),
                shown(Path::new(&first.place)).display(),
                shown(Path::new(&dropped.place)).display(),
            )),
        }
    }
    if problems.is_empty() { Ok(policies.into_values().collect()) } else { Err(Failure(problems)) }
}
