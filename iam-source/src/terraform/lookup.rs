//! What is looked up once, and what is tried out.

use super::evaluate::Evaluator;
use super::place::Place;
use super::scope::Scope;
use super::syntax::Expr;
use super::value::{Unknown, Val};
use std::rc::Rc;
use std::sync::Arc;

/// What is looked up once: the module, what it is and its name.
pub(super) type Key = (usize, &'static str, String);

/// What a name of a module stands for.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// It is being looked up: who asks for it goes in a circle.
    Running,
    /// This, whether a variable has a say in it, whether one whose value nothing fixes has, and what was taken for
    /// granted.
    Value(Val, bool, bool, Rc<[Arc<str>]>),
}

impl Evaluator<'_> {
    /// Looks something up once; in a circle it is not known.
    pub(super) fn once(
        &mut self,
        key: Key,
        place: Place,
        evaluate: impl FnOnce(&mut Self) -> Val,
    ) -> Val {
        let known = self.known.iter().find_map(|known| known.get(&key)).cloned();
        match known {
            Some(Known::Running) => {
                let written = self.configuration.written(place).lines().next().unwrap_or_default();
                let short: String = written.chars().take(80).collect();
                let what = format!("a value of `{short}` that does not lead to itself");
                return Val::unknown(Unknown::new(&short, what), place);
            }
            Some(Known::Value(value, by_variable, is_open, assumed)) => {
                self.assumed.extend(assumed.iter().cloned());
                self.variables_read += u64::from(by_variable);
                self.variables_open += u64::from(is_open);
                return value;
            }
            None => {}
        }
        let (asked, read) = (self.choices.asked(), self.variables_read);
        let (open, assumed) = (self.variables_open, self.assumed.len());
        let [_, this_run, _] = &mut self.known;
        this_run.insert(key.clone(), Known::Running);
        let value = evaluate(self);
        let by_variable = self.variables_read != read;
        let is_open = self.variables_open != open;
        let [always, this_run, trial] = &mut self.known;
        this_run.remove(&key);
        let assumed: Rc<[_]> = self.assumed.get(assumed..).unwrap_or_default().into();
        let known = Known::Value(value.clone(), by_variable, is_open, assumed);
        let to = match (self.choices.asked() != asked, self.choices.is_trial) {
            (false, _) => always,
            (true, false) => this_run,
            (true, true) => trial,
        };
        to.insert(key, known);
        value
    }

    /// Takes something for granted that nobody knows, and that tells this value from others.
    pub(super) fn assume(&mut self, what: Arc<str>) {
        // More than a few hundred tell nothing that those do not.
        const MOST: usize = 512;
        if self.assumed.len() < MOST {
            self.assumed.push(what);
        }
    }

    /// What something comes to if all goes the likely way, and whether it may go another. Nothing is chosen by it.
    pub(super) fn likely(&mut self, evaluate: impl FnOnce(&mut Self) -> Val) -> (Val, bool) {
        let (read, open) = (self.variables_read, self.variables_open);
        let asked = self.choices.asked();
        let within = std::mem::replace(&mut self.choices.is_trial, true);
        let value = evaluate(self);
        self.choices.is_trial = within;
        let is_chosen = self.choices.asked() != asked;
        (self.variables_read, self.variables_open) = (read, open);
        if !within {
            self.choices.forget(asked);
            let [.., trial] = &mut self.known;
            trial.clear();
        }
        (value, is_chosen)
    }

    /// The value of an expression if no variable and no plan has a say in it. Nothing is chosen by it.
    pub(super) fn without_choice(&mut self, expr: &Expr, scope: &Scope<'_>) -> Option<Val> {
        let (read, asked) = (self.variables_read, self.choices.asked());
        let within = std::mem::replace(&mut self.choices.is_trial, true);
        let value = self.eval(expr, scope);
        self.choices.is_trial = within;
        let is_known = self.variables_read == read && self.choices.asked() == asked;
        self.variables_read = read;
        if !within {
            self.choices.forget(asked);
            let [.., trial] = &mut self.known;
            trial.clear();
        }
        is_known.then_some(value)
    }
}
