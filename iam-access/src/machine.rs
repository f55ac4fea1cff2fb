//! A walk over the subsets of positions that patterns reach together: the shortest text that matches all of some
//! and none of others.
//!
//! Letters are the characters that the positions reached ask for, and one for each class of all others.

use crate::atom::{Atom, Class, Variable, is_lower_of, stands_for_value};
use crate::budget::{Budget, Exhausted};
use crate::group::Group;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// A step of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Letter {
    Char(char),
    /// The value of a variable, which nothing is known of.
    Value(Arc<Variable>),
}

type Bits = Box<[u64]>;

/// Groups, and what their words reach together.
pub(crate) struct Machine<'g> {
    groups: &'g [Group],
    /// All atoms, each word followed by a place that none is at.
    atoms: Vec<Option<&'g Atom>>,
    blocks: usize,
    stars: Bits,
    start: Bits,
    /// For each group, which blocks it has places in, all of its places, and those behind its words.
    ranges: Vec<(Range<usize>, Bits, Bits)>,
    /// Where a group that must not match has nothing left but what takes every text.
    absorbing: Bits,
    /// The letters: characters in order, then values.
    alphabet: Vec<Letter>,
    /// Of each class that matters, a character that no word has.
    classes: Vec<usize>,
    values: Range<usize>,
    /// Where an atom is a character, which letter.
    characters: Vec<usize>,
    /// Of each class, the places of wildcards that take many characters, and of those that take one.
    wildcards: Vec<(Class, Bits, Bits)>,
    /// The places of atoms that are neither.
    others: Vec<usize>,
    /// By letter: the places that stay, and those that go on.
    moves: Vec<Option<(Bits, Bits)>>,
}

/// Which text a walk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    /// The shortest: all of one length are looked at before the longer ones.
    Shortest,
    /// Any, as only whether there is one counts: on and on with the letters that words ask for.
    Any,
}

/// How many states there is room for at first: few walks are longer.
const STATES: usize = 256;

/// A state, from which one it was reached, and by which letter.
type Reached = (Rc<[u64]>, usize, usize);

impl<'g> Machine<'g> {
    pub(crate) fn new(groups: &'g [Group]) -> Self {
        let places = groups.iter().flat_map(|group| &group.words).map(|word| word.len() + 1).sum();
        let mut atoms = Vec::with_capacity(places);
        let blocks = places.div_ceil(64).max(1);
        let zero = || vec![0_u64; blocks].into_boxed_slice();
        let (mut stars, mut first, mut absorbing) = (zero(), zero(), zero());
        let mut ranges = Vec::with_capacity(groups.len());
        for group in groups {
            let (mut range, mut ends) = (zero(), zero());
            let begin = atoms.len() / 64;
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
            ranges.push((begin..atoms.len().div_ceil(64), range, ends));
        }
        let mut wildcards: Vec<(Class, Bits, Bits)> = Vec::new();
        let mut others = Vec::new();
        for (at, atom) in atoms.iter().enumerate() {
            let (class, takes_many) = match atom {
                Some(Atom::Any(class)) => (*class, true),
                Some(Atom::One(class)) => (*class, false),
                Some(Atom::Fold(_) | Atom::Value(_)) => {
                    others.push(at);
                    continue;
                }
                Some(Atom::Char(_)) | None => continue,
            };
            if wildcards.iter().all(|(own, ..)| *own != class) {
                wildcards.push((class, zero(), zero()));
            }
            if let Some((_, many, one)) = wildcards.iter_mut().find(|(own, ..)| *own == class) {
                set(if takes_many { many } else { one }, at);
            }
        }
        let classes = class_letters(&atoms);
        let mut characters = classes.clone();
        for atom in atoms.iter().flatten() {
            match atom {
                Atom::Char(character) => characters.push(*character),
                Atom::Fold(lower) => characters.extend(cases(*lower)),
                _ => {}
            }
        }
        characters.sort_unstable();
        characters.dedup();
        let place = |character: &char| characters.binary_search(character).unwrap_or(usize::MAX);
        let of_atom = |atom: Option<&Atom>| match atom {
            Some(Atom::Char(character)) => place(character),
            _ => usize::MAX,
        };
        let of_atoms = atoms.iter().copied().map(of_atom).collect();
        let classes = classes.iter().map(place).collect();
        let mut alphabet: Vec<Letter> = characters.iter().copied().map(Letter::Char).collect();
        for group in groups.iter().filter(|group| group.positive) {
            for atom in group.words.iter().flat_map(|word| word.iter()) {
                if let Atom::Value(variable) = atom {
                    let letter = Letter::Value(variable.clone());
                    if !alphabet.contains(&letter) {
                        alphabet.push(letter);
                    }
                }
            }
        }
        Self {
            groups,
            atoms,
            blocks,
            stars,
            start: first,
            ranges,
            absorbing,
            classes,
            values: characters.len()..alphabet.len(),
            characters: of_atoms,
            wildcards,
            others,
            moves: vec![None; alphabet.len()],
            alphabet,
        }
    }

    /// A text that is in every group.
    pub(crate) fn search(
        mut self,
        sought: Sought,
        budget: &Budget,
    ) -> Result<Option<String>, Exhausted> {
        let mut next = self.start.clone();
        self.close(&mut next);
        if self.is_dead(&next) {
            return Ok(None);
        }
        let start: Rc<[u64]> = Rc::from(&*next);
        let mut seen: HashSet<Rc<[u64]>> = HashSet::with_capacity(STATES);
        seen.insert(start.clone());
        let mut states: Vec<Reached> = vec![(start, 0, usize::MAX)];
        let (mut letters, mut own) = (Vec::new(), Vec::new());
        // The next one to look at, and those after it if the deepest comes first.
        let (mut at, mut deeper) = (0, Vec::new());
        while let Some((state, ..)) = states.get(at) {
            let state = state.clone();
            if self.accepts(&state) {
                return Ok(Some(self.path(&states, at)));
            }
            self.letters(&state, &mut letters, &mut own);
            for letter in &letters {
                budget.pay(2 * self.blocks + 8)?;
                self.step(&state, *letter, &mut next);
                if !self.is_dead(&next) && !seen.contains(&*next) {
                    budget.pay(self.blocks * 8)?;
                    let reached: Rc<[u64]> = Rc::from(&*next);
                    seen.insert(reached.clone());
                    if sought == Sought::Any {
                        deeper.push(states.len());
                    }
                    states.push((reached, at, *letter));
                }
            }
            at = match sought {
                Sought::Shortest => at + 1,
                Sought::Any => deeper.pop().unwrap_or(usize::MAX),
            };
        }
        Ok(None)
    }

    /// The letters that lead somewhere else than others of their kind.
    fn letters(&self, state: &[u64], letters: &mut Vec<usize>, own: &mut Vec<usize>) {
        letters.clear();
        own.clear();
        for at in places(state) {
            match self.atoms.get(at) {
                Some(Some(Atom::Char(_))) => own.extend(self.characters.get(at)),
                Some(Some(Atom::Fold(lower))) => {
                    own.extend(cases(*lower).filter_map(|it| self.place(it)));
                }
                _ => {}
            }
        }
        // The characters that words ask for first: they are what a reader knows.
        own.sort_unstable();
        own.dedup();
        letters.extend(self.classes.iter().filter(|it| !own.contains(it)));
        letters.extend_from_slice(own);
        if !self.values.is_empty() {
            letters.extend(self.values.clone());
        }
    }

    /// Which letter a character is.
    fn place(&self, character: char) -> Option<usize> {
        let characters = self.alphabet.get(..self.values.start)?;
        let found = characters.binary_search_by(|letter| match letter {
            Letter::Char(own) => own.cmp(&character),
            Letter::Value(_) => Ordering::Greater,
        });
        found.ok()
    }

    fn step(&mut self, state: &[u64], letter: usize, next: &mut [u64]) {
        if self.moves.get(letter).is_some_and(Option::is_none) {
            let moves = self.alphabet.get(letter).map(|it| self.moves_of(letter, it));
            if let Some(slot) = self.moves.get_mut(letter) {
                *slot = moves;
            }
        }
        if let Some(Some((stay, advance))) = self.moves.get(letter) {
            let mut carry = 0;
            let masks = stay.iter().zip(advance).zip(state);
            for (slot, ((stay, advance), state)) in next.iter_mut().zip(masks) {
                let moved = state & advance;
                *slot = (state & stay) | (moved << 1) | carry;
                carry = moved >> 63;
            }
        }
        self.close(next);
    }

    /// The places that stay and those that go on with a letter.
    fn moves_of(&self, place: usize, letter: &Letter) -> (Bits, Bits) {
        let zero = || vec![0_u64; self.blocks].into_boxed_slice();
        let (mut stay, mut advance) = (zero(), zero());
        for (class, many, one) in &self.wildcards {
            let takes = match letter {
                Letter::Char(it) => [class.takes(*it); 2],
                Letter::Value(_) => [*class == Class::All, false],
            };
            for (takes, from, into) in [(takes[0], many, &mut stay), (takes[1], one, &mut advance)]
            {
                if takes {
                    into.iter_mut().zip(from).for_each(|(slot, bits)| *slot |= bits);
                }
            }
        }
        for (at, _) in self.characters.iter().enumerate().filter(|(_, own)| **own == place) {
            set(&mut advance, at);
        }
        for at in &self.others {
            let goes_on = match (self.atoms.get(*at), letter) {
                (Some(Some(Atom::Fold(lower))), Letter::Char(it)) => is_lower_of(*lower, *it),
                (Some(Some(Atom::Value(own))), Letter::Value(it)) => stands_for_value(own, it),
                _ => false,
            };
            if goes_on {
                set(&mut advance, *at);
            }
        }
        (stay, advance)
    }

    /// A `*` may stand for nothing.
    fn close(&self, state: &mut [u64]) {
        loop {
            let mut carry = 0;
            let mut more = 0;
            for (slot, stars) in state.iter_mut().zip(&self.stars) {
                let moved = *slot & stars;
                let added = ((moved << 1) | carry) & !*slot;
                carry = moved >> 63;
                *slot |= added;
                more |= added & stars;
            }
            if more == 0 {
                return;
            }
        }
    }

    /// Whether nothing that follows makes it a match.
    fn is_dead(&self, state: &[u64]) -> bool {
        let mut groups = self.groups.iter().zip(&self.ranges);
        groups.any(|(group, (blocks, range, _))| group.positive && !meet(state, range, blocks))
            || meet(state, &self.absorbing, &(0..self.blocks))
    }

    fn accepts(&self, state: &[u64]) -> bool {
        let mut groups = self.groups.iter().zip(&self.ranges);
        groups.all(|(group, (blocks, _, ends))| meet(state, ends, blocks) == group.positive)
    }

    /// The text by which a state was reached.
    fn path(&self, states: &[Reached], mut at: usize) -> String {
        let mut letters = Vec::new();
        while let Some((_, before, letter)) = states.get(at) {
            letters.push(match self.alphabet.get(*letter) {
                Some(Letter::Char(character)) => *character,
                // Only proofs ask about values.
                Some(Letter::Value(_)) => '\u{fffd}',
                None => break,
            });
            at = *before;
        }
        letters.iter().rev().collect()
    }
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(block) = bits.get_mut(at / 64) {
        *block |= 1 << (at % 64);
    }
}

/// Whether both have a place in one of the blocks.
fn meet(a: &[u64], b: &[u64], blocks: &Range<usize>) -> bool {
    let (a, b) = (a.get(blocks.clone()), b.get(blocks.clone()));
    let pairs = a.unwrap_or_default().iter().zip(b.unwrap_or_default());
    pairs.into_iter().any(|(a, b)| a & b != 0)
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
pub(crate) fn cases(lower: char) -> impl Iterator<Item = char> {
    // Signs that are letters under another name.
    const SIGNS: [char; 3] = ['\u{2126}', '\u{212a}', '\u{212b}'];
    let upper = lower.to_uppercase().filter(move |it| is_lower_of(lower, *it));
    let signs = SIGNS.into_iter().filter(move |it| is_lower_of(lower, *it));
    std::iter::once(lower).chain(upper).chain(signs)
}
