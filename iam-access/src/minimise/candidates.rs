//! Shorter patterns that may stand for names of actions: which there are, not what they match.

use std::collections::HashSet;

/// Where names may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "between words, or anywhere")]
pub enum Cut {
    /// Between words: `Get*Tagging`.
    Words,
    /// Between letters, too: `Ge*ng`. Shorter, and reaches further into names that AWS may have some day.
    Letters,
}

/// How long the middle of a pattern of letters may be.
const MOST_LETTERS: usize = 6;

/// Patterns that match one of the names at least, each once: of what a name starts with, ends with, or has in
/// its midst, and of two of these.
pub(super) fn candidates(names: &[&str], cut: Cut) -> Vec<String> {
    let mut all = vec!["*".to_owned()];
    let mut seen: HashSet<String> = all.iter().cloned().collect();
    for name in names {
        let mut add = |parts: &[&str], open_end: bool| {
            let text = if open_end { parts.join("*") + "*" } else { parts.join("*") };
            // Not longer than the name, or it could not save anything by it; those that stand for several
            // are made of another one, too.
            if text.len() <= name.len() + 1 && !text.contains("**") && !seen.contains(&text) {
                seen.insert(text.clone());
                all.push(text);
            }
        };
        let cuts = match cut {
            Cut::Words => words(name),
            Cut::Letters => (0..=name.len()).collect(),
        };
        let part = |from: usize, to: usize| name.get(from..to).unwrap_or_default();
        let middle = |from: usize, to: usize| cut == Cut::Words || to - from <= MOST_LETTERS;
        let end = name.len();
        for (at, &from) in cuts.iter().enumerate() {
            let rest = cuts.get(at + 1..).unwrap_or_default();
            add(&[part(0, from)], true);
            add(&["", part(from, end)], false);
            // A start and an end.
            for &to in rest.iter().filter(|to| from > 0 && **to < end) {
                add(&[part(0, from), part(to, end)], false);
            }
            for (next, &to) in rest.iter().enumerate().filter(|(_, to)| middle(from, **to)) {
                add(&["", part(from, to)], true);
                let after = rest.get(next + 1..).unwrap_or_default();
                if cut == Cut::Letters {
                    continue;
                }
                // A midst and an end.
                for &last in after.iter().filter(|last| **last < end) {
                    add(&["", part(from, to), part(last, end)], false);
                }
                // A start and a midst.
                for &start in cuts.iter().take(at).filter(|start| **start > 0) {
                    add(&[part(0, start), part(from, to)], true);
                }
            }
        }
    }
    all
}

/// Where the words of a name begin, and its end: `Get`, `DB`, `Instances`.
fn words(name: &str) -> Vec<usize> {
    let bytes = name.as_bytes();
    let mut cuts = vec![0];
    for at in 1..bytes.len() {
        let (Some(before), Some(byte)) = (bytes.get(at - 1), bytes.get(at)) else { continue };
        let next_is_lower = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        let begins = byte.is_ascii_uppercase() && (!before.is_ascii_uppercase() || next_is_lower)
            || byte.is_ascii_digit() != before.is_ascii_digit()
            || !byte.is_ascii_alphanumeric();
        if begins {
            cuts.push(at);
        }
    }
    if !bytes.is_empty() {
        cuts.push(bytes.len());
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        let cut = |name: &'static str| -> Vec<&str> {
            words(name).windows(2).map(|it| &name[it[0]..it[1]]).collect()
        };
        assert_eq!(cut("GetDBInstances"), ["Get", "DB", "Instances"]);
        assert_eq!(cut("DescribeVpcs"), ["Describe", "Vpcs"]);
        assert_eq!(cut("ListTagsV2"), ["List", "Tags", "V", "2"]);
        assert_eq!(cut("x"), ["x"]);
        assert!(cut("").is_empty());
    }
}
