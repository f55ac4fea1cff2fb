//! What is plain to see of groups of texts, before a walk over what their words reach together: that they
//! have nothing in common, or a text that they have.

use crate::atom::{Atom, Class, PLAIN, Word, matches, plainly_covers};
use crate::budget::{Budget, Exhausted};
use crate::group::Group;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A text that is quickly made up and is in every group, if one of those tried is.
pub(crate) fn sampled(groups: &[Group]) -> Option<String> {
    /// How many words are tried.
    const TRIES: usize = 4;
    let wanted: Vec<&Group> = groups.iter().filter(|group| group.positive).collect();
    // The longer the shortest word, the more it asks for.
    let length = |group: &&&Group| group.words.iter().map(|word| word.len()).min().unwrap_or(0);
    let strictest = wanted.iter().max_by_key(length)?;
    let is_in_all = |text: &String| {
        groups
            .iter()
            .all(|group| group.words.iter().any(|word| matches(word, text)) == group.positive)
    };
    let longest = groups.iter().flat_map(|it| &it.words).map(|word| word.len()).max().unwrap_or(0);
    for word in strictest.words.iter().take(TRIES) {
        if word.len().saturating_mul(longest) > PLAIN {
            continue;
        }
        let others = wanted.iter().filter(|group| !std::ptr::eq(**group, *strictest));
        let others = others.filter_map(|group| group.words.first());
        let joined = others.fold(word.to_vec(), |word, other| closer(&word, other));
        let texts =
            [sample(&joined, "x"), sample(&joined, ""), sample(word, "x"), sample(word, "")];
        if let Some(found) = texts.into_iter().flatten().find(is_in_all) {
            return Some(found);
        }
    }
    None
}

/// Field by field the one of two words that leaves less open.
fn closer(one: &[Atom], other: &[Atom]) -> Vec<Atom> {
    let (mut one, mut other) = (one, other);
    let mut word = Vec::with_capacity(one.len());
    let is_open = |field: &[Atom]| field.iter().any(|it| !matches!(it, Atom::Char(_)));
    let pick = |word: &mut Vec<Atom>, a: &[Atom], b: &[Atom]| {
        let other_is_closer = is_open(a) && (!is_open(b) || b.len() > a.len());
        word.extend_from_slice(if other_is_closer { b } else { a });
    };
    while let (Some((a, rest)), Some((b, rest_of_other))) = (first_field(one), first_field(other)) {
        pick(&mut word, a, b);
        word.push(Atom::Char(':'));
        (one, other) = (rest, rest_of_other);
    }
    pick(&mut word, one, other);
    word
}

/// A text that the word matches, with this in place of every `*`; none of one with variables.
fn sample(word: &[Atom], star: &str) -> Option<String> {
    let mut text = String::with_capacity(word.len());
    for atom in word {
        match atom {
            Atom::Char(character) | Atom::Fold(character) => text.push(*character),
            Atom::One(Class::Digit) => text.push('7'),
            Atom::One(Class::Padding) => text.push('='),
            Atom::One(_) => text.push('x'),
            Atom::Any(Class::Digit | Class::Padding) => {}
            Atom::Any(_) => text.push_str(star),
            Atom::Value(_) => return None,
        }
    }
    Some(text)
}

/// The texts that every match has to be one of, if they can be listed; with variables nothing can.
pub(crate) fn listed(groups: &[Group]) -> Option<Vec<String>> {
    let is_plain = |group: &&Group| {
        let is_char = |atom: &Atom| matches!(atom, Atom::Char(_));
        group.positive && group.words.iter().all(|word| word.iter().all(is_char))
    };
    let shortest = groups.iter().filter(is_plain).min_by_key(|group| group.words.len())?;
    let has_value = |group: &Group| {
        group.words.iter().any(|word| word.iter().any(|it| matches!(it, Atom::Value(_))))
    };
    if groups.iter().any(has_value) {
        return None;
    }
    let spelled = |word: &Word| {
        word.iter()
            .filter_map(|atom| match atom {
                Atom::Char(character) => Some(*character),
                _ => None,
            })
            .collect()
    };
    Some(shortest.words.iter().map(spelled).collect())
}

/// The first of the texts that is in every group.
pub(crate) fn first_in_all(
    texts: &[String],
    groups: &[Group],
    budget: &Budget,
) -> Result<Option<String>, Exhausted> {
    for text in texts {
        let mut is_in_all = true;
        for group in groups {
            budget.pay(1 + group.words.len())?;
            let is_in = group.words.iter().any(|word| matches(word, text));
            if is_in != group.positive {
                is_in_all = false;
                break;
            }
        }
        if is_in_all {
            return Ok(Some(text.clone()));
        }
    }
    Ok(None)
}

/// How many words of two groups are held beside each other.
const MOST: usize = 4096;

/// Whether some group asks for no more than another excludes.
pub(crate) fn is_plainly_empty(groups: &[Group]) -> bool {
    let (wanted, others): (Vec<_>, Vec<_>) = groups.iter().partition(|group| group.positive);
    let excluded = || others.iter().flat_map(|group| group.words.iter());
    let most = wanted.iter().map(|group| group.words.len()).max().unwrap_or(0);
    let are_few = most.saturating_mul(excluded().count()) <= MOST;
    // Words are long: to hash all of them costs more than to compare some.
    let same: HashSet<&Word> = if are_few { HashSet::new() } else { excluded().collect() };
    let is_same = |inner: &Word| {
        if are_few { excluded().any(|outer| outer == inner) } else { same.contains(inner) }
    };
    let open = excluded().filter(|word| word.iter().any(|it| matches!(it, Atom::Any(_))));
    let open = ByHead::of(open);
    let is_excluded = |inner: &Word| {
        is_same(inner) || open.beginning_like(inner).any(|outer| plainly_covers(outer, inner))
    };
    let are_apart = |(at, one): (usize, &&Group)| {
        wanted.iter().skip(at + 1).any(|other| {
            one.words.len() * other.words.len() <= MOST
                && one.words.iter().all(|a| other.words.iter().all(|b| are_plainly_apart(a, b)))
        })
    };
    wanted.iter().enumerate().any(are_apart)
        || wanted.iter().any(|group| group.words.iter().all(is_excluded))
}

/// Words by the characters that they begin with, as many of them as a power of two says: what covers a word begins
/// as it does, and of thousands few do.
struct ByHead<'w> {
    /// All of them, if they are few.
    few: Vec<&'w Word>,
    lengths: BTreeSet<usize>,
    heads: HashMap<&'w [Atom], Vec<&'w Word>>,
}

impl<'w> ByHead<'w> {
    fn of(words: impl Iterator<Item = &'w Word>) -> Self {
        const FEW: usize = 16;
        let all: Vec<&Word> = words.collect();
        let (mut lengths, mut heads) = (BTreeSet::new(), HashMap::new());
        if all.len() <= FEW {
            return Self { few: all, lengths, heads };
        }
        for word in all {
            let length = word.iter().take_while(|atom| matches!(atom, Atom::Char(_))).count();
            let length = length.checked_ilog2().map_or(0, |power| 1 << power);
            lengths.insert(length);
            let head = word.get(..length).unwrap_or_default();
            heads.entry(head).or_insert_with(Vec::new).push(word);
        }
        Self { few: Vec::new(), lengths, heads }
    }

    /// Those that may cover the word.
    fn beginning_like(&self, word: &Word) -> impl Iterator<Item = &'w Word> {
        let heads = self.lengths.iter().filter_map(|length| self.heads.get(word.get(..*length)?));
        self.few.iter().chain(heads.flatten()).copied()
    }
}

/// Whether no text matches both, as far as that is plain to see: field by field, as long as wildcards take no
/// colons, and then at their ends.
pub(crate) fn are_plainly_apart(one: &[Atom], other: &[Atom]) -> bool {
    // Mostly they are of two services.
    if differ_at_an_end(one, other) {
        return true;
    }
    if let Some(answer) = are_apart_by_colons(one, other) {
        return answer;
    }
    let (mut one, mut other) = (one, other);
    loop {
        match (first_field(one), first_field(other)) {
            (Some((a, rest_of_one)), Some((b, rest_of_other))) => {
                if differ_at_an_end(a, b) {
                    return true;
                }
                (one, other) = (rest_of_one, rest_of_other);
            }
            _ => return differ_at_an_end(one, other),
        }
    }
}

/// The same of words of which one has so many colons and no more, as formats of ARNs do: then the wildcards of the
/// other take no more of them, either. None if that tells nothing.
fn are_apart_by_colons(one: &[Atom], other: &[Atom]) -> Option<bool> {
    let is_colon = |atom: &Atom| matches!(atom, Atom::Char(':') | Atom::Fold(':'));
    let colons = |word: &[Atom]| word.iter().filter(|it| is_colon(it)).count();
    let is_fixed = |word: &[Atom]| {
        word.iter().all(|atom| match atom {
            Atom::Char(_) | Atom::Fold(_) => true,
            Atom::One(class) | Atom::Any(class) => *class != Class::All,
            Atom::Value(_) => false,
        })
    };
    let (of_one, of_other) = (colons(one), colons(other));
    let (fixed, open) = match (is_fixed(one), is_fixed(other)) {
        (true, true) if of_one != of_other => return Some(true),
        (true, _) => (of_one, of_other),
        (_, true) => (of_other, of_one),
        (false, false) => return None,
    };
    if fixed != open {
        return (fixed < open).then_some(true);
    }
    let mut fields = one.split(is_colon).zip(other.split(is_colon));
    Some(fields.any(|(a, b)| differ_at_an_end(a, b)))
}

/// What stands before the first colon and behind it, if no wildcard before it takes one.
fn first_field(word: &[Atom]) -> Option<(&[Atom], &[Atom])> {
    let is_limited = |atom: &Atom| match atom {
        Atom::Char(character) => *character != ':',
        Atom::One(class) | Atom::Any(class) => *class != Class::All,
        Atom::Fold(_) | Atom::Value(_) => false,
    };
    let len = word.iter().take_while(|atom| is_limited(atom)).count();
    let (field, rest) = word.split_at_checked(len)?;
    match rest.split_first() {
        Some((Atom::Char(':'), rest)) => Some((field, rest)),
        _ => None,
    }
}

/// Whether the words differ in what stands before their first wildcard, or behind their last one, or one asks for
/// more than the other has.
fn differ_at_an_end(one: &[Atom], other: &[Atom]) -> bool {
    let is_char = |atom: &&Atom| matches!(atom, Atom::Char(_));
    let differ = |pair: (&Atom, &Atom)| pair.0 != pair.1;
    let mut heads = one.iter().take_while(is_char).zip(other.iter().take_while(is_char));
    let mut tails =
        one.iter().rev().take_while(is_char).zip(other.iter().rev().take_while(is_char));
    heads.any(differ) || tails.any(differ) || is_longer(one, other) || is_longer(other, one)
}

/// Whether every match of one is longer than those of the other, of which all have one length.
fn is_longer(one: &[Atom], other: &[Atom]) -> bool {
    let is_one = |atom: &Atom| matches!(atom, Atom::Char(_) | Atom::Fold(_) | Atom::One(_));
    one.len() > other.len()
        && other.iter().all(is_one)
        && one.iter().filter(|it| is_one(it)).count() > other.len()
}

#[cfg(test)]
mod tests {
    use super::{ByHead, plainly_covers};
    use crate::atom::{Grammar, Word, atoms};

    #[test]
    fn what_covers_a_word_begins_as_it_does() {
        let word = |text: &String| -> Word {
            atoms(text, Grammar { wildcards: true, variables: false }).into()
        };
        let letters = ["a", "b", "*", "?"];
        let mut texts = vec![String::new()];
        for at in 0..85 {
            let longer: Vec<_> = letters.iter().map(|it| format!("{}{it}", texts[at])).collect();
            texts.extend(longer);
        }
        let words: Vec<Word> = texts.iter().map(word).collect();
        let by_head = ByHead::of(words.iter());
        for inner in &words {
            let covers = |outer: &&Word| plainly_covers(outer, inner);
            let found = by_head.beginning_like(inner).filter(covers).count();
            assert_eq!(found, words.iter().filter(covers).count(), "{inner:?}");
        }
    }
}
