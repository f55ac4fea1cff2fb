//! All that an expression may come to.

use super::choices::Again;
use super::evaluate::Evaluator;
use super::json_text;
use super::value::Val;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How many different values of one expression are looked at.
pub(super) const MOST_VARIANTS: usize = 8;

/// Why the rest of them is not looked at.
pub(super) const TOO_MANY: &str =
    "what is not known before a plan decides on more variants of it than are read";

/// What an expression may come to.
pub(super) struct Variants {
    /// Each value, no two the same.
    pub(super) values: Vec<Variant>,
    /// Whether there may be more.
    pub(super) is_cut: bool,
}

/// One of the values that an expression may come to.
pub(super) struct Variant {
    /// The value.
    pub(super) value: Val,
    /// What was decided so that it is this one, in each run that gave it; nothing where it is the only one.
    pub(super) decided: BTreeSet<Arc<str>>,
}

impl Evaluator<'_> {
    /// Each value that an expression has, whichever way its conditions and its lookups go.
    pub(super) fn variants(&mut self, mut evaluate: impl FnMut(&mut Self) -> Val) -> Variants {
        let mut variants = Variants { values: Vec::new(), is_cut: false };
        let mut seen: HashMap<String, usize> = HashMap::new();
        // What was taken for granted in each of them, whatever was decided.
        let mut all_assumed: Vec<BTreeSet<Arc<str>>> = Vec::new();
        self.choices.begin();
        // What was looked up before hangs on choices that are forgotten.
        self.forget_this_run();
        loop {
            self.assumed.clear();
            let value = evaluate(self);
            self.forget_this_run();
            let mut decided = self.decided(value.place);
            let assumed: BTreeSet<_> = self.assumed.drain(..).collect();
            let again = self.choices.again();
            if variants.values.is_empty() && again == Again::Done {
                variants.values.push(Variant { value, decided });
                all_assumed.push(assumed);
                break;
            }
            let text = json_text::encode(&value, value.place).text;
            let at = seen.get(&text).copied();
            let known = at.and_then(|at| variants.values.get_mut(at).zip(all_assumed.get_mut(at)));
            if let Some((known, already)) = known {
                known.decided.append(&mut decided);
                already.extend(assumed);
            } else {
                if variants.values.len() == MOST_VARIANTS {
                    variants.is_cut = true;
                    break;
                }
                seen.insert(text, variants.values.len());
                variants.values.push(Variant { value, decided });
                all_assumed.push(assumed);
            }
            if again != Again::Yes {
                variants.is_cut = again == Again::TooOften;
                break;
            }
        }
        if let ([only], false) = (variants.values.as_mut_slice(), variants.is_cut) {
            only.decided.clear();
        }
        for (variant, assumed) in variants.values.iter_mut().zip(all_assumed) {
            variant.decided.extend(assumed);
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
