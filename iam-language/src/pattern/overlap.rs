//! Patterns that have a text in common.

use super::atom::{Atom, atoms};
use super::find::find_any;
use super::greedy::{Step, greedy};

/// Whether some text matches both `a` and `b`, case and all.
///
/// Variables and parameters may stand for any text, even none. Takes `O(a × b)` time at worst, if only
/// one of the two is open, and `O(a + b)` otherwise.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::overlap;
/// assert!(overlap("table/Orders*", "table/${TableName}/index/${IndexName}"));
/// assert!(!overlap("bucket", "${BucketName}/${ObjectName}"));
/// ```
#[must_use]
pub fn overlap(a: &str, b: &str) -> bool {
    let Some((a, b)) = without_common_start(a, b) else { return false };
    if a == b || stands_for_any(a) || stands_for_any(b) {
        return true;
    }
    match (open_end(a), open_end(b)) {
        // In between, what is open in the one takes all that the other asks for.
        (Some(a_end), Some(b_end)) => {
            let mut ends = a_end.bytes().rev().zip(b_end.bytes().rev());
            ends.all(|(x, y)| x == y) && (starts_open(a) || starts_open(b) || meet(a, b))
        }
        _ => meet(a, b),
    }
}

/// A text that both `a` and `b` match, if there is one.
///
/// There is one if they [`overlap`]: variables and parameters may stand for any text.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::common;
/// assert_eq!(common("logs/*.txt", "*2026?.txt").as_deref(), Some("logs/2026x.txt"));
/// assert_eq!(common("logs/*", "data/*"), None);
/// ```
#[must_use]
pub fn common(a: &str, b: &str) -> Option<String> {
    common_of_atoms(&atoms(a), &atoms(b))
}

/// Where a variable or a parameter ends that the pattern starts with; none if its name is odd.
fn variable_end(pattern: &str) -> Option<usize> {
    let rest = pattern.strip_prefix("${")?;
    let len = find_any(rest, [b'}', b'$'])?;
    let is_odd = matches!(rest.get(..len)?, "*" | "?") || rest.as_bytes().get(len) == Some(&b'$');
    (!is_odd).then_some("${}".len() + len)
}

/// Whether nothing is left of the pattern but a star, a variable or a parameter.
fn stands_for_any(pattern: &str) -> bool {
    pattern == "*" || variable_end(pattern) == Some(pattern.len())
}

fn starts_open(pattern: &str) -> bool {
    pattern.starts_with('*') || variable_end(pattern).is_some()
}

/// The plain text after the last star or variable; none without either, or of what looks odd.
fn open_end(pattern: &str) -> Option<&str> {
    // Whether or not it belongs to a variable that is never closed.
    if pattern.ends_with('*') {
        return Some("");
    }
    let (mut end, mut is_open) = (pattern, false);
    if let Some(at) = pattern.bytes().rposition(|byte| byte == b'$') {
        let last = pattern.get(at..)?;
        end = last.get(variable_end(last)?..)?;
        is_open = true;
    }
    match end.bytes().rposition(|byte| matches!(byte, b'*' | b'?')) {
        Some(at) if end.as_bytes().get(at) == Some(&b'*') => end.get(at + 1..),
        Some(_) => None,
        None => is_open.then_some(end),
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

/// As [`overlap`], for patterns of any sort.
fn meet(a: &str, b: &str) -> bool {
    common(a, b).is_some()
}

/// As [`common`], of atoms.
pub(super) fn common_of_atoms(a: &[Atom<'_>], b: &[Atom<'_>]) -> Option<String> {
    let open = |atoms: &[Atom<'_>]| atoms.iter().position(|atom| atom.is_open());
    match (open(a), open(b)) {
        (Some(_), Some(b_open)) => {
            let start = start_of_both(a.iter(), b.iter())?;
            let end = start_of_both(a.iter().rev(), b.iter().rev())?;
            let a = a.get(start.len()..a.len() - end.len())?;
            let b = b.get(start.len()..b.len() - end.len())?;
            // Both are open in what is left, and at either end one is: what stands between there.
            let is_open = |atom: Option<&Atom<'_>>| atom.is_some_and(|atom| atom.is_open());
            let (inner, outer, at) = match (is_open(a.first()), is_open(a.last())) {
                (true, true) => (a, b, b_open - start.len()),
                (true, false) => (a, b, b.len()),
                (false, true) => (a, b, 0),
                (false, false) => (b, a, open(a)?),
            };
            let (before, after) = outer.split_at_checked(at)?;
            let middle = before.iter().chain(inner).chain(after);
            Some(text_of(start.iter().chain(middle).chain(end.iter().rev())))
        }
        (Some(_), None) => fitted(a, b),
        _ => fitted(b, a),
    }
}

/// What fits both, as far as neither is open; none if they differ.
fn start_of_both<'a, 't: 'a>(
    a: impl Iterator<Item = &'a Atom<'t>>,
    b: impl Iterator<Item = &'a Atom<'t>>,
) -> Option<Vec<Atom<'t>>> {
    let pairs = a.zip(b).take_while(|(x, y)| !x.is_open() && !y.is_open());
    pairs.map(|(x, y)| both(*x, *y)).collect()
}

/// The character of both; none if they differ.
fn both<'t>(a: Atom<'t>, b: Atom<'t>) -> Option<Atom<'t>> {
    match (a, b) {
        (Atom::One, other) | (other, Atom::One) => Some(other),
        _ => (a == b).then_some(a),
    }
}

/// A text that `pattern` matches, and `text`, which is nowhere open.
fn fitted(pattern: &[Atom<'_>], text: &[Atom<'_>]) -> Option<String> {
    // What was tried in vain stays where a star takes it: that may be anything.
    let mut fitted = text.to_vec();
    let fits = greedy(pattern, text.len(), |atom, at| match text.get(at) {
        _ if atom.is_open() => Step::Star,
        Some(other) => match (both(*atom, *other), fitted.get_mut(at)) {
            (Some(character), Some(place)) => {
                *place = character;
                Step::Takes(1)
            }
            _ => Step::Fails,
        },
        None => Step::Fails,
    });
    fits.then(|| text_of(fitted.iter()))
}

/// A text of the atoms, as short as can be.
fn text_of<'a, 't: 'a>(atoms: impl Iterator<Item = &'a Atom<'t>>) -> String {
    let character = |atom: &Atom<'_>| match atom {
        Atom::Char(character) => Some(*character),
        Atom::One => Some('x'),
        Atom::Any | Atom::Named(..) | Atom::Unknown => None,
    };
    atoms.filter_map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::super::glob::matches;
    use super::super::piece::{Piece, pieces};
    use super::super::testing::words;
    use super::{common, overlap};

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
        // No pair needs a longer text; `!` is there for the character `?` itself.
        let texts = words(&["a", "é", "!", "$"], 4);
        let patterns = words(&["a", "é", "?", "*", "$", "${x}", "${?}", "${"], 3);
        let plain = |pattern: &String| -> String {
            let plain = |piece: Piece<'_>| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Escaped(_) => "!".to_owned(),
                Piece::Wildcard { one: true } => "?".to_owned(),
                _ => "*".to_owned(),
            };
            pieces(pattern).map(plain).collect()
        };
        let matched = |pattern: &String| -> Vec<bool> {
            let pattern = plain(pattern);
            texts.iter().map(|text| matches(&pattern, text)).collect()
        };
        let matched: Vec<_> = patterns.iter().map(matched).collect();
        for (a, by_a) in patterns.iter().zip(&matched) {
            for (b, by_b) in patterns.iter().zip(&matched) {
                let expected = by_a.iter().zip(by_b).any(|(a, b)| *a && *b);
                assert_eq!(overlap(a, b), expected, "{a} {b}");
                let common = common(a, b);
                assert_eq!(common.is_some(), expected, "{a} {b}");
                if let Some(text) = common.map(|text| text.replace('?', "!")) {
                    assert!(
                        matches(&plain(a), &text) && matches(&plain(b), &text),
                        "{a} {b} {text}"
                    );
                }
            }
        }
    }
}
