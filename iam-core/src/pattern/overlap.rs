//! Patterns that have a text in common.

use super::{Piece, pieces};

/// Whether some text matches both `a` and `b`, case and all.
///
/// Variables and parameters may stand for any text, even none. Takes `O(a × b)` time.
///
/// # Examples
///
/// ```
/// use iam_core::pattern::overlap;
/// assert!(overlap("table/Orders*", "table/${TableName}/index/${IndexName}"));
/// assert!(!overlap("bucket", "${BucketName}/${ObjectName}"));
/// ```
#[must_use]
pub fn overlap(a: &str, b: &str) -> bool {
    let Some((a, b)) = without_common_start(a, b) else { return false };
    if stands_for_any(a) || stands_for_any(b) {
        return true;
    }
    // What one starts with stands for all of the other, whose end stands for the rest of the one.
    if (starts_with_any(a) && ends_with_any(b)) || (starts_with_any(b) && ends_with_any(a)) {
        return true;
    }
    if !may_end_alike(a, b) {
        return false;
    }
    let (a, b) = (atoms(a), atoms(b));
    // `row[j]` tells whether the rest of `a` and `b[j..]` have a text in common.
    let mut row = vec![false; b.len() + 1];
    if let Some(end) = row.last_mut() {
        *end = true;
    }
    close_stars(&mut row, &b);
    for &atom in a.iter().rev() {
        let mut above_right = false;
        for j in (0..=b.len()).rev() {
            let above = row.get(j).copied().unwrap_or_default();
            let right = row.get(j + 1).copied().unwrap_or_default();
            let met = match (atom, b.get(j)) {
                (Atom::Any, None) => above,
                (Atom::Any, Some(_)) | (_, Some(Atom::Any)) => above || right,
                (_, None) => false,
                (Atom::Char(x), Some(Atom::Char(y))) => x == *y && above_right,
                (Atom::One, Some(_)) | (_, Some(Atom::One)) => above_right,
            };
            above_right = above;
            if let Some(cell) = row.get_mut(j) {
                *cell = met;
            }
        }
        if !row.contains(&true) {
            return false;
        }
    }
    row.first().copied().unwrap_or_default()
}

/// Where a variable or a parameter ends that the pattern starts with.
fn variable_end(pattern: &str) -> Option<usize> {
    let rest = pattern.strip_prefix("${")?;
    let len = rest.bytes().position(|byte| byte == b'}')?;
    (!matches!(rest.get(..len)?, "*" | "?" | "$")).then_some("${}".len() + len)
}

/// Whether nothing is left of the pattern but a star, a variable or a parameter.
fn stands_for_any(pattern: &str) -> bool {
    pattern == "*" || variable_end(pattern) == Some(pattern.len())
}

fn starts_with_any(pattern: &str) -> bool {
    pattern.starts_with('*') || variable_end(pattern).is_some()
}

/// Whether the pattern ends in a star or a variable; of what looks odd, false.
fn ends_with_any(pattern: &str) -> bool {
    let has_star = pattern.ends_with('*');
    if !has_star && !pattern.ends_with('}') {
        return false;
    }
    let Some(at) = pattern.bytes().rposition(|byte| byte == b'$') else { return has_star };
    let last = pattern.get(at..).unwrap_or_default();
    variable_end(last).is_some_and(|end| has_star || end == last.len())
}

/// Whether the literal texts that both end with are the same as far as both go.
fn may_end_alike(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (literal_end(a), literal_end(b)) else { return true };
    let pairs = a.iter().rev().zip(b.iter().rev());
    pairs.into_iter().all(|(x, y)| x == y)
}

/// The text after the last wildcard or variable; none where it may be part of one that is not closed.
fn literal_end(pattern: &str) -> Option<&[u8]> {
    let bytes = pattern.as_bytes();
    let special = bytes.iter().rposition(|byte| matches!(byte, b'*' | b'?' | b'}' | b'$'));
    match special {
        Some(at) if bytes.get(at) == Some(&b'$') => None,
        Some(at) => bytes.get(at + 1..),
        None => Some(bytes),
    }
}

/// What follows the literal text that both start with; none if they start differently.
///
/// Most comparisons end here: the formats of a service differ in their first word.
fn without_common_start<'t>(a: &'t str, b: &'t str) -> Option<(&'t str, &'t str)> {
    const SPECIAL: [u8; 3] = [b'*', b'?', b'$'];
    let mut pairs = a.bytes().zip(b.bytes());
    let end = pairs.position(|(x, y)| x != y);
    let same = end.unwrap_or_else(|| a.len().min(b.len()));
    let special = a.as_bytes().get(..same)?.iter().position(|byte| SPECIAL.contains(byte));
    let is_special = |text: &str| text.as_bytes().get(same).is_none_or(|it| SPECIAL.contains(it));
    if special.is_none() && !is_special(a) && !is_special(b) {
        return None;
    }
    let len = special.unwrap_or(same);
    Some((a.get(len..)?, b.get(len..)?))
}

#[derive(Clone, Copy, PartialEq)]
enum Atom {
    Char(char),
    One,
    Any,
}

fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) | Piece::Escaped(text) => atoms.extend(text.chars().map(Atom::Char)),
            Piece::Wildcard { one: true } => atoms.push(Atom::One),
            _ => atoms.push(Atom::Any),
        }
    }
    atoms
}

/// With nothing left of `a`, only a tail of stars matches.
fn close_stars(row: &mut [bool], b: &[Atom]) {
    for (cell, atom) in row.iter_mut().rev().skip(1).zip(b.iter().rev()) {
        if *atom != Atom::Any {
            break;
        }
        *cell = true;
    }
}

#[cfg(test)]
mod tests {
    use super::super::matches;
    use super::overlap;

    #[test]
    fn overlap_knows_wildcards_on_both_sides() {
        for (a, b, wanted) in [
            ("", "", true),
            ("", "*", true),
            ("a", "", false),
            ("a*", "*b", true),
            ("a?", "?b", true),
            ("a*c", "b*", false),
            ("a?c", "a", false),
            ("${aws:username}/x", "*/x", true),
            ("${*}", "a", false),
            ("${*}", "?", true),
            ("*", "${BucketName}/${ObjectName}", true),
            ("table/*", "table/${TableName}/index/${IndexName}", true),
        ] {
            assert_eq!(overlap(a, b), wanted, "{a} {b}");
            assert_eq!(overlap(b, a), wanted, "{b} {a}");
        }
    }

    /// Every pair of short patterns on a small alphabet, against every short text.
    #[test]
    fn patterns_overlap_if_some_text_matches_both() {
        let words = |letters: &[&str], most: usize| -> Vec<String> {
            let mut all = vec![String::new()];
            let mut last = all.clone();
            for _ in 0..most {
                let longer = last
                    .iter()
                    .flat_map(|word| letters.iter().map(move |it| format!("{word}{it}")));
                last = longer.collect();
                all.extend_from_slice(&last);
            }
            all
        };
        let texts = words(&["a", "b"], 6);
        let patterns = words(&["a", "b", "?", "*", "${x}"], 3);
        let matched = |pattern: &String| -> Vec<bool> {
            let pattern = pattern.replace("${x}", "*");
            texts.iter().map(|text| matches(&pattern, text)).collect()
        };
        let matched: Vec<_> = patterns.iter().map(matched).collect();
        for (a, by_a) in patterns.iter().zip(&matched) {
            for (b, by_b) in patterns.iter().zip(&matched) {
                let expected = by_a.iter().zip(by_b).any(|(a, b)| *a && *b);
                assert_eq!(overlap(a, b), expected, "{a} {b}");
            }
        }
    }
}
