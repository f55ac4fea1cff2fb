//! How far a mistyped name is from a right one.

/// How many slips part `typed` from `meant`, ignoring ASCII case, if `limit` or fewer do.
///
/// A slip is a missing, an extra or a wrong letter, or two neighbours swapped; no letter slips
/// twice (optimal string alignment).
///
/// The search branches only where the texts part, and `limit` is small: for two names that have
/// little in common it ends after a few comparisons, without a table and without allocating.
pub(crate) fn slips(typed: &[u8], meant: &[u8], limit: usize) -> Option<usize> {
    if typed.len().abs_diff(meant.len()) > limit {
        return None;
    }
    let (typed, meant) = without_common_start(typed, meant);
    let ([t, typed_rest @ ..], [m, meant_rest @ ..]) = (typed, meant) else {
        return Some(typed.len() + meant.len());
    };
    let limit = limit.checked_sub(1)?;
    if limit == 0 {
        return single_slip(typed, meant).map(|_| 1);
    }
    let swapped = match (typed_rest, meant_rest) {
        ([t2, typed_rest @ ..], [m2, meant_rest @ ..]) if same(*t, *m2) && same(*t2, *m) => {
            slips(typed_rest, meant_rest, limit)
        }
        _ => None,
    };
    let wrong = slips(typed_rest, meant_rest, limit);
    let extra = slips(typed_rest, meant, limit);
    let missing = slips(typed, meant_rest, limit);
    [swapped, wrong, extra, missing].into_iter().flatten().min().map(|rest| rest + 1)
}

/// A kind of single slip, the likelier first.
///
/// There are few ways to leave out or swap letters of a name and many to add or mistake one, so
/// text that can be read as either is likelier the former.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// Two neighbours change places: `GetObjcet`.
    Swapped,
    /// A letter is left out: `GetObjct`.
    Missing,
    /// A letter is typed twice: `GetObjject`.
    Doubled,
    /// Another letter stands in place of one: `GetObjekt`.
    Wrong,
    /// A letter is added: `GetObjeect`.
    Extra,
}

/// The slip, if exactly one parts the texts.
pub(crate) fn single_slip(typed: &[u8], meant: &[u8]) -> Option<Slip> {
    let all_typed = typed;
    let (typed, meant) = without_common_start(typed, meant);
    let (typed, meant) = without_common_end(typed, meant);
    match (typed, meant) {
        ([a, b], [c, d]) if same(*a, *d) && same(*b, *c) => Some(Slip::Swapped),
        ([], [_]) => Some(Slip::Missing),
        ([_], [_]) => Some(Slip::Wrong),
        ([extra], []) => {
            let twice = all_typed
                .windows(2)
                .any(|pair| matches!(pair, [a, b] if same(*a, *extra) && same(*b, *extra)));
            Some(if twice { Slip::Doubled } else { Slip::Extra })
        }
        _ => None,
    }
}

/// How many bytes both begin with, ignoring ASCII case.
pub(crate) fn common_start(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| same(**a, **b)).count()
}

fn without_common_start<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    while let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b)
        && same(*x, *y)
    {
        (a, b) = (a_rest, b_rest);
    }
    (a, b)
}

fn without_common_end<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    while let ([a_rest @ .., x], [b_rest @ .., y]) = (a, b)
        && same(*x, *y)
    {
        (a, b) = (a_rest, b_rest);
    }
    (a, b)
}

fn same(a: u8, b: u8) -> bool {
    a.eq_ignore_ascii_case(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips_up_to_the_limit() {
        for (typed, meant, limit, expected) in [
            ("GetObject", "getobject", 0, Some(0)),
            ("GetObjct", "GetObject", 1, Some(1)),
            ("GetObjcet", "GetObject", 1, Some(1)),
            ("tGeObjcet", "GetObject", 2, None),
            ("eGtObjcet", "GetObject", 2, Some(2)),
            ("eGtObjcet", "GetObject", 1, None),
            ("", "ab", 2, Some(2)),
            ("ab", "", 1, None),
            ("ca", "abc", 3, Some(3)),
            ("aé", "ae", 2, Some(2)),
        ] {
            assert_eq!(
                slips(typed.as_bytes(), meant.as_bytes(), limit),
                expected,
                "{typed} {meant}"
            );
        }
    }

    /// The textbook table, as an oracle.
    fn by_table(a: &[u8], b: &[u8]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    d[i][j] = i + j;
                    continue;
                }
                let cost = usize::from(a[i - 1] != b[j - 1]);
                d[i][j] = (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + cost);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    d[i][j] = d[i][j].min(d[i - 2][j - 2] + 1);
                }
            }
        }
        d[a.len()][b.len()]
    }

    #[test]
    fn agrees_with_the_textbook() {
        let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
        for length in 0..5 {
            let shorter: Vec<_> = texts.iter().filter(|it| it.len() == length).cloned().collect();
            for text in shorter {
                texts.extend(b"abc".iter().map(|&letter| [&text[..], &[letter]].concat()));
            }
        }
        for a in &texts {
            for b in &texts {
                let expected = Some(by_table(a, b)).filter(|&count| count <= 2);
                assert_eq!(slips(a, b, 2), expected, "{a:?} {b:?}");
            }
        }
    }
}
