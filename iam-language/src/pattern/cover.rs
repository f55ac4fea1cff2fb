//! Patterns that match all that another one matches.

use super::atom::{Atom, atoms};
use super::glob::glob;
use super::greedy::{Step, greedy};
use super::piece::has_reference;

/// Whether `outer` matches every text that `inner` matches, case and all.
///
/// A variable or parameter stands for the same text in both, whatever that is, even none. Takes at most
/// `O(outer × inner)` time.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::covers;
/// assert!(covers("logs/*", "logs/${aws:username}/?*"));
/// assert!(covers("home/${aws:username}/*", "home/${aws:username}/mail"));
/// assert!(covers("?*", "*.pdf") && !covers("?*", "*"));
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
    let (outer, inner) = (atoms(outer), atoms(inner));
    // What an unclosed `${` stands for is not known.
    !outer.contains(&Atom::Unknown)
        && !inner.contains(&Atom::Unknown)
        && covers_atoms(&outer, &inner, same)
}

/// As [`covers`], of atoms.
///
/// Whatever a star of `inner` stands for, text that `outer` does not name may stand there, and as well
/// none. So only a star of `outer` takes it, and a `?` beside a star of `outer` (which only says that there
/// are more characters) looks for its character elsewhere.
pub(super) fn covers_atoms(
    outer: &[Atom<'_>],
    inner: &[Atom<'_>],
    same: impl Fn(char, char) -> bool,
) -> bool {
    greedy(&wants(outer), inner.len(), |want, at| match (want, inner.get(at)) {
        (Want::Exactly(Atom::Any), _) => Step::Star,
        (Want::Exactly(Atom::One) | Want::OneMore, Some(Atom::Char(_) | Atom::One)) => {
            Step::Takes(1)
        }
        (Want::OneMore, Some(_)) => Step::Skips,
        (Want::Exactly(Atom::Char(x)), Some(Atom::Char(y))) if same(*x, *y) => Step::Takes(1),
        (Want::Exactly(named @ Atom::Named(..)), Some(other)) if named == other => Step::Takes(1),
        _ => Step::Fails,
    })
}

/// What a pattern wants of the atoms of another.
#[derive(Clone, Copy)]
enum Want<'t> {
    /// This, here.
    Exactly(Atom<'t>),
    /// One more character, before whatever comes next.
    OneMore,
}

/// Of a run of wildcards with a star, the `?` come first, and one star is left.
fn wants<'t>(atoms: &[Atom<'t>]) -> Vec<Want<'t>> {
    let is_wildcard = |atom: &Atom<'_>| matches!(atom, Atom::One | Atom::Any);
    let mut wants = Vec::with_capacity(atoms.len());
    for run in atoms.chunk_by(|a, b| is_wildcard(a) && is_wildcard(b)) {
        if run.contains(&Atom::Any) {
            let ones = run.iter().filter(|atom| **atom == Atom::One);
            wants.extend(ones.map(|_| Want::OneMore));
            wants.push(Want::Exactly(Atom::Any));
        } else {
            wants.extend(run.iter().copied().map(Want::Exactly));
        }
    }
    wants
}

#[cfg(test)]
mod tests {
    use super::super::glob::matches;
    use super::super::testing::words;
    use super::*;

    #[test]
    fn covering_takes_each_wildcard_for_all_that_it_matches() {
        for (outer, inner, wanted) in [
            ("", "", true),
            ("*", "", true),
            ("a*", "a", true),
            ("a", "a*", false),
            ("?*", "*?", true),
            ("?*", "*a", true),
            ("*??", "a*b", true),
            ("*a?*", "*a*b", true),
            ("*a?b*", "*a*b*", false),
            ("a?*c", "a*bc", true),
            ("a?*c", "a*c", false),
            ("?*", "${A}b", true),
            ("?*", "${A}", false),
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
        // `!` is a character that no pattern names. No pair needs a longer text.
        let texts = words(&["a", "b", "!"], 6);
        let patterns = words(&["a", "b", "?", "*"], 4);
        let matched = |pattern: &String| -> Vec<u64> {
            let bits = texts.chunks(64).map(|texts| {
                let matched = texts.iter().enumerate().filter(|(_, text)| matches(pattern, text));
                matched.fold(0, |bits, (at, _)| bits | 1 << at)
            });
            bits.collect()
        };
        let matched: Vec<_> = patterns.iter().map(matched).collect();
        for (outer, by_outer) in patterns.iter().zip(&matched) {
            for (inner, by_inner) in patterns.iter().zip(&matched) {
                let holds = by_outer.iter().zip(by_inner).all(|(outer, inner)| inner & !outer == 0);
                assert_eq!(covers(outer, inner), holds, "{outer} {inner}");
            }
        }
    }
}
