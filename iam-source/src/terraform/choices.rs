//! What nobody knows before a plan: which way a condition goes, which row of a map is meant. Each way is tried.

use super::place::Place;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// How often an expression is evaluated for its ways.
const MOST_RUNS: usize = 32;

/// What is chosen: in which module, and how it is written there.
pub(super) type Key = (usize, String);

/// Which way each choice went.
///
/// The ways are a tree: which choices there are may hang on those before them. A run goes from its root to a leaf, and
/// none goes where another went.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// In this run.
    now: HashMap<Key, usize>,
    /// How often each way was gone, in all of them.
    ever: HashMap<Key, Vec<usize>>,
    nodes: Vec<Node>,
    /// The nodes that this run passed, and which way.
    path: Vec<(usize, usize)>,
    /// What each key is in this run.
    picked: HashMap<Key, Picked>,
    /// Whether each condition holds in this run.
    held: HashMap<Key, bool>,
    /// What is written of all that something was decided by in this run, by its module and place.
    pub(super) said: HashMap<(usize, Place), Rc<[Arc<str>]>>,
    run: usize,
    asked: u64,
    /// Nothing is chosen: it is asked whether an answer hangs on a choice.
    pub(crate) is_trial: bool,
}

/// A choice, as it is met behind certain others.
#[derive(Debug)]
struct Node {
    key: Key,
    ways: Vec<Way>,
}

/// What is chosen for a key.
#[derive(Clone, Debug)]
pub(crate) enum Picked {
    /// It is this.
    One(String),
    /// It is something else.
    NoneOf(Vec<String>),
}

#[derive(Clone, Debug, Default)]
struct Way {
    /// What was to be chosen next there.
    next: Option<usize>,
    /// All that is behind it was seen.
    is_done: bool,
}

impl Choices {
    /// Begins with an expression.
    pub(crate) fn begin(&mut self) {
        self.ever.clear();
        self.forget_run();
        self.nodes.clear();
        self.path.clear();
        self.run = 0;
    }

    fn forget_run(&mut self) {
        self.now.clear();
        self.picked.clear();
        self.held.clear();
        self.said.clear();
    }

    /// The conditions that were decided in this run, and what keys were chosen.
    pub(super) fn decided(
        &self,
    ) -> (impl Iterator<Item = (&Key, &bool)>, impl Iterator<Item = (&Key, &Picked)>) {
        (self.held.iter(), self.picked.iter())
    }

    /// Begins once more, unless all was seen, or so much that the rest has to be told.
    pub(crate) fn again(&mut self) -> Again {
        let mut is_done = true;
        for (node, way) in self.path.drain(..).rev() {
            let Some(node) = self.nodes.get_mut(node) else { continue };
            if let Some(way) = node.ways.get_mut(way) {
                way.is_done = is_done;
            }
            is_done = node.ways.iter().all(|way| way.is_done);
        }
        self.forget_run();
        self.run += 1;
        match is_done {
            true => Again::Done,
            false if self.run < MOST_RUNS => Again::Yes,
            false => Again::TooOften,
        }
    }

    /// How often something was chosen: what was evaluated meanwhile holds for this run only.
    pub(crate) fn asked(&self) -> u64 {
        self.asked
    }

    /// As often as before: what was tried out since holds in every run.
    pub(crate) fn forget(&mut self, asked: u64) {
        self.asked = asked;
    }

    /// Which way a condition goes: the same way wherever its module writes the same.
    pub(crate) fn choose(&mut self, instance: usize, condition: &str, likely: bool) -> bool {
        let holds = self.way(instance, condition, 2, usize::from(likely)) == 1;
        if !self.is_trial {
            self.held.insert((instance, condition.to_owned()), holds);
        }
        holds
    }

    /// Which of so many ways something goes that is written so.
    pub(crate) fn way(
        &mut self,
        instance: usize,
        what: &str,
        count: usize,
        likely: usize,
    ) -> usize {
        self.asked += 1;
        if self.is_trial {
            return likely;
        }
        let key = (instance, what.to_owned());
        if let Some(chosen) = self.now.get(&key) {
            return *chosen;
        }
        if count < 2 {
            return likely;
        }
        let node = self.node(&key, count);
        let ways = self.nodes.get(node).map_or(&[][..], |it| it.ways.as_slice());
        let ever = self.ever.entry(key.clone()).or_default();
        ever.resize(count.max(ever.len()), 0);
        // Where least was seen, so that each way was gone once before they are gone together.
        let open = (0..count).filter(|way| ways.get(*way).is_some_and(|it| !it.is_done));
        let gone = |way: &usize| ever.get(*way).copied().unwrap_or_default();
        let chosen = open.min_by_key(|way| (gone(way), *way != likely)).unwrap_or(likely);
        if let Some(gone) = ever.get_mut(chosen) {
            *gone += 1;
        }
        self.path.push((node, chosen));
        self.now.insert(key, chosen);
        chosen
    }

    /// What was chosen for a key in this run.
    pub(crate) fn picked(&mut self, instance: usize, name: &str) -> Option<Picked> {
        self.asked += 1;
        let picked = (!self.is_trial).then(|| self.picked.get(&(instance, name.to_owned())));
        picked.flatten().cloned()
    }

    /// Chooses that for a key, for all of this run.
    pub(crate) fn pick(&mut self, instance: usize, name: &str, picked: Picked) {
        if !self.is_trial {
            self.picked.insert((instance, name.to_owned()), picked);
        }
    }

    /// The node of a choice behind what was chosen in this run.
    fn node(&mut self, key: &Key, count: usize) -> usize {
        let next = match self.path.last() {
            Some((node, way)) => {
                self.nodes.get(*node).and_then(|it| it.ways.get(*way)).and_then(|it| it.next)
            }
            None => (!self.nodes.is_empty()).then_some(0),
        };
        if let Some(number) = next
            && self.nodes.get(number).is_some_and(|it| it.key == *key && it.ways.len() == count)
        {
            return number;
        }
        let number = self.nodes.len();
        self.nodes.push(Node { key: key.clone(), ways: vec![Way::default(); count] });
        if let Some((node, way)) = self.path.last()
            && let Some(way) = self.nodes.get_mut(*node).and_then(|it| it.ways.get_mut(*way))
        {
            way.next = Some(number);
        }
        number
    }
}

/// Whether there is more to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// There is, and it is looked at.
    Yes,
    /// All was seen.
    Done,
    /// There is, and it is not looked at.
    TooOften,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(mut choose: impl FnMut(&mut Choices) -> Vec<bool>) -> (Vec<Vec<bool>>, Again) {
        let mut choices = Choices::default();
        choices.begin();
        let mut seen = Vec::new();
        loop {
            seen.push(choose(&mut choices));
            match choices.again() {
                Again::Yes => {}
                end => return (seen, end),
            }
        }
    }

    #[test]
    fn each_branch_is_seen_and_it_ends() {
        let (seen, end) = seen(|choices| {
            let a = choices.choose(0, "a", true);
            let b = a && choices.choose(0, "b", false);
            assert_eq!(choices.choose(0, "a", true), a);
            vec![a, b]
        });
        assert_eq!(seen, [[true, false], [false, false], [true, true]]);
        assert_eq!(end, Again::Done);
    }

    #[test]
    fn what_hangs_on_nothing_else_goes_each_way_with_the_others() {
        let choose = |names: &'static [&str]| {
            seen(move |choices| names.iter().map(|it| choices.choose(0, it, true)).collect())
        };
        let (mut seen, end) = choose(&["a", "b", "c"]);
        assert_eq!(seen.get(..2), Some(&[vec![true; 3], vec![false; 3]][..]));
        seen.sort();
        seen.dedup();
        assert_eq!((seen.len(), end), (8, Again::Done));
        let (seen, end) = choose(&["a", "b", "c", "d", "e", "f"]);
        assert_eq!((seen.len(), end), (MOST_RUNS, Again::TooOften));
    }
}
