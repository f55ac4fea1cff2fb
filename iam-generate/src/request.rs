//! Questions.

use crate::{Dice, Key, Target, Vocabulary};

/// Who wants to do what, on what, and with which condition keys.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "of tests alone")]
pub struct Question {
    /// As [`Vocabulary::principals`] has it.
    pub principal: &'static str,
    /// With its service.
    pub action: &'static str,
    /// An ARN, or `*`.
    pub resource: &'static str,
    /// Whose the resource is, where the ARN does not say or says otherwise.
    pub resource_account: Option<&'static str>,
    /// Names of condition keys, and their values.
    pub context: Vec<(&'static str, Given)>,
}

/// What a request has for a condition key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "of tests alone")]
pub enum Given {
    /// A key that has one value.
    One(&'static str),
    /// A key that has a set of values, which may be empty.
    Many(Vec<&'static str>),
}

/// A question on these words.
pub fn question(dice: &mut Dice<'_>, words: &Vocabulary) -> Question {
    asked(dice, words).1
}

/// A question, and what it is about.
pub(crate) fn asked(dice: &mut Dice<'_>, words: &Vocabulary) -> (Target, Question) {
    let target = dice.pick(words.targets);
    let (resource, account) = dice.pick(target.resources);
    let question = Question {
        principal: dice.pick(words.principals),
        action: target.action,
        resource,
        resource_account: account,
        context: context(dice, words.keys),
    };
    (target, question)
}

fn context(dice: &mut Dice<'_>, keys: &[Key]) -> Vec<(&'static str, Given)> {
    let mut context = Vec::new();
    for key in keys {
        if dice.one_in(3) {
            continue;
        }
        let given = if key.is_set {
            Given::Many(dice.some(2, |dice| dice.pick(key.values)))
        } else {
            Given::One(dice.pick(key.values))
        };
        context.push((key.name, given));
    }
    context
}
