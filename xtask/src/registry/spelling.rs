//! Names in AWS's spelling, of names in lower case.

use std::collections::HashMap;

/// The words that names of actions and operations are made of.
pub(super) struct Spelling {
    /// By the word in lower case: how it is written most often, and what its use costs.
    words: HashMap<String, (String, f64)>,
    /// The whole names by themselves in lower case.
    names: HashMap<String, String>,
}

/// No word is longer.
const LONGEST: usize = 24;

/// What a letter costs that is in no word.
const UNKNOWN_LETTER: f64 = 15.0;

/// What each word costs beside its rarity, so that few long words win over many short ones.
const WORD: f64 = 2.0;

/// A word shorter than this is one only if it is as frequent as this.
const SHORT: (usize, usize) = (3, 20);

impl Spelling {
    /// Learns from names in AWS's spelling.
    pub(super) fn new<'n>(
        actions: impl Iterator<Item = &'n str>,
        operations: impl Iterator<Item = &'n str>,
    ) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut names = HashMap::new();
        for name in actions.chain(operations) {
            names.entry(name.to_ascii_lowercase()).or_insert_with(|| name.to_owned());
            // No letter is a word: the `S` of a plural would be.
            for word in words(name).into_iter().filter(|word| word.len() > 1) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let total: usize = counts.values().sum();
        let mut best: HashMap<String, (&str, usize)> = HashMap::new();
        for (word, count) in counts {
            if word.len() < SHORT.0 && count < SHORT.1 {
                continue;
            }
            let entry = best.entry(word.to_ascii_lowercase()).or_insert((word, count));
            // The order of a hash map is none: of two equals the first by name.
            if (count, entry.0) > (entry.1, word) {
                *entry = (word, count);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let cost = |count: usize| (total as f64 / count as f64).ln() + WORD;
        let words = best
            .into_iter()
            .map(|(lower, (word, count))| (lower, (word.to_owned(), cost(count))))
            .collect();
        Self { words, names }
    }

    /// The likeliest spelling: the same name elsewhere, else the cheapest row of words.
    pub(super) fn of(&self, lower: &str) -> String {
        if let Some(name) = self.names.get(lower) {
            return name.clone();
        }
        // The cheapest spelling of each start of the name.
        let mut starts: Vec<(f64, String)> = vec![(0.0, String::new())];
        for end in 1..=lower.len() {
            let mut best = (f64::INFINITY, String::new());
            for begin in end.saturating_sub(LONGEST)..end {
                let (Some(piece), Some((before, start))) =
                    (lower.get(begin..end), starts.get(begin))
                else {
                    continue;
                };
                let (word, cost) = self.word(piece);
                if before + cost < best.0 {
                    best = (before + cost, format!("{start}{word}"));
                }
            }
            starts.push(best);
        }
        starts.pop().map(|(_, name)| name).unwrap_or_default()
    }
}

impl Spelling {
    /// A word, maybe in the plural, and what it costs.
    fn word(&self, lower: &str) -> (String, f64) {
        let singular = || {
            let (word, cost) = self.words.get(lower.strip_suffix('s')?)?;
            Some((format!("{word}s"), cost + WORD))
        };
        let known = self.words.get(lower).cloned().or_else(singular);
        let unknown = || (capitalised(lower), UNKNOWN_LETTER * as_f64(lower.len()) + WORD);
        known.unwrap_or_else(unknown)
    }
}

fn as_f64(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::INFINITY, f64::from)
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or_default();
    first.to_ascii_uppercase() + rest
}

/// The words of a name in camel case; `DBCluster` is `DB`, `Cluster`.
fn words(name: &str) -> Vec<&str> {
    let bytes = name.as_bytes();
    let is_upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_lower = |at: usize| bytes.get(at).is_some_and(|it| !it.is_ascii_uppercase());
    let starts = |at: &usize| {
        let at = *at;
        at > 0 && is_upper(at) && (is_lower(at - 1) || is_lower(at + 1))
    };
    let mut words = Vec::new();
    let mut begin = 0;
    for end in (0..bytes.len()).filter(starts).chain([bytes.len()]) {
        words.extend(name.get(begin..end));
        begin = end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("CreateDBClusterV2"), ["Create", "DB", "Cluster", "V2"]);
        assert_eq!(words("HEAD"), ["HEAD"]);
    }

    #[test]
    fn words_make_names_and_unknown_ones_are_capitalised() {
        let actions = ["CreateDBCluster", "GetReport", "ListReports", "ExportHostKey", "PutDBKey"];
        let spelling = Spelling::new(actions.into_iter(), ["GetWidget"].into_iter());
        for (lower, expected) in [
            ("exporthostkey", "ExportHostKey"),
            ("exportreport", "ExportReport"),
            ("createwidget", "CreateWidget"),
            ("listhostkeys", "ListHostKeys"),
            ("getzzz", "GetZzz"),
        ] {
            assert_eq!(spelling.of(lower), expected);
        }
    }
}
