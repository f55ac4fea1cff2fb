//! Patterns that have a text in common.

use super::{Piece, find_any, pieces};

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

/// As [`overlap`], for patterns of any sort.
fn meet(a: &str, b: &str) -> bool {
    let (a, b) = (atoms(a), atoms(b));
    match (a.contains(&Atom::Any), b.contains(&Atom::Any)) {
        (true, true) => {
            starts_alike(a.iter(), b.iter()) && starts_alike(a.iter().rev(), b.iter().rev())
        }
        (true, false) => fits(&a, &b),
        _ => fits(&b, &a),
    }
}

/// Whether the same characters fit both, as far as neither is open.
fn starts_alike<'a>(a: impl Iterator<Item = &'a Atom>, b: impl Iterator<Item = &'a Atom>) -> bool {
    let mut pairs = a.zip(b).take_while(|(x, y)| **x != Atom::Any && **y != Atom::Any);
    pairs.all(|(x, y)| is_same(*x, *y))
}

/// Whether some character fits both.
fn is_same(a: Atom, b: Atom) -> bool {
    a == b || a == Atom::One || b == Atom::One
}

/// Whether `text`, which is nowhere open, has something in common with `pattern`.
fn fits(pattern: &[Atom], text: &[Atom]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&atom) = text.get(t) {
        match pattern.get(p) {
            Some(Atom::Any) => {
                p += 1;
                retry = Some((p, t));
            }
            Some(&wanted) if is_same(wanted, atom) => (p, t) = (p + 1, t + 1),
            _ => {
                let Some((after, from)) = retry else { return false };
                retry = Some((after, from + 1));
                (p, t) = (after, from + 1);
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|atom| *atom == Atom::Any)
}

#[cfg(test)]
mod tests {
    use super::super::{Piece, matches, pieces};
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
        // No pair needs a longer text; `!` is there for the character `?` itself.
        let texts = words(&["a", "é", "!", "$"], 4);
        let patterns = words(&["a", "é", "?", "*", "$", "${x}", "${?}", "${"], 3);
        let matched = |pattern: &String| -> Vec<bool> {
            let plain = |piece: Piece<'_>| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Escaped(_) => "!".to_owned(),
                Piece::Wildcard { one: true } => "?".to_owned(),
                _ => "*".to_owned(),
            };
            let pattern: String = pieces(pattern).map(plain).collect();
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
