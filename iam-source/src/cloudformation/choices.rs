//! What is decided where an expression has several values, and what else it could have been.

use super::evaluator::Evaluator;
use super::facts::{Decision, allowed, are_possible, asked, scalar, written};
use super::template::Template;
use iam_core::document::Node;
use std::collections::{HashMap, HashSet};

/// How many documents may be chosen among.
pub(super) const MAX_WAYS: usize = 8;
/// How many decisions are kept: with so many, there are far more ways than are gone.
const MAX_MADE: usize = MAX_WAYS * MAX_WAYS;

/// The decisions that hold for one document, each made where it is first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices<'d> {
    pub(super) made: Vec<Decision<'d>>,
    /// The conditions among them, and those that there was no room for.
    conditions: HashMap<&'d str, bool>,
    /// Those that were decided before the document was begun, and have not been asked for.
    given: HashSet<&'d str>,
    /// What could have been decided instead: after how many others, and for what.
    pub(super) others: Vec<(usize, Decision<'d>)>,
    /// What was so in other documents: what was not is taken first.
    pub(super) seen: HashSet<Decision<'d>>,
    /// What was asked for, in this order, as it was decided.
    pub(super) asked_for: Vec<Decision<'d>>,
    /// Parameters that were asked for before anything was decided of them.
    pub(super) asked: HashSet<&'d str>,
    /// Whether something was decided of one of those: what it gave before is not what it is.
    pub(super) is_stale: bool,
    /// Why something that could be chosen among is not.
    pub(super) too_many: Option<String>,
    /// How often something was chosen.
    pub(super) count: usize,
}

impl<'d> Choices<'d> {
    /// With these made.
    pub(super) fn of(made: Vec<Decision<'d>>) -> Self {
        let conditions = made.iter().filter_map(|decision| match decision {
            Decision::Condition(name, holds) => Some((*name, *holds)),
            Decision::OneOf(..) => None,
        });
        let conditions: HashMap<_, _> = conditions.collect();
        let given = conditions.keys().copied().collect();
        Self { made, conditions, given, ..Self::default() }
    }

    /// The same, of which whatever is not among these is taken before what is.
    pub(super) fn preferring_others_than(self, seen: &HashSet<Decision<'d>>) -> Self {
        Self { seen: seen.clone(), ..self }
    }

    /// What was decided could be otherwise: what leads to that, and what it is then.
    pub(super) fn opposites(
        &self,
        given: &[Decision<'d>],
    ) -> Vec<(Vec<Decision<'d>>, Decision<'d>)> {
        let ways = self.other_ways().into_iter();
        let ways = ways.filter_map(|way| way.last().cloned().map(|last| (way, last)));
        // What follows from others is otherwise only where those are.
        let conditions = self.asked_for.iter().filter_map(|decision| match decision {
            Decision::Condition(name, holds) => Some(Decision::Condition(name, !holds)),
            Decision::OneOf(..) => None,
        });
        let conditions = conditions.map(|it| ([given, std::slice::from_ref(&it)].concat(), it));
        ways.chain(conditions).collect()
    }

    /// The decisions that lead to the other ways: one of each condition before the rows of mappings, which are many.
    pub(super) fn other_ways(&self) -> Vec<Vec<Decision<'d>>> {
        let mut others: Vec<_> = self.others.iter().collect();
        others.sort_by_key(|(_, decision)| matches!(decision, Decision::OneOf(..)));
        let way = |(at, other): &(usize, Decision<'d>)| {
            let mut made = self.made.get(..*at).unwrap_or_default().to_vec();
            made.push(other.clone());
            made
        };
        others.into_iter().map(way).collect()
    }

    /// What this parameter is, where that is decided.
    pub(super) fn value(&self, name: &str) -> Option<&'d str> {
        self.made.iter().rev().find_map(|decision| match decision {
            Decision::OneOf(of, values) if *of == name => match values.as_slice() {
                [value] => Some(*value),
                _ => None,
            },
            _ => None,
        })
    }

    /// Decides among these, the first of which is taken, if it is possible.
    fn choose(
        &mut self,
        template: &Template<'d>,
        mut among: Vec<Decision<'d>>,
    ) -> Option<Decision<'d>> {
        among.sort_by_key(|decision| self.seen.contains(decision));
        among.retain(|decision| {
            self.made.push(decision.clone());
            let is_possible = are_possible(template, &self.made);
            self.made.pop();
            is_possible
        });
        let at = self.made.len();
        let mut among = among.into_iter();
        let first = among.next()?;
        // Further ones could not be followed.
        if self.others.len() <= MAX_MADE {
            self.others.extend(among.map(|other| (at, other)));
        }
        self.made.push(first.clone());
        self.asked_for.push(first.clone());
        Some(first)
    }
}

impl<'d> Evaluator<'_, 'd> {
    /// Whether a condition holds, the way that is decided.
    pub(super) fn condition_holds(&mut self, name: &'d str) -> bool {
        self.choices.count += 1;
        let choices = &mut self.choices;
        let made = choices.conditions.get(name).copied();
        // A name that is chosen is none that is known: nothing is decided for it.
        if made.is_some() && choices.given.remove(name) {
            choices.asked_for.extend(made.map(|holds| Decision::Condition(name, holds)));
        }
        if made.is_some() || self.is_naming() {
            return made.unwrap_or(true);
        }
        let choices = &mut self.choices;
        let holds = if choices.made.len() < MAX_MADE {
            let among = [true, false].map(|holds| Decision::Condition(name, holds)).to_vec();
            let decision = choices.choose(self.template, among);
            !matches!(decision, Some(Decision::Condition(_, false)))
        } else {
            let holds = !choices.seen.contains(&Decision::Condition(name, true));
            choices.asked_for.push(Decision::Condition(name, holds));
            holds
        };
        self.choices.conditions.insert(name, holds);
        holds
    }

    /// A key of a mapping: what is decided for the parameter that it is, among those that give different values.
    ///
    /// None, if it is no parameter, or one that is left open.
    pub(super) fn key(
        &mut self,
        key: &'d Node<'d>,
        rows: &'d Node<'d>,
        value: &dyn Fn(&'d Node<'d>) -> Option<&'d Node<'d>>,
    ) -> Option<&'d str> {
        // A loop is gone through once, over what the defaults choose.
        if self.takes_both {
            return None;
        }
        let name = asked(key).filter(|name| self.bindings.get(name).is_none())?;
        let parameter = self.template.parameter(name);
        if parameter.is_none() && !name.starts_with("AWS::") || !self.takes(rows.members().len()) {
            return None;
        }
        let allowed = allowed(self.template, name).map(HashSet::<_>::from_iter);
        if !self.takes(allowed.as_ref().map_or(0, HashSet::len)) {
            return None;
        }
        let default = parameter.and_then(|it| scalar(&it.member("Default")?.node));
        let rows = rows.members().iter().map(|row| (row.key.as_ref(), &row.node));
        let rows = rows.filter(|(key, _)| allowed.as_ref().is_none_or(|it| it.contains(key)));
        let rows: Vec<_> = rows.filter_map(|(key, row)| Some((key, value(row)?))).collect();
        self.among(name, &rows, &|node| written(node), (None, default))
    }

    /// The key that is decided for, among those that give different values: `name` is one of them, or something else,
    /// which `other` stands for.
    pub(super) fn among<T>(
        &mut self,
        name: &'d str,
        rows: &[(&'d str, T)],
        text: &dyn Fn(&T) -> String,
        (other, default): (Option<&'d str>, Option<&str>),
    ) -> Option<&'d str> {
        let narrowed = self.choices.made.iter().rev().find_map(|decision| match decision {
            Decision::OneOf(of, values) if *of == name => Some(values.clone()),
            _ => None,
        });
        let mut groups: Vec<(String, Vec<&'d str>)> = Vec::new();
        for (key, row) in rows {
            let of_this = match &narrowed {
                None => vec![*key],
                // What is none of these is something else.
                Some(narrowed) if Some(*key) == other => {
                    let is_row =
                        |it: &str| rows.iter().any(|(key, _)| it == *key && other != Some(it));
                    narrowed.iter().copied().filter(|it| !is_row(it)).collect()
                }
                Some(narrowed) => narrowed.iter().copied().filter(|it| it == key).collect(),
            };
            if of_this.is_empty() {
                continue;
            }
            let value = text(row);
            if !self.takes(value.len() + rows.len()) {
                return None;
            }
            match groups.iter_mut().find(|(known, _)| *known == value) {
                Some((_, keys)) => keys.extend(of_this),
                None => groups.push((value, of_this)),
            }
            if groups.len() > MAX_WAYS || self.choices.made.len() >= MAX_MADE {
                let reason = format!(
                    "`{name}` chooses among more than {MAX_WAYS} values of a mapping, which are not read"
                );
                self.choices.too_many.get_or_insert(reason);
                return None;
            }
        }
        groups.sort_by_key(|(_, keys)| !default.is_some_and(|default| keys.contains(&default)));
        if let [(_, keys)] = groups.as_slice() {
            return keys.first().copied();
        }
        self.choices.count += 1;
        let first = groups.first().and_then(|(_, keys)| keys.first().copied());
        if self.is_naming() {
            return first;
        }
        let among = groups.into_iter().map(|(_, keys)| Decision::OneOf(name, keys)).collect();
        let Some(Decision::OneOf(_, keys)) = self.choices.choose(self.template, among) else {
            return None;
        };
        self.choices.is_stale |= keys.len() == 1 && self.choices.asked.contains(name);
        keys.first().copied()
    }
}
