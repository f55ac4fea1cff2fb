//! Statements: by `Sid`, then by what they say, then by what they share.

use super::super::form::{PolicyForm, StatementForm};
use super::alike;
use super::slot::Slot;
use std::collections::HashMap;

/// Pairs the statements of an entity before and after. `policies` are the policies that are the same.
///
/// Within a policy by `Sid`, then by content; what is left, in the policies of a role, by content and
/// by `Sid` once more, since statements move; at last, within a policy, by what they share.
pub(in crate::compare) fn pair_statements(
    old: &[PolicyForm],
    new: &[PolicyForm],
    policies: &[(usize, usize)],
) -> Vec<(Slot, Slot)> {
    let mut pairs = Vec::new();
    let (mut olds, mut news) = (Sides::new(old), Sides::new(new));
    for (old_policy, new_policy) in policies {
        let (mut mine, mut theirs) = (olds.take(*old_policy), news.take(*new_policy));
        mine.pair_by_sid(&mut theirs, &mut pairs, true);
        mine.pair_by_content(&mut theirs, &mut pairs);
        mine.pair_by_sid(&mut theirs, &mut pairs, false);
        olds.give_back(mine);
        news.give_back(theirs);
    }
    let (mut mine, mut theirs) = (olds.take_identity(old), news.take_identity(new));
    mine.pair_by_content(&mut theirs, &mut pairs);
    mine.pair_by_sid(&mut theirs, &mut pairs, true);
    olds.give_back(mine);
    news.give_back(theirs);
    for (old_policy, new_policy) in policies {
        let (mine, theirs) = (olds.take(*old_policy), news.take(*new_policy));
        pairs.extend(alike::pair(&mine.slots, &theirs.slots));
    }
    pairs
}

/// The statements of each policy that have no partner yet.
struct Sides<'f> {
    policies: Vec<Side<'f>>,
}

/// Statements that have no partner yet, in order.
#[derive(Default)]
struct Side<'f> {
    slots: Vec<(Slot, &'f StatementForm)>,
}

impl<'f> Sides<'f> {
    fn new(policies: &'f [PolicyForm]) -> Self {
        let side = |(policy, form): (usize, &'f PolicyForm)| {
            let statements = form.statements.iter().enumerate();
            let slots = statements.map(|(statement, form)| (Slot { policy, statement }, form));
            Side { slots: slots.collect() }
        };
        Self { policies: policies.iter().enumerate().map(side).collect() }
    }

    fn take(&mut self, policy: usize) -> Side<'f> {
        self.policies.get_mut(policy).map(std::mem::take).unwrap_or_default()
    }

    /// Those of all policies that say what the principal may do.
    fn take_identity(&mut self, forms: &[PolicyForm]) -> Side<'f> {
        let sides = self.policies.iter_mut().zip(forms);
        let identity = sides.filter(|(_, form)| form.place.is_identity());
        let slots = identity.flat_map(|(side, _)| std::mem::take(side).slots);
        Side { slots: slots.collect() }
    }

    fn give_back(&mut self, side: Side<'f>) {
        for (slot, form) in side.slots {
            if let Some(own) = self.policies.get_mut(slot.policy) {
                own.slots.push((slot, form));
            }
        }
    }
}

impl<'f> Side<'f> {
    /// Pairs those with the same `Sid`. Where several of a side have one, in their order, or not at all
    /// if it has to be `unique`.
    fn pair_by_sid(&mut self, others: &mut Self, pairs: &mut Vec<(Slot, Slot)>, unique: bool) {
        self.pair_by(others, pairs, unique, StatementForm::sid);
    }

    fn pair_by_content(&mut self, others: &mut Self, pairs: &mut Vec<(Slot, Slot)>) {
        self.pair_by(others, pairs, false, |form| Some(form.content.as_str()));
    }

    fn pair_by(
        &mut self,
        others: &mut Self,
        pairs: &mut Vec<(Slot, Slot)>,
        unique: bool,
        key: impl Fn(&'f StatementForm) -> Option<&'f str>,
    ) {
        let index = |side: &Self| {
            let mut slots: HashMap<&'f str, Vec<Slot>> = HashMap::new();
            for (slot, form) in &side.slots {
                if let Some(key) = key(form) {
                    slots.entry(key).or_default().push(*slot);
                }
            }
            slots
        };
        let (mine, theirs) = (index(self), index(others));
        let mut gone = (Vec::new(), Vec::new());
        for (key, slots) in &mine {
            let Some(partners) = theirs.get(key) else { continue };
            if unique && (slots.len() > 1 || partners.len() > 1) {
                continue;
            }
            for (slot, partner) in slots.iter().zip(partners) {
                pairs.push((*slot, *partner));
                gone.0.push(*slot);
                gone.1.push(*partner);
            }
        }
        self.remove(gone.0);
        others.remove(gone.1);
    }

    fn remove(&mut self, mut gone: Vec<Slot>) {
        gone.sort_unstable();
        self.slots.retain(|(slot, _)| gone.binary_search(slot).is_err());
    }
}
