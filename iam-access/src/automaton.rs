//! Texts that match all of some patterns and none of others: is there one, and which?

use crate::atom::Word;
use crate::budget::{Budget, Exhausted};
use crate::group::Group;
use crate::machine::{Machine, Sought};
use crate::plain::{are_plainly_apart, first_in_all, is_plainly_empty, listed, sampled};

/// A text that is in every group, or the proof that there is none. Where none comes to mind, it is the shortest.
pub(crate) fn example(groups: &[Group], budget: &Budget) -> Result<Option<String>, Exhausted> {
    search(groups, Sought::Shortest, budget)
}

fn search(groups: &[Group], sought: Sought, budget: &Budget) -> Result<Option<String>, Exhausted> {
    budget.pay(cost(groups))?;
    if is_plainly_empty(groups) {
        return Ok(None);
    }
    if let Some(found) = sampled(groups) {
        return Ok(Some(found));
    }
    if let Some(listed) = listed(groups) {
        return first_in_all(&listed, groups, budget);
    }
    let near = near(groups);
    let groups = near.as_slice();
    // What is left of a group may be what another excludes.
    if is_plainly_empty(groups) {
        return Ok(None);
    }
    let wanted = groups.iter().enumerate().filter(|(_, group)| group.positive);
    if let Some((place, group)) = wanted.max_by_key(|(_, group)| group.words.len())
        && group.words.len() > MANY
    {
        return word_by_word(groups, place, sought, budget);
    }
    Machine::new(groups).search(sought, budget)
}

/// The groups without words that have nothing in common with what has to match.
fn near(groups: &[Group]) -> Vec<Group> {
    let wanted = groups.iter().enumerate().filter(|(_, group)| group.positive);
    let Some((place, fewest)) = wanted.min_by_key(|(_, group)| group.words.len()) else {
        return groups.to_vec();
    };
    if fewest.words.len() > MANY {
        return groups.to_vec();
    }
    let meets = |word: &&Word| fewest.words.iter().any(|own| !are_plainly_apart(own, word));
    let near = |(at, group): (usize, &Group)| {
        if at == place {
            return group.clone();
        }
        let words = group.words.iter().filter(meets).cloned().collect();
        Group { positive: group.positive, words }
    };
    let mut near: Vec<Group> = groups.iter().enumerate().map(near).collect();
    near.retain(|group| group.positive || !group.words.is_empty());
    near
}

/// From how many words on a group is looked at word by word.
const MANY: usize = 8;

/// A text that one word of a group matches, word by word: each meets few words of the others.
fn word_by_word(
    groups: &[Group],
    place: usize,
    sought: Sought,
    budget: &Budget,
) -> Result<Option<String>, Exhausted> {
    let Some(own) = groups.get(place) else { return Ok(None) };
    let others = || groups.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, it)| it);
    for word in &own.words {
        let meets = |other: &&Word| !are_plainly_apart(word, other);
        let near = |group: &Group| Group {
            positive: group.positive,
            words: group.words.iter().filter(meets).cloned().collect(),
        };
        let mut near: Vec<Group> = others().map(near).collect();
        near.retain(|group| group.positive || !group.words.is_empty());
        near.insert(0, Group::some(vec![word.clone()]));
        budget.pay(groups.iter().map(|group| group.words.len()).sum())?;
        if near.iter().all(|group| !group.words.is_empty())
            && let Some(found) = search(&near, sought, budget)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// What a look at the words beside each other costs.
fn cost(groups: &[Group]) -> usize {
    let atoms = |positive| -> usize {
        let words = groups.iter().filter(|it| it.positive == positive).flat_map(|it| &it.words);
        words.map(|word| word.len() / 16 + 1).sum()
    };
    let wanted = groups.iter().filter(|it| it.positive).map(|it| it.words.len()).max();
    atoms(true) + atoms(false) * wanted.unwrap_or(0).clamp(1, 64)
}

/// Whether no text is in every group.
pub(crate) fn is_empty(groups: &[Group], budget: &Budget) -> Result<bool, Exhausted> {
    // Whatever the values of its variables are, a pattern matches something.
    if let [only] = groups
        && only.positive
    {
        return Ok(only.words.is_empty());
    }
    search(groups, Sought::Any, budget).map(|found| found.is_none())
}

#[cfg(test)]
mod tests {
    use super::{Group, Machine, Sought, are_plainly_apart, example, is_empty};
    use crate::atom::{Class, Grammar, Word, atoms, folded, limited, matches};
    use crate::budget::Budget;

    fn word(text: &str) -> Word {
        atoms(text, Grammar { wildcards: true, variables: true }).into()
    }

    fn found(wanted: &[&str], excluded: &[&str]) -> Option<String> {
        let wanted = wanted.iter().map(|text| Group::some(vec![word(text)]));
        let excluded = excluded.iter().map(|text| Group::none(vec![word(text)]));
        let groups: Vec<_> = wanted.chain(excluded).collect();
        example(&groups, &Budget::new(1_000_000)).expect("within the budget")
    }

    #[test]
    fn a_text_is_found() {
        assert_eq!(found(&["a*", "*b"], &[]).as_deref(), Some("ab"));
        assert_eq!(found(&["a*"], &["a", "ab*"]).as_deref(), Some("ax"));
        assert_eq!(found(&["a?"], &["a*"]), None);
        assert_eq!(found(&["*a"], &["?*"]), None);
        assert_eq!(found(&["?*"], &["*a", "*x"]).as_deref(), Some("y"));
        assert_eq!(found(&["home/${aws:username}/x"], &["home/${aws:username}/*"]), None);
        assert!(found(&["home/${aws:username}/x"], &["home/?/*"]).is_some());
    }

    #[test]
    fn what_is_plainly_apart_has_nothing_in_common() {
        /// How many letters both have together.
        const MOST: usize = if cfg!(debug_assertions) { 6 } else { 8 };
        let letters = ["a", "b", ":", "*", "?"];
        let mut words = vec![String::new()];
        for at in 0..156 {
            let longer: Vec<_> = letters.iter().map(|it| format!("{}{it}", words[at])).collect();
            words.extend(longer);
        }
        let grammar = Grammar { wildcards: true, variables: false };
        let limited = |text: &str| limited(atoms(text, grammar), Class::NoColon);
        let fold = |text: &str| folded(limited(text));
        for a in &words {
            for b in words.iter().filter(|b| a.len() + b.len() <= MOST) {
                for (a, b) in [
                    (atoms(a, grammar), limited(b)),
                    (limited(a), limited(b)),
                    (limited(a), fold(b)),
                    (fold(a), atoms(b, grammar)),
                ] {
                    if are_plainly_apart(&a, &b) {
                        let groups = [Group::some(vec![a.into()]), Group::some(vec![b.into()])];
                        let found =
                            Machine::new(&groups).search(Sought::Shortest, &Budget::new(1_000_000));
                        assert_eq!(found, Ok(None), "{groups:?}");
                    }
                }
            }
        }
    }

    /// Every pair of short patterns against every short text.
    #[test]
    fn what_is_left_of_a_pattern_is_what_the_other_does_not_match() {
        let words = |letters: &str, most: u32| -> Vec<String> {
            let mut all = vec![String::new()];
            let mut last = all.clone();
            for _ in 0..most {
                let longer =
                    last.iter().flat_map(|it| letters.chars().map(move |c| format!("{it}{c}")));
                last = longer.collect();
                all.extend_from_slice(&last);
            }
            all
        };
        let texts = words("abc", 5);
        let patterns = words("a?*", 3);
        for inner in &patterns {
            for outer in &patterns {
                let (i, o) = (word(inner), word(outer));
                let left = |text: &String| matches(&i, text) && !matches(&o, text);
                let expected = texts.iter().any(left);
                let found = found(&[inner], &[outer]);
                assert_eq!(found.is_some(), expected, "{inner} {outer} {found:?}");
                assert!(found.as_ref().is_none_or(left), "{inner} {outer} {found:?}");
                let groups = [Group::some(vec![i]), Group::none(vec![o])];
                assert_eq!(is_empty(&groups, &Budget::new(1_000_000)), Ok(!expected));
            }
        }
    }
}
