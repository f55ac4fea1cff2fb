//! The change in a few words.

use super::super::change::Comparison;
use super::super::totals::{AccessLevels, Totals};
use super::super::verdict::Verdict;

/// What a reviewer wants to know first.
pub(super) fn summary(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return "No difference".to_owned();
    }
    let mut words = comparison.verdict.words().to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut parts = vec![permissions(&comparison.totals)];
    parts.extend(denials(&comparison.totals));
    parts.extend(changed(&comparison.totals));
    format!("{words}: {}", parts.join("; "))
}

fn permissions(totals: &Totals) -> String {
    let verb = |count: usize, verb: &str| match count {
        1 => format!("{verb}s"),
        _ => verb.to_owned(),
    };
    match (totals.appear.total(), totals.disappear.total()) {
        (0, 0) => "no permission appears or disappears".to_owned(),
        (come, 0) => format!("{} {}", counted(come, "permission"), verb(come, "appear")),
        (0, go) => format!("{} {}", counted(go, "permission"), verb(go, "disappear")),
        (come, go) => format!(
            "{} {}, {go} {}",
            counted(come, "permission"),
            verb(come, "appear"),
            verb(go, "disappear")
        ),
    }
}

fn denials(totals: &Totals) -> Option<String> {
    match (totals.denials_appear.total(), totals.denials_disappear.total()) {
        (0, 0) => None,
        (come, go) => Some(format!("{} appear, {go} disappear", counted(come, "denial"))),
    }
}

/// The statements that are there on both sides.
fn changed(totals: &Totals) -> Option<String> {
    let counts = [
        (totals.wider, "wider"),
        (totals.narrower, "narrower"),
        (totals.other, "other"),
        (totals.same, "no change of access"),
    ];
    let sum: usize = counts.iter().map(|(count, _)| count).sum();
    let each = counts.iter().filter(|(count, _)| *count > 0);
    let each: Vec<_> = each.map(|(count, word)| format!("{count} {word}")).collect();
    (sum > 0).then(|| format!("{} changed ({})", counted(sum, "statement"), each.join(", ")))
}

/// `1 statement`, `2 statements`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Each access level of which there is something, as people read it.
pub(super) fn levels(levels: &AccessLevels) -> String {
    let each = levels.named().into_iter().filter(|(_, count)| *count > 0);
    let each = each.map(|(name, count)| format!("{count} {}", name.replace('_', " ")));
    each.collect::<Vec<_>>().join(", ")
}

/// `wider`, or of something that came or went `added` and what that does.
pub(super) fn judged(change: super::super::change::Change, verdict: Verdict) -> String {
    format!("{}, {}", change.as_str(), verdict.words())
}
