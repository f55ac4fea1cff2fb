//! All that an expression may come to.

use super::choices::Again;
use super::evaluate::Evaluator;
use super::json_text;
use super::value::Val;
use std::collections::HashSet;

/// How many different values of one expression are looked at.
pub(super) const MOST_VARIANTS: usize = 8;

/// Why the rest of them is not looked at.
pub(super) const TOO_MANY: &str =
    "what is not known before a plan decides on more variants of it than are read";

/// What an expression may come to.
pub(super) struct Variants {
    /// Each value, no two the same.
    pub(super) values: Vec<Val>,
    /// Whether there may be more.
    pub(super) is_cut: bool,
}

impl Evaluator<'_> {
    /// Each value that an expression has, whichever way its conditions and its lookups go.
    pub(super) fn variants(&mut self, mut evaluate: impl FnMut(&mut Self) -> Val) -> Variants {
        let mut variants = Variants { values: Vec::new(), is_cut: false };
        let mut seen = HashSet::new();
        self.choices.begin();
        // What was looked up before hangs on choices that are forgotten.
        self.forget_this_run();
        loop {
            let value = evaluate(self);
            self.forget_this_run();
            let again = self.choices.again();
            if variants.values.is_empty() && again == Again::Done {
                variants.values.push(value);
                break;
            }
            if seen.insert(json_text::encode(&value, value.place).text) {
                if variants.values.len() == MOST_VARIANTS {
                    variants.is_cut = true;
                    break;
                }
                variants.values.push(value);
            }
            if again != Again::Yes {
                variants.is_cut = again == Again::TooOften;
                break;
            }
        }
        // What is asked between two expressions is as likely as it was before the first.
        self.choices.begin();
        variants
    }

    fn forget_this_run(&mut self) {
        let [_, this_run, _] = &mut self.known;
        this_run.clear();
    }
}
