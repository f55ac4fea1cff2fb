//! Which entries of a list another entry covers.

use crate::pattern::{is_literal, matches, matches_ignoring_case};
use std::borrow::Cow;
use std::collections::HashMap;

/// How many comparisons of patterns a list may cost: what a list of AWS's own policies needs many
/// times over, and little beside reading a list so long that it would need more.
const BUDGET: usize = 200_000;

/// Entries that say the same, all of which another covers.
pub(super) struct Covered {
    /// Their places in the list; never empty.
    pub(super) entries: Vec<usize>,
    /// The place of what covers them.
    pub(super) by: usize,
}

/// The entries that another covers, those that are equal together; of equal ones the first stays.
///
/// Text covers itself; a pattern covers what it matches, wildcards of the other taken as plain
/// characters, which none of its own can undo.
pub(super) fn covered<S>(entries: &[(&str, S)], ignore_case: bool) -> Vec<Covered> {
    if entries.len() < 2 {
        return Vec::new();
    }
    let mut distinct: Vec<(&str, Vec<usize>)> = Vec::with_capacity(entries.len());
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(entries.len());
    for (index, (text, _)) in entries.iter().enumerate() {
        let upper = ignore_case && text.bytes().any(|byte| byte.is_ascii_uppercase());
        let key = if upper { text.to_ascii_lowercase().into() } else { Cow::Borrowed(*text) };
        let place = *places.entry(key).or_insert(distinct.len());
        match distinct.get_mut(place) {
            Some((_, indexes)) => indexes.push(index),
            None => distinct.push((text, vec![index])),
        }
    }
    let patterns: Vec<(usize, &str)> = distinct
        .iter()
        .filter(|(text, _)| !is_literal(text) && !text.contains("${"))
        .filter_map(|(text, indexes)| Some((*indexes.first()?, *text)))
        .collect();
    let mut budget = BUDGET;
    let mut found = Vec::new();
    for (text, entries) in distinct {
        let Some(&first) = entries.first() else { continue };
        let left = budget.checked_sub(patterns.len());
        budget = left.unwrap_or_default();
        let covers = |&&(other, pattern): &&(usize, &str)| {
            other != first && covers(pattern, text, ignore_case)
        };
        let cover = left.and_then(|_| patterns.iter().find(covers));
        match (cover, entries.split_first()) {
            (Some((by, _)), _) => found.push(Covered { entries, by: *by }),
            (None, Some((by, repeats))) if !repeats.is_empty() => {
                found.push(Covered { entries: repeats.to_vec(), by: *by });
            }
            _ => {}
        }
    }
    found
}

fn covers(pattern: &str, text: &str, ignore_case: bool) -> bool {
    // `?` takes one character, so it does not cover the `*` of another pattern.
    let text = if pattern.contains('?') && text.contains('*') { return false } else { text };
    if ignore_case { matches_ignoring_case(pattern, text) } else { matches(pattern, text) }
}

#[cfg(test)]
mod tests {
    use super::covered;

    fn places(entries: &[&str]) -> Vec<(usize, usize)> {
        let entries: Vec<_> = entries.iter().map(|text| (*text, ())).collect();
        let found = covered(&entries, true).into_iter();
        found.flat_map(|it| it.entries.into_iter().map(move |entry| (entry, it.by))).collect()
    }

    #[test]
    fn patterns_cover_what_they_match() {
        assert_eq!(places(&["sns:List*", "sns:ListTopics", "sns:Get"]), [(1, 0)]);
        assert_eq!(places(&["sns:List*", "sns:*Topics"]), []);
        assert_eq!(places(&["s3:Get*", "s3:*", "S3:get*"]), [(0, 1), (2, 1)]);
        assert_eq!(places(&["s3:Get?", "s3:Get*"]), [(0, 1)]);
        assert_eq!(places(&["*", "s3:*"]), [(1, 0)]);
        assert_eq!(places(&["s3:GetObject", "s3:getobject"]), [(1, 0)]);
    }
}
