//! The name that a misspelt one was meant to be.

/// The candidate nearest to `text`, if one is near enough to be meant.
///
/// Case counts little: a candidate that differs in case alone always wins. Otherwise at most a
/// third of the letters may be wrong, missing, extra or swapped with their neighbour.
///
/// # Examples
///
/// ```
/// use iam_language::spelling::nearest;
/// assert_eq!(nearest("Efect", ["Effect", "Action"]), Some("Effect"));
/// assert_eq!(nearest("effect", ["Effect", "Action"]), Some("Effect"));
/// assert_eq!(nearest("Colour", ["Effect", "Action"]), None);
/// ```
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (text.chars().count() / 3).max(1);
    let own = letters(text);
    let near = candidates.into_iter().filter_map(|candidate| {
        // Most have too many other letters for a closer look.
        let theirs = letters(candidate);
        let other = (own & !theirs).count_ones().max((theirs & !own).count_ones());
        if usize::try_from(other).is_ok_and(|other| other > limit) {
            return None;
        }
        let distance = distance(text, candidate, limit)?;
        Some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Which of the letters and digits of ASCII are in `text`, case aside: each that another text lacks is at least
/// one slip.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |letters, byte| match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => letters | 1 << (letter - b'a'),
        digit @ b'0'..=b'9' => letters | 1 << (26 + digit - b'0'),
        _ => letters,
    })
}

/// How many letters of `a` and `b`, case aside, are wrong, missing, extra or swapped with their
/// neighbour; none if more than `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let letters = |text: &str| text.chars().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last = None;
    for (i, &x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        let mut left_letter = None;
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(&row, j) + usize::from(x != y);
            best = best.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            if last == Some(y) && left_letter == Some(x) && j > 0 {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
            left_letter = Some(y);
        }
        if next.iter().all(|&cell| cell > limit) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
        last = Some(x);
    }
    row.last().copied().filter(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_slip_counts_one() {
        for slip in ["Acton", "Actioon", "Actoin", "Oction"] {
            assert_eq!(distance(slip, "Action", 2), Some(1), "{slip}");
        }
        assert_eq!(distance("Action", "ACTION", 2), Some(0));
        assert_eq!(distance("", "Action", 2), None);
    }
}
