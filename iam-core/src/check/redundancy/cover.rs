//! Which entries of a list another entry covers.

use crate::pattern::{matches, matches_ignoring_case};
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
    let patterns: Vec<Pattern<'_>> = entries
        .iter()
        .enumerate()
        .filter_map(|(at, (text, _))| Pattern::new(at, text, ignore_case))
        .collect();
    let earlier = equal_earlier(entries, ignore_case);
    if patterns.is_empty() && earlier.is_empty() {
        return Vec::new();
    }
    let mut budget = BUDGET;
    let mut found: Vec<Covered> = Vec::new();
    let mut covers_of: HashMap<usize, usize> = HashMap::new();
    for (at, (text, _)) in entries.iter().enumerate() {
        if let Some(&first) = earlier.get(&at) {
            // Listed with the first one if that is covered, else covered by it.
            let next = found.len();
            let place = *covers_of.entry(first).or_insert(next);
            match found.get_mut(place) {
                Some(covered) => covered.entries.push(at),
                None => found.push(Covered { entries: vec![at], by: first }),
            }
            continue;
        }
        let Some(left) = budget.checked_sub(patterns.len()) else { continue };
        budget = left;
        let covers = |pattern: &&Pattern<'_>| {
            pattern.at != at && pattern.covers(text) && !earlier.contains_key(&pattern.at)
        };
        if let Some(cover) = patterns.iter().find(covers) {
            covers_of.insert(at, found.len());
            found.push(Covered { entries: vec![at], by: cover.at });
        }
    }
    found
}

/// For each entry that says what an earlier one says, the place of the first such one.
fn equal_earlier<S>(entries: &[(&str, S)], ignore_case: bool) -> HashMap<usize, usize> {
    let same = |a: &str, b: &str| if ignore_case { a.eq_ignore_ascii_case(b) } else { a == b };
    let texts = entries.iter().enumerate();
    let mut hashes: Vec<(u64, usize)> = texts.map(|(at, (text, _))| (hash(text), at)).collect();
    hashes.sort_unstable();
    let mut earlier = HashMap::new();
    let mut group: Option<(u64, usize)> = None;
    for (hash, at) in hashes {
        let first = group.filter(|(other, _)| *other == hash).map(|(_, first)| first);
        let texts = (first.and_then(|first| entries.get(first)), entries.get(at));
        match (first, texts) {
            (Some(first), (Some((a, _)), Some((b, _)))) if same(a, b) => {
                earlier.insert(at, first);
            }
            // Two texts of one hash are as good as never seen: the later group starts here.
            _ => group = Some((hash, at)),
        }
    }
    earlier
}

/// A quick hash of the text without case. Texts made to collide only hide repetitions.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// An entry with wildcards.
struct Pattern<'t> {
    at: usize,
    text: &'t str,
    /// The last byte before the first wildcard, and its place: most entries differ there.
    turn: Option<(usize, u8)>,
    has_question_mark: bool,
    ignore_case: bool,
}

impl<'t> Pattern<'t> {
    /// None for text without wildcards, or with variables, whose values are not known.
    fn new(at: usize, text: &'t str, ignore_case: bool) -> Option<Self> {
        let first = text.find(['*', '?'])?;
        if text.contains("${") {
            return None;
        }
        let turn = first.checked_sub(1).and_then(|it| Some((it, *text.as_bytes().get(it)?)));
        Some(Self { at, text, turn, has_question_mark: text.contains('?'), ignore_case })
    }

    fn covers(&self, text: &str) -> bool {
        if let Some((place, byte)) = self.turn {
            let there = text.as_bytes().get(place);
            if there.is_none_or(|there| !there.eq_ignore_ascii_case(&byte)) {
                return false;
            }
        }
        // `?` takes one character, so it does not cover the `*` of another pattern.
        if self.has_question_mark && text.contains('*') {
            return false;
        }
        if self.ignore_case {
            matches_ignoring_case(self.text, text)
        } else {
            matches(self.text, text)
        }
    }
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
