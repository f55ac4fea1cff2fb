//! Entities and policies, by their names.

use super::super::form::Name;
use std::collections::HashMap;

/// Why two names are taken for names of the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::compare) enum How {
    /// They are the same, or the vendor calls both the same.
    Name,
    /// They alone start with this word.
    Stem(String),
}

/// One thing of the first list, one of the second, or both, by their places.
pub(in crate::compare) struct Pair {
    pub(in crate::compare) old: Option<usize>,
    pub(in crate::compare) new: Option<usize>,
    pub(in crate::compare) how: How,
}

/// Pairs what is called the same. `groups` parts names that stand for different kinds of things, first
/// strictly, then not; what only differs in the strict sense is paired by the whole name only.
///
/// In files of two deployments, names end in other tokens and regions. What is left is paired if both
/// names start with the same word, or the same two, and no other name of the group does, on either side.
pub(in crate::compare) fn pair_names<T>(
    old: &[(T, &Name)],
    new: &[(T, &Name)],
    groups: impl Fn(&T) -> [usize; 2],
) -> Vec<Pair> {
    let mut pairs = Pairs {
        old_taken: vec![false; old.len()],
        new_taken: vec![false; new.len()],
        found: Vec::new(),
    };
    let strict = |it: &T| groups(it)[0];
    let loose = |it: &T| groups(it)[1];
    let vendors = |(it, name): &(T, &Name)| Some((loose(it), name.vendors?.to_owned()));
    let text = |(it, name): &(T, &Name)| Some((strict(it), name.text.clone()));
    let text_anywhere = |(it, name): &(T, &Name)| Some((loose(it), name.text.clone()));
    let of_stem = |words: usize| {
        move |(it, name): &(T, &Name)| Some((strict(it), stem(&name.text, words)?.to_owned()))
    };
    pairs.by_key(old, new, vendors, |_| How::Name);
    pairs.by_key(old, new, text, |_| How::Name);
    pairs.by_key(old, new, text_anywhere, |_| How::Name);
    pairs.by_key(old, new, of_stem(1), How::Stem);
    pairs.by_key(old, new, of_stem(2), How::Stem);
    let only_old = (0..old.len()).filter(|at| pairs.old_taken.get(*at) == Some(&false));
    let only_new = (0..new.len()).filter(|at| pairs.new_taken.get(*at) == Some(&false));
    let only_old = only_old.map(|at| Pair { old: Some(at), new: None, how: How::Name });
    let only_new = only_new.map(|at| Pair { old: None, new: Some(at), how: How::Name });
    let rest: Vec<_> = only_old.chain(only_new).collect();
    pairs.found.extend(rest);
    pairs.found
}

/// The first `words` of a name that has more; none if they are too short to mean anything.
fn stem(name: &str, words: usize) -> Option<&str> {
    let mut marks = name.match_indices(|c: char| !c.is_alphanumeric());
    let (end, _) = marks.nth(words.checked_sub(1)?)?;
    name.get(..end).filter(|stem| stem.len() >= 4)
}

struct Pairs {
    old_taken: Vec<bool>,
    new_taken: Vec<bool>,
    found: Vec<Pair>,
}

impl Pairs {
    /// Pairs what has the same key, where only one of all has it on each side.
    fn by_key<T>(
        &mut self,
        old: &[T],
        new: &[T],
        key: impl Fn(&T) -> Option<(usize, String)>,
        how: impl Fn(String) -> How,
    ) {
        let index = |all: &[T]| {
            let mut places: HashMap<(usize, String), Option<usize>> = HashMap::new();
            for (at, one) in all.iter().enumerate() {
                if let Some(key) = key(one) {
                    // None once a second one has it.
                    places.entry(key).and_modify(|place| *place = None).or_insert(Some(at));
                }
            }
            places
        };
        let (olds, news) = (index(old), index(new));
        for (at, one) in old.iter().enumerate() {
            let Some(key) = key(one) else { continue };
            let (Some(Some(_)), Some(Some(other))) = (olds.get(&key), news.get(&key)) else {
                continue;
            };
            let (Some(taken), Some(other_taken)) =
                (self.old_taken.get_mut(at), self.new_taken.get_mut(*other))
            else {
                continue;
            };
            if !*taken && !*other_taken {
                (*taken, *other_taken) = (true, true);
                self.found.push(Pair { old: Some(at), new: Some(*other), how: how(key.1) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(old: &[&str], new: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
        let names = |all: &[&str]| -> Vec<Name> {
            all.iter().map(|text| Name { text: (*text).to_owned(), vendors: None }).collect()
        };
        let (old, new) = (names(old), names(new));
        let old: Vec<_> = old.iter().map(|name| ((), name)).collect();
        let new: Vec<_> = new.iter().map(|name| ((), name)).collect();
        pair_names(&old, &new, |()| [0, 0]).into_iter().map(|it| (it.old, it.new)).collect()
    }

    #[test]
    fn equal_names_come_first_and_lone_stems_last() {
        assert_eq!(paired(&["A-1", "A-2"], &["A-2"]), [(Some(1), Some(0)), (Some(0), None)]);
        let (one, other) = (["Backup-uw2-x", "Support-x"], ["Support-y", "Backup-ew1-y"]);
        assert_eq!(paired(&one, &other), [(Some(0), Some(1)), (Some(1), Some(0))]);
    }

    #[test]
    fn what_is_not_plain_is_not_guessed() {
        // Two start alike, no word is common, a word without an end, and a short one.
        assert_eq!(paired(&["Backup-a", "Backup-b"], &["Backup-c"]).len(), 3);
        assert_eq!(paired(&["Backup-a"], &["Backup-b", "Backup-a2"]).len(), 3);
        assert_eq!(paired(&["Backup"], &["Restore"]).len(), 2);
        assert_eq!(paired(&["Backup"], &["Backup-1"]).len(), 2);
        assert_eq!(paired(&["My-a"], &["My-b"]).len(), 2);
        assert_eq!(paired(&["My-Log-a", "My-Key-a"], &["My-Key-b", "My-Log-b"]).len(), 2);
    }
}
