//! Texts that match all of some patterns and none of others: is there one, and which is the shortest?
//!
//! A walk over the subsets of positions that the patterns reach together. Letters are the characters
//! that the positions reached ask for, and one for each class of all others.

use crate::atom::{Atom, Class, Variable, Word, is_lower_of, stands_for_value};
use crate::budget::{Budget, Exhausted};
use crate::group::Group;
use crate::plain::{are_plainly_apart, first_in_all, is_plainly_empty, listed, sampled};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A step of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Letter {
    Char(char),
    /// The value of a variable, which nothing is known of.
    Value(Arc<Variable>),
}

type Bits = Box<[u64]>;

/// A text that is in every group, or the proof that there is none. Where none comes to mind, it is the shortest.
pub(crate) fn example(groups: &[Group], budget: &Budget) -> Result<Option<String>, Exhausted> {
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
    let wanted = groups.iter().enumerate().filter(|(_, group)| group.positive);
    if let Some((place, group)) = wanted.max_by_key(|(_, group)| group.words.len())
        && group.words.len() > MANY
    {
        return word_by_word(groups, place, budget);
    }
    let Some(found) = Machine::new(groups).search(budget)? else { return Ok(None) };
    let text = found.iter().map(|letter| match letter {
        Letter::Char(character) => *character,
        // Only proofs ask about values.
        Letter::Value(_) => '\u{fffd}',
    });
    Ok(Some(text.collect()))
}

/// From how many words on a group is looked at word by word.
const MANY: usize = 8;

/// A text that one word of a group matches, word by word: each meets few words of the others.
fn word_by_word(
    groups: &[Group],
    place: usize,
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
            && let Some(found) = example(&near, budget)?
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
    example(groups, budget).map(|found| found.is_none())
}

struct Machine<'g> {
    groups: &'g [Group],
    /// All atoms, each word followed by a place that none is at.
    atoms: Vec<Option<&'g Atom>>,
    blocks: usize,
    stars: Bits,
    start: Bits,
    /// For each group, all of its places and those behind its words.
    ranges: Vec<(Bits, Bits)>,
    /// Where a group that must not match has nothing left but what takes every text.
    absorbing: Bits,
    /// Of each class that matters, a character that no word has.
    classes: Vec<char>,
    values: Vec<Arc<Variable>>,
    moves: HashMap<Letter, (Bits, Bits)>,
}

impl<'g> Machine<'g> {
    fn new(groups: &'g [Group]) -> Self {
        let places = groups.iter().flat_map(|group| &group.words).map(|word| word.len() + 1).sum();
        let mut atoms = Vec::with_capacity(places);
        let blocks = places.div_ceil(64).max(1);
        let zero = || vec![0_u64; blocks].into_boxed_slice();
        let (mut stars, mut first, mut absorbing) = (zero(), zero(), zero());
        let mut ranges = Vec::with_capacity(groups.len());
        for group in groups {
            let (mut range, mut ends) = (zero(), zero());
            for word in &group.words {
                set(&mut first, atoms.len());
                let open = word.iter().rev().take_while(|it| **it == Atom::Any(Class::All)).count();
                for (at, atom) in word.iter().enumerate() {
                    set(&mut range, atoms.len());
                    if matches!(atom, Atom::Any(_)) {
                        set(&mut stars, atoms.len());
                    }
                    if !group.positive && at + open >= word.len() {
                        set(&mut absorbing, atoms.len());
                    }
                    atoms.push(Some(atom));
                }
                set(&mut range, atoms.len());
                set(&mut ends, atoms.len());
                atoms.push(None);
            }
            ranges.push((range, ends));
        }
        let classes = class_letters(&atoms);
        let mut values: Vec<_> = Vec::new();
        for group in groups.iter().filter(|group| group.positive) {
            for atom in group.words.iter().flat_map(|word| word.iter()) {
                if let Atom::Value(variable) = atom
                    && !values.contains(variable)
                {
                    values.push(variable.clone());
                }
            }
        }
        let moves = HashMap::new();
        Self {
            groups,
            atoms,
            blocks,
            stars,
            start: first,
            ranges,
            absorbing,
            classes,
            values,
            moves,
        }
    }

    fn search(mut self, budget: &Budget) -> Result<Option<Vec<Letter>>, Exhausted> {
        let start = self.closed(self.start.clone());
        if self.is_dead(&start) {
            return Ok(None);
        }
        let mut seen: HashSet<Bits> = HashSet::from([start.clone()]);
        let mut states: Vec<(Bits, usize, Option<Letter>)> = vec![(start, 0, None)];
        let mut at = 0;
        while let Some((state, ..)) = states.get(at) {
            let state = state.clone();
            if self.accepts(&state) {
                return Ok(Some(path(&states, at)));
            }
            for letter in self.letters(&state) {
                budget.pay(2 * self.blocks + 8)?;
                let next = self.step(&state, &letter);
                if !self.is_dead(&next) && seen.insert(next.clone()) {
                    budget.pay(self.blocks * 8)?;
                    states.push((next, at, Some(letter)));
                }
            }
            at += 1;
        }
        Ok(None)
    }

    /// The letters that lead somewhere else than others of their kind.
    fn letters(&self, state: &Bits) -> Vec<Letter> {
        let mut letters: Vec<Letter> = Vec::new();
        let mut own: Vec<char> = Vec::new();
        for atom in places(state).filter_map(|at| *self.atoms.get(at)?) {
            match atom {
                Atom::Char(character) => own.push(*character),
                Atom::Fold(lower) => own.extend(cases(*lower)),
                _ => {}
            }
        }
        // The characters that words ask for first: they are what a reader knows.
        own.sort_unstable();
        own.dedup();
        let has_star = state.iter().zip(&self.stars).any(|(state, stars)| state & stars != 0);
        let others = self.classes.iter().filter(|it| !own.contains(it));
        letters.extend(others.map(|character| Letter::Char(*character)));
        letters.extend(own.iter().map(|character| Letter::Char(*character)));
        if has_star || !self.values.is_empty() {
            letters.extend(self.values.iter().cloned().map(Letter::Value));
        }
        letters
    }

    fn step(&mut self, state: &Bits, letter: &Letter) -> Bits {
        if !self.moves.contains_key(letter) {
            let moves = self.moves_of(letter);
            self.moves.insert(letter.clone(), moves);
        }
        let mut next = vec![0_u64; self.blocks].into_boxed_slice();
        if let Some((stay, advance)) = self.moves.get(letter) {
            let mut carry = 0;
            let masks = stay.iter().zip(advance).zip(state);
            for (slot, ((stay, advance), state)) in next.iter_mut().zip(masks) {
                let moved = state & advance;
                *slot = (state & stay) | (moved << 1) | carry;
                carry = moved >> 63;
            }
        }
        self.closed(next)
    }

    /// The places that stay and those that go on with a letter.
    fn moves_of(&self, letter: &Letter) -> (Bits, Bits) {
        let zero = || vec![0_u64; self.blocks].into_boxed_slice();
        let (mut stay, mut advance) = (zero(), zero());
        for (at, atom) in self.atoms.iter().enumerate() {
            let (stays, goes_on) = match (atom, letter) {
                (Some(Atom::Any(class)), Letter::Char(it)) => (class.takes(*it), false),
                (Some(Atom::Any(class)), Letter::Value(_)) => (*class == Class::All, false),
                (Some(Atom::One(class)), Letter::Char(it)) => (false, class.takes(*it)),
                (Some(Atom::Char(own)), Letter::Char(it)) => (false, own == it),
                (Some(Atom::Fold(lower)), Letter::Char(it)) => (false, is_lower_of(*lower, *it)),
                (Some(Atom::Value(own)), Letter::Value(it)) => (false, stands_for_value(own, it)),
                _ => (false, false),
            };
            if stays {
                set(&mut stay, at);
            }
            if goes_on {
                set(&mut advance, at);
            }
        }
        (stay, advance)
    }

    /// A `*` may stand for nothing.
    fn closed(&self, mut state: Bits) -> Bits {
        loop {
            let mut carry = 0;
            let mut changed = false;
            for (slot, stars) in state.iter_mut().zip(&self.stars) {
                let moved = *slot & stars;
                let with = *slot | (moved << 1) | carry;
                carry = moved >> 63;
                changed |= with != *slot;
                *slot = with;
            }
            if !changed {
                return state;
            }
        }
    }

    /// Whether nothing that follows makes it a match.
    fn is_dead(&self, state: &Bits) -> bool {
        meets(state, &self.absorbing)
            || self
                .groups
                .iter()
                .zip(&self.ranges)
                .any(|(group, (range, _))| group.positive && !meets(state, range))
    }

    fn accepts(&self, state: &Bits) -> bool {
        let mut groups = self.groups.iter().zip(&self.ranges);
        groups.all(|(group, (_, ends))| meets(state, ends) == group.positive)
    }
}

fn path(states: &[(Bits, usize, Option<Letter>)], mut at: usize) -> Vec<Letter> {
    let mut letters = Vec::new();
    while let Some((_, before, Some(letter))) = states.get(at) {
        letters.push(letter.clone());
        at = *before;
    }
    letters.reverse();
    letters
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(block) = bits.get_mut(at / 64) {
        *block |= 1 << (at % 64);
    }
}

fn meets(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

fn places(bits: &[u64]) -> impl Iterator<Item = usize> {
    bits.iter().enumerate().flat_map(|(block, bits)| {
        let mut rest = *bits;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros();
            rest &= rest.checked_sub(1)?;
            Some(block * 64 + at as usize)
        })
    })
}

/// A character that no word has, and one of each class that some wildcard minds.
fn class_letters(atoms: &[Option<&Atom>]) -> Vec<char> {
    let mut own = HashSet::new();
    let mut classes = HashSet::new();
    for atom in atoms.iter().flatten() {
        match atom {
            Atom::Char(character) => {
                own.insert(*character);
            }
            Atom::Fold(lower) => own.extend(cases(*lower)),
            Atom::One(class) | Atom::Any(class) => {
                classes.insert(*class);
            }
            Atom::Value(_) => {}
        }
    }
    let fresh = |from: &str| from.chars().find(|it| !own.contains(it));
    let letters = "xyzwvutsrqponmlkjihgfedcbaXYZWVUTSRQPONMLKJIHGFEDCBA-_.";
    let other = fresh(letters).or_else(|| ('\u{4e00}'..='\u{9fff}').find(|it| !own.contains(it)));
    let mut all: Vec<char> = other.into_iter().collect();
    if classes.contains(&Class::NoColon) || classes.contains(&Class::Segment) {
        all.push(':');
    }
    if classes.contains(&Class::Segment) {
        all.push('/');
    }
    if classes.contains(&Class::Digit) {
        all.extend(fresh("1234567890"));
    }
    if classes.contains(&Class::Padding) {
        all.push('=');
    }
    all
}

/// The characters of which `lower` alone is the lower case.
fn cases(lower: char) -> impl Iterator<Item = char> {
    // Signs that are letters under another name.
    const SIGNS: [char; 3] = ['\u{2126}', '\u{212a}', '\u{212b}'];
    let upper = lower.to_uppercase().filter(move |it| is_lower_of(lower, *it));
    let signs = SIGNS.into_iter().filter(move |it| is_lower_of(lower, *it));
    std::iter::once(lower).chain(upper).chain(signs)
}

#[cfg(test)]
mod tests {
    use super::{Group, Machine, are_plainly_apart, example};
    use crate::atom::{Class, Grammar, Word, atoms, limited, matches};
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
        let letters = ["a", "b", ":", "*", "?"];
        let mut words = vec![String::new()];
        for at in 0..156 {
            let longer: Vec<_> = letters.iter().map(|it| format!("{}{it}", words[at])).collect();
            words.extend(longer);
        }
        let grammar = Grammar { wildcards: true, variables: false };
        let limited = |text: &str| limited(atoms(text, grammar), Class::NoColon);
        for a in &words {
            for b in &words {
                for (a, b) in [(atoms(a, grammar), limited(b)), (limited(a), limited(b))] {
                    if are_plainly_apart(&a, &b) {
                        let groups = [Group::some(vec![a.into()]), Group::some(vec![b.into()])];
                        let found = Machine::new(&groups).search(&Budget::new(1_000_000));
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
            }
        }
    }
}
