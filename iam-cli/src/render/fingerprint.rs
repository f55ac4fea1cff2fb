//! What tells a finding from others, in this version of its file and in the next.

use super::sentence::why;
use crate::in_parallel;
use crate::report::{Report, Told};
use iam_core::json;
use std::collections::HashMap;

/// Of each finding, a text of its own: the same after an edit elsewhere.
pub(crate) fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let hashes = in_parallel::map_chunks(&report.findings, |finding| fingerprint(report, finding));
    let fingerprints = hashes.into_iter().map(|hash| {
        // Like ones are told apart by their order.
        let count = seen.entry(hash).or_default();
        *count += 1;
        format!("{hash:016x}:{count}")
    });
    fingerprints.collect()
}

/// The same for the same finding after an edit elsewhere: of the check, what it says and the path
/// without the places in arrays.
fn fingerprint(report: &Report<'_>, finding: &Told) -> u64 {
    let found = report.policy_of(finding);
    let path = found.map(|found| json::path(&found.document, finding.span));
    let names = path.unwrap_or_default().into_iter().filter_map(|element| match element {
        json::PathElement::Value(name) | json::PathElement::Key(name) => Some(name.to_owned()),
        json::PathElement::Index(_) => None,
    });
    let parts = [finding.code.to_owned(), finding.message.clone(), why(finding)];
    // Of a policy alone there is nobody.
    let held = found.filter(|found| !found.holder.is_empty());
    let held = held.map(|found| [found.holder.clone(), found.path.clone()]);
    fnv1a(parts.into_iter().chain(names).chain(held.into_iter().flatten()))
}

/// FNV-1a: short, and the same on every machine and in every version.
fn fnv1a(parts: impl Iterator<Item = String>) -> u64 {
    let bytes = parts.flat_map(|part| part.into_bytes().into_iter().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
