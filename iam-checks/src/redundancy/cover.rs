//! Which entries of a list another entry covers.

use iam_language::arn;
use iam_language::document::ByteSpan;
use iam_language::pattern::{
    cmp_ignoring_case, covers, covers_ignoring_case, has_any, matches, matches_ignoring_case,
    wildcard,
};
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::HashMap;

/// How many comparisons of patterns a list may cost: what a list of AWS's own policies needs many
/// times over, and little beside reading a list so long that it would need more.
const BUDGET: usize = 200_000;

/// Entries that say the same, all of which another covers.
pub(crate) struct Covered {
    /// Their places in the list; never empty.
    pub(crate) entries: Vec<usize>,
    /// The place of what covers them.
    pub(crate) by: usize,
}

/// The entries that another covers, those that are equal together; of equal ones the first stays.
///
/// Text covers itself; a pattern covers what it matches, wildcards of the other taken as plain
/// characters, which none of its own can undo.
pub(crate) fn covered(entries: &[(&str, ByteSpan)], ignore_case: bool) -> Vec<Covered> {
    let list = List::new(entries, ignore_case);
    let covers = list.covers();
    let mut found: Vec<Covered> = Vec::new();
    let mut covers_of: HashMap<usize, usize> = HashMap::new();
    for (at, cover) in covers.into_iter().enumerate() {
        match cover {
            None => {}
            Some(Cover::Pattern(by)) => {
                covers_of.insert(at, found.len());
                found.push(Covered { entries: vec![at], by });
            }
            // Listed with the first one if that is covered, else covered by it.
            Some(Cover::Equal(first)) => {
                let next = found.len();
                let place = *covers_of.entry(first).or_insert(next);
                match found.get_mut(place) {
                    Some(covered) => covered.entries.push(at),
                    None => found.push(Covered { entries: vec![at], by: first }),
                }
            }
        }
    }
    found
}

/// What makes an entry superfluous.
#[derive(Clone, Copy)]
enum Cover {
    /// The first entry that says the same.
    Equal(usize),
    /// The first pattern that matches it.
    Pattern(usize),
}

/// The texts of a list, and their places sorted by text: what a pattern may match is all in a row.
struct List<'l, 't> {
    entries: &'l [(&'t str, ByteSpan)],
    sorted: Vec<usize>,
    /// The [`letters`] of each text, once a pattern with some has asked.
    letters: OnceCell<Vec<u64>>,
    ignore_case: bool,
}

/// Which bytes a text has besides wildcards: a bit for each, which others may share; both cases of a
/// letter do.
///
/// A pattern matches no text that lacks a letter of its own. Among ARNs that start alike, that tells
/// most apart.
fn letters(text: &str) -> u64 {
    let bit = |byte: u8| 1 << ((byte & 0x1F) | ((byte & 0x40) >> 1));
    let all = text.bytes().fold(0_u64, |bits, byte| bits | bit(byte));
    all & !(bit(b'*') | bit(b'?'))
}

impl<'l, 't> List<'l, 't> {
    fn new(entries: &'l [(&'t str, ByteSpan)], ignore_case: bool) -> Self {
        let sorted = (0..entries.len()).collect();
        let mut list = Self { entries, sorted, letters: OnceCell::new(), ignore_case };
        let mut sorted = std::mem::take(&mut list.sorted);
        // Stable, so that equal texts stay in the order of the list.
        sorted.sort_by(|a, b| list.order(list.text(*a).as_bytes(), list.text(*b).as_bytes()));
        list.sorted = sorted;
        list
    }

    fn text(&self, at: usize) -> &'t str {
        self.entries.get(at).map(|(text, _)| *text).unwrap_or_default()
    }

    fn letters(&self, at: usize) -> u64 {
        let all = || self.entries.iter().map(|(text, _)| letters(text)).collect();
        self.letters.get_or_init(all).get(at).copied().unwrap_or_default()
    }

    fn order(&self, a: &[u8], b: &[u8]) -> Ordering {
        if self.ignore_case { cmp_ignoring_case(a, b) } else { a.cmp(b) }
    }

    fn is_same(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.text(a), self.text(b));
        a.len() == b.len() && self.order(a.as_bytes(), b.as_bytes()).is_eq()
    }

    /// For each entry what covers it, if anything does.
    fn covers(&self) -> Vec<Option<Cover>> {
        let mut covers = vec![None; self.entries.len()];
        let mut first: Option<usize> = None;
        for &at in &self.sorted {
            match (first, covers.get_mut(at)) {
                (Some(first), Some(cover)) if self.is_same(first, at) => {
                    *cover = Some(Cover::Equal(first));
                }
                _ => first = Some(at),
            }
        }
        let mut budget = BUDGET;
        for (place, &by) in self.sorted.iter().enumerate() {
            let pattern = self.text(by);
            let Some(head) = head(pattern) else { continue };
            if matches!(covers.get(by), Some(Some(Cover::Equal(_)))) {
                continue;
            }
            let rest = pattern.get(head.len()..).unwrap_or_default();
            let own = letters(rest);
            for at in self.around(place, head) {
                let Some(left) = budget.checked_sub(1) else { return covers };
                budget = left;
                // Of several patterns the first one counts.
                if let Some(cover @ (None | Some(Cover::Pattern(_)))) = covers.get_mut(at)
                    && !matches!(cover, Some(Cover::Pattern(other)) if *other < by)
                    && (own == 0 || self.letters(at) & own == own)
                    && self.stands_for((pattern, head.len()), self.text(at))
                {
                    *cover = Some(Cover::Pattern(by));
                }
            }
        }
        covers
    }

    /// The places of the other texts that start with `head`, as the one sorted to `place` does.
    fn around(&self, place: usize, head: &str) -> impl Iterator<Item = usize> {
        let starts = |at: &usize| {
            let start = self.text(*at).as_bytes().get(..head.len());
            start.is_some_and(|start| self.order(start, head.as_bytes()).is_eq())
        };
        let (before, after) = self.sorted.split_at_checked(place).unwrap_or_default();
        let before = before.iter().rev().copied().take_while(starts);
        before.chain(after.iter().skip(1).copied().take_while(starts))
    }

    /// Whether the pattern covers the text; both are the same up to `head`.
    fn stands_for(&self, (pattern, head): (&str, usize), text: &str) -> bool {
        // Whole texts first: it is rare that they agree and the fields of the ARNs do not.
        self.stands_for_text((pattern, head), text)
            && (self.ignore_case || !pattern.starts_with("arn:") || arn::covers(pattern, text))
    }

    fn stands_for_text(&self, (pattern, head): (&str, usize), text: &str) -> bool {
        // Variables, and `?` beside `*`, are more than characters.
        let is_special = has_any(text, [b'$'])
            || has_any(pattern, [b'$'])
            || (has_any(pattern, [b'?']) && has_any(text, [b'*']));
        match (is_special, self.ignore_case) {
            (true, true) => covers_ignoring_case(pattern, text),
            (true, false) => covers(pattern, text),
            (false, ignore_case) => {
                let matches = if ignore_case { matches_ignoring_case } else { matches };
                let (pattern, text) = (pattern.get(head..), text.get(head..));
                pattern.zip(text).is_some_and(|(pattern, text)| matches(pattern, text))
            }
        }
    }
}

/// What stands before the first wildcard; none for text without.
fn head(text: &str) -> Option<&str> {
    text.get(..wildcard(text)?)
}

#[cfg(test)]
mod tests {
    use super::covered;
    use iam_language::document::ByteSpan;

    fn places(entries: &[&str]) -> Vec<(usize, usize)> {
        let entries: Vec<_> = entries.iter().map(|text| (*text, ByteSpan::default())).collect();
        let found = covered(&entries, true).into_iter();
        found.flat_map(|it| it.entries.into_iter().map(move |entry| (entry, it.by))).collect()
    }

    #[test]
    fn a_variable_covers_itself() {
        assert_eq!(places(&["b/${aws:username}*", "b/${aws:username}/x"]), [(1, 0)]);
        assert_eq!(places(&["b/${aws:username}/*", "b/${aws:userid}/x", "b/amy/x"]), []);
        assert_eq!(places(&["b/${*}*", "b/${*}x", "b/${?}", "b/x"]), [(1, 0)]);
        assert_eq!(places(&["b/*}/x", "b/${aws:username}/x"]), []);
        assert_eq!(places(&["b/*", "b/${aws:username}"]), [(1, 0)]);
        assert_eq!(places(&["b/?*", "b/${aws:username}"]), []);
    }

    #[test]
    fn patterns_cover_what_they_match() {
        assert_eq!(places(&["sns:List*", "sns:ListTopics", "sns:Get"]), [(1, 0)]);
        assert_eq!(places(&["sns:List*", "sns:*Topics"]), []);
        assert_eq!(places(&["s3:Get*", "s3:*", "S3:get*"]), [(0, 1), (2, 1)]);
        assert_eq!(places(&["s3:Get?", "s3:Get*"]), [(0, 1)]);
        assert_eq!(places(&["s3:Get?*", "s3:GetObject*", "s3:Get*"]), [(0, 2), (1, 0)]);
        assert_eq!(places(&["s3:Get*Object", "S3:GETTHEOBJECT", "s3:GetBject"]), [(1, 0)]);
        assert_eq!(places(&["*", "s3:*"]), [(1, 0)]);
        assert_eq!(places(&["s3:GetObject", "s3:getobject"]), [(1, 0)]);
    }
}
