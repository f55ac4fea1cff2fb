//! Patterns that match all that another one matches.

use super::{Piece, glob, has_reference, pieces};

/// Whether `outer` matches every text that `inner` matches, case and all.
///
/// A variable or parameter stands for the same text in both, whatever that is. Where `?` and `*` meet it
/// may miss a case, such as `?*` and `*a`; what it says is covered is. Takes at most `O(outer × inner)`
/// time.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::covers;
/// assert!(covers("logs/*", "logs/${aws:username}/?*"));
/// assert!(covers("home/${aws:username}/*", "home/${aws:username}/mail"));
/// assert!(!covers("logs/?", "logs/*") && !covers("home/ann", "home/${aws:username}"));
/// ```
#[must_use]
pub fn covers(outer: &str, inner: &str) -> bool {
    covers_where(outer, inner, |o, i| o == i)
}

/// Whether `outer` matches every text that `inner` matches, without regard to ASCII case.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::covers_ignoring_case;
/// assert!(covers_ignoring_case("s3:Get*", "S3:getobject*"));
/// ```
#[must_use]
pub fn covers_ignoring_case(outer: &str, inner: &str) -> bool {
    covers_where(outer, inner, |o, i| o.eq_ignore_ascii_case(&i))
}

fn covers_where(outer: &str, inner: &str, same: impl Fn(char, char) -> bool) -> bool {
    if outer == inner {
        return true;
    }
    let has_names = has_reference(outer) || has_reference(inner);
    let may_confuse = outer.contains('?') && inner.contains('*');
    if !has_names && !may_confuse {
        // The wildcards of `inner` are characters that only wildcards of `outer` match.
        let same_byte = |o: u8, i: u8| match (char::from(o), char::from(i)) {
            (o, i) if o.is_ascii() && i.is_ascii() => same(o, i),
            (o, i) => o == i,
        };
        return glob(outer.as_bytes(), inner.as_bytes(), same_byte);
    }
    // What an unclosed `${` stands for is not known.
    let (Some(outer), Some(inner)) = (atoms(outer), atoms(inner)) else { return false };
    let (mut o, mut i) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&atom) = inner.get(i) {
        match (outer.get(o), atom) {
            (Some(Atom::Any), _) => {
                o += 1;
                retry = Some((o, i));
                continue;
            }
            (Some(Atom::One), Atom::One | Atom::Char(_)) => {
                (o, i) = (o + 1, i + 1);
                continue;
            }
            (Some(Atom::Char(x)), Atom::Char(y)) if same(*x, y) => {
                (o, i) = (o + 1, i + 1);
                continue;
            }
            (Some(Atom::Named(x)), Atom::Named(y)) if *x == y => {
                (o, i) = (o + 1, i + 1);
                continue;
            }
            _ => {}
        }
        let Some((after_star, from)) = retry else { return false };
        retry = Some((after_star, from + 1));
        (o, i) = (after_star, from + 1);
    }
    outer.get(o..).unwrap_or_default().iter().all(|atom| *atom == Atom::Any)
}

/// A character of a pattern; variables and parameters keep their names.
#[derive(Clone, Copy, PartialEq)]
enum Atom<'t> {
    Char(char),
    One,
    Any,
    Named(&'t str),
}

/// None if a `${` is not closed. Of a run of wildcards, the `?` come first and one `*` is left.
fn atoms(text: &str) -> Option<Vec<Atom<'_>>> {
    let mut atoms = Vec::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) | Piece::Escaped(text) => {
                atoms.extend(text.chars().map(Atom::Char));
            }
            Piece::Wildcard { one } if atoms.last() == Some(&Atom::Any) => {
                if one {
                    atoms.pop();
                    atoms.extend([Atom::One, Atom::Any]);
                }
            }
            Piece::Wildcard { one: true } => atoms.push(Atom::One),
            Piece::Wildcard { one: false } => atoms.push(Atom::Any),
            Piece::Variable { name } | Piece::Parameter { name } => {
                atoms.push(Atom::Named(name));
            }
            Piece::Unclosed(_) => return None,
        }
    }
    Some(atoms)
}

#[cfg(test)]
mod tests {
    use super::super::matches;
    use super::*;

    #[test]
    fn covering_takes_each_wildcard_for_all_that_it_matches() {
        for (outer, inner, wanted) in [
            ("", "", true),
            ("*", "", true),
            ("a*", "a", true),
            ("a", "a*", false),
            ("?*", "*?", true),
            ("*?*?", "??*", true),
            ("??*", "*?", false),
            ("?", "*", false),
            ("a*c", "a*b*c", true),
            ("a*b*c", "a*c", false),
            ("?", "é", true),
            ("é*", "É", false),
            ("*", "${A}", true),
            ("?", "${A}", false),
            ("${A}", "*", false),
            ("${A}*", "${A}${B}", true),
            ("${A}", "${B}", false),
            ("${*}", "*", false),
            ("*", "${*}", true),
            ("*", "x${", false),
        ] {
            assert_eq!(covers(outer, inner), wanted, "{outer} {inner}");
        }
        assert!(covers_ignoring_case("S3:g?t*", "s3:GET?*"));
    }

    /// Every pair of short patterns on a small alphabet, against every short text.
    #[test]
    fn what_covers_matches_whatever_the_other_matches() {
        let words = |letters: &str, most: u32| -> Vec<String> {
            let mut all = vec![String::new()];
            let mut last = all.clone();
            for _ in 0..most {
                last = last
                    .iter()
                    .flat_map(|word| letters.chars().map(move |letter| format!("{word}{letter}")))
                    .collect();
                all.extend_from_slice(&last);
            }
            all
        };
        let texts = words("abc", 5);
        let patterns = words("a?*", 4);
        let matched = |pattern: &String| -> Vec<bool> {
            texts.iter().map(|text| matches(pattern, text)).collect()
        };
        let matched: Vec<_> = patterns.iter().map(matched).collect();
        for (outer, by_outer) in patterns.iter().zip(&matched) {
            for (inner, by_inner) in patterns.iter().zip(&matched) {
                let holds = by_outer.iter().zip(by_inner).all(|(outer, inner)| *outer || !inner);
                let covered = covers(outer, inner);
                assert!(holds || !covered, "{outer} {inner}");
                // With `?` a case may be missed.
                assert!(covered || !holds || outer.contains('?'), "{outer} {inner}");
            }
        }
    }
}
