//! Conditions that nobody knows before a plan: each way is tried.

use std::collections::HashMap;

/// How often an expression is evaluated, so that each branch is seen once.
const MOST_RUNS: usize = 12;

/// Which way each condition went.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// In this run.
    now: HashMap<(usize, String), bool>,
    /// In all of them: no, yes.
    ever: HashMap<(usize, String), [bool; 2]>,
    run: usize,
    is_new: bool,
    asked: u64,
    /// Nothing is chosen: it is asked whether an answer hangs on a choice.
    pub(crate) is_trial: bool,
}

impl Choices {
    /// Begins with an expression.
    pub(crate) fn begin(&mut self) {
        self.ever.clear();
        self.now.clear();
        self.run = 0;
        self.is_new = false;
    }

    /// Begins once more, unless every branch was seen.
    pub(crate) fn again(&mut self) -> bool {
        let goes_on = self.is_new && self.run + 1 < MOST_RUNS;
        self.run += 1;
        self.is_new = false;
        self.now.clear();
        goes_on
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
        self.asked += 1;
        let key = (instance, condition.to_owned());
        if let Some(chosen) = self.now.get(&key) {
            return *chosen;
        }
        if self.is_trial {
            return likely;
        }
        let ever = self.ever.entry(key.clone()).or_default();
        let [no, yes] = *ever;
        let chosen = match (no, yes) {
            (false, false) => likely,
            (true, false) => true,
            (false, true) => false,
            // Within one branch there may be more that was not seen.
            (true, true) => self.run.is_multiple_of(2) == likely,
        };
        // Until both were seen there is more to come.
        self.is_new |= !(no && yes);
        let [no, yes] = ever;
        *(if chosen { yes } else { no }) = true;
        self.now.insert(key, chosen);
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_branch_is_seen_and_it_ends() {
        let mut choices = Choices::default();
        choices.begin();
        let mut seen = Vec::new();
        loop {
            let a = choices.choose(0, "a", true);
            let b = if a { choices.choose(0, "b", false) } else { false };
            assert_eq!(choices.choose(0, "a", true), a);
            seen.push((a, b));
            if !choices.again() {
                break;
            }
        }
        for wanted in [(true, false), (false, false), (true, true)] {
            assert!(seen.contains(&wanted), "{seen:?}");
        }
        assert!(seen.len() <= MOST_RUNS);
    }
}
