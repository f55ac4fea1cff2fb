//! The policies that macros dropped.

use super::shown;
use crate::access::args::Type;
use crate::input::name;
use crate::outcome::Failure;
use iam_core::policy::PolicyType;
use iam_project::baseline::Dropped;
use std::collections::BTreeMap;
use std::path::Path;

/// What AWS's checks of access take it for.
pub(super) fn policy_type(policy: &Dropped) -> Type {
    match policy.policy_type {
        PolicyType::Resource | PolicyType::Trust => Type::Resource,
        _ => Type::Identity,
    }
}

/// One policy a baseline, in the order of their paths.
///
/// # Errors
///
/// Each baseline that several policies name which are not the same.
pub(super) fn by_baseline(mut all: Vec<Dropped>) -> Result<Vec<Dropped>, Failure> {
    all.sort_unstable_by(|a, b| (&a.baseline, &a.place).cmp(&(&b.baseline, &b.place)));
    let mut policies: BTreeMap<String, Dropped> = BTreeMap::new();
    let mut problems = Vec::new();
    for dropped in all {
        match policies.get(&dropped.baseline) {
            None => {
                policies.insert(dropped.baseline.clone(), dropped);
            }
            Some(first)
                if (first.policy_type, &first.text) == (dropped.policy_type, &dropped.text) => {}
            Some(first) => problems.push(format!(
                "two policies have the baseline {}: those at {} and at {}\n  name another file at one of them",
                name(shown(Path::new(&dropped.baseline))),
                shown(Path::new(&first.place)).display(),
                shown(Path::new(&dropped.place)).display(),
            )),
        }
    }
    if problems.is_empty() { Ok(policies.into_values().collect()) } else { Err(Failure(problems)) }
}
