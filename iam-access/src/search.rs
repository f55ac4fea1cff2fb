//! The search for a request that some statements are about and others are not.
//!
//! What is asked for is a list of answers that must hold, and rules of which none may hold: of each, one
//! answer has to be another. The rule with the fewest open answers is taken first; its answers are turned
//! one by one, those before kept, so that no request is looked at twice. Of choices, such as the statements of a
//! permissions boundary that may allow the request, one at least has to hold: they are taken one by one before.

use crate::budget::Exhausted;
use crate::fact::Literal;
use crate::world::{Part, World};
use std::collections::BTreeMap;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome<T> {
    Found(T),
    /// There is no such request.
    Nothing,
    /// There may be one.
    Unknown,
}

/// The answers so far, by what they are about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    pub(crate) parts: BTreeMap<Part, Vec<Literal>>,
}

impl Answers {
    pub(crate) fn of(&self, part: &Part) -> &[Literal] {
        self.parts.get(part).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is known of a question.
    fn get(&self, part: &Part, fact: usize) -> Option<bool> {
        self.of(part).iter().find(|literal| literal.fact == fact).map(|literal| literal.holds)
    }
}

/// A request for which all of `wanted` and none of `rules` hold, as `build` makes one of answers: it may say
/// that no such request counts.
pub(crate) fn search<T>(
    world: &World<'_>,
    wanted: &[Literal],
    rules: &[&[Literal]],
    build: &mut impl FnMut(&World<'_>, &Answers) -> Result<Outcome<T>, Exhausted>,
) -> Result<Outcome<T>, Exhausted> {
    search_with_choices(world, wanted, &[], rules, build)
}

/// How many choices a question may have: far more than an organization has levels.
const MOST_CHOICES: usize = 64;

/// The same, where of each of `choices` one alternative has to hold, too.
pub(crate) fn search_with_choices<T>(
    world: &World<'_>,
    wanted: &[Literal],
    choices: &[Vec<&[Literal]>],
    rules: &[&[Literal]],
    build: &mut impl FnMut(&World<'_>, &Answers) -> Result<Outcome<T>, Exhausted>,
) -> Result<Outcome<T>, Exhausted> {
    if choices.len() > MOST_CHOICES {
        return Err(Exhausted);
    }
    world.budget.pay(rules.len() + 1)?;
    // Most of what is asked for is written out in another statement.
    if rules.iter().any(|rule| rule.iter().all(|literal| wanted.contains(literal))) {
        return Ok(Outcome::Nothing);
    }
    match with_all(world, Answers::default(), wanted)? {
        Some(answers) => choose(world, answers, choices, rules, build),
        None => Ok(Outcome::Nothing),
    }
}

/// One alternative of each choice after the other.
fn choose<T>(
    world: &World<'_>,
    answers: Answers,
    choices: &[Vec<&[Literal]>],
    rules: &[&[Literal]],
    build: &mut impl FnMut(&World<'_>, &Answers) -> Result<Outcome<T>, Exhausted>,
) -> Result<Outcome<T>, Exhausted> {
    let Some((choice, rest)) = choices.split_first() else {
        return split(world, answers, rules, build);
    };
    world.budget.pay(choice.len() + 1)?;
    let is_known =
        |literal: &Literal| answers.get(&world.part(*literal), literal.fact) == Some(literal.holds);
    if choice.iter().any(|alternative| alternative.iter().all(is_known)) {
        return choose(world, answers, rest, rules, build);
    }
    let mut outcome = Outcome::Nothing;
    for alternative in choice {
        // Answers are copied each time.
        world.budget.pay(16)?;
        let Some(more) = with_all(world, answers.clone(), alternative)? else { continue };
        match choose(world, more, rest, rules, build)? {
            Outcome::Nothing => {}
            Outcome::Unknown => outcome = Outcome::Unknown,
            found @ Outcome::Found(_) => return Ok(found),
        }
    }
    Ok(outcome)
}

/// The answers with all of these; none if they contradict each other.
fn with_all(
    world: &World<'_>,
    mut answers: Answers,
    literals: &[Literal],
) -> Result<Option<Answers>, Exhausted> {
    for literal in literals {
        match with(world, answers, *literal)? {
            Some(more) => answers = more,
            None => return Ok(None),
        }
    }
    Ok(Some(answers))
}

/// The answers with one more; none if they contradict each other.
fn with(
    world: &World<'_>,
    mut answers: Answers,
    literal: Literal,
) -> Result<Option<Answers>, Exhausted> {
    let part = world.part(literal);
    match answers.get(&part, literal.fact) {
        Some(known) => return Ok((known == literal.holds).then_some(answers)),
        None => answers.parts.entry(part.clone()).or_default().push(literal),
    }
    let may_be = world.may_be(&part, answers.of(&part))?;
    Ok(may_be.then_some(answers))
}

/// The same, where what all of them come to is looked at once for each part.
fn with_all_at_once(
    world: &World<'_>,
    mut answers: Answers,
    literals: &[Literal],
) -> Result<Option<Answers>, Exhausted> {
    let mut parts = Vec::new();
    for literal in literals {
        let part = world.part(*literal);
        match answers.get(&part, literal.fact) {
            Some(known) if known == literal.holds => continue,
            Some(_) => return Ok(None),
            None => answers.parts.entry(part.clone()).or_default().push(*literal),
        }
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    for part in parts {
        if !world.may_be(&part, answers.of(&part))? {
            return Ok(None);
        }
    }
    Ok(Some(answers))
}

fn may_add(world: &World<'_>, answers: &Answers, literal: Literal) -> Result<bool, Exhausted> {
    let part = world.part(literal);
    if let Some(known) = answers.get(&part, literal.fact) {
        return Ok(known == literal.holds);
    }
    let mut asked = answers.of(&part).to_vec();
    asked.push(literal);
    world.may_be(&part, &asked)
}

fn split<T>(
    world: &World<'_>,
    mut answers: Answers,
    rules: &[&[Literal]],
    build: &mut impl FnMut(&World<'_>, &Answers) -> Result<Outcome<T>, Exhausted>,
) -> Result<Outcome<T>, Exhausted> {
    let mut rules = rules.to_vec();
    // The open answers of each rule that may still hold.
    let open = loop {
        world.budget.pay(rules.len() + 1)?;
        let mut open: Vec<(usize, Vec<Literal>)> = Vec::new();
        let mut kept = Vec::new();
        let mut forced: Vec<Literal> = Vec::new();
        for rule in &rules {
            let mut own = Vec::new();
            let mut holds_not = false;
            for literal in *rule {
                let part = world.part(*literal);
                match answers.get(&part, literal.fact) {
                    Some(known) if known == literal.holds => {}
                    Some(_) => holds_not = true,
                    None if !may_add(world, &answers, *literal)? => holds_not = true,
                    None if !may_add(world, &answers, literal.negated())? => {}
                    None => own.push(*literal),
                }
                if holds_not {
                    break;
                }
            }
            if holds_not {
                continue;
            }
            match own.as_slice() {
                [] => return Ok(Outcome::Nothing),
                [only] => forced.push(only.negated()),
                _ => {}
            }
            open.push((kept.len(), own));
            kept.push(*rule);
        }
        rules = kept;
        if forced.is_empty() {
            break open;
        }
        match with_all_at_once(world, answers, &forced)? {
            Some(more) => answers = more,
            None => return Ok(Outcome::Nothing),
        }
    };
    let Some((place, literals)) = open.into_iter().min_by_key(|(_, literals)| literals.len())
    else {
        return build(world, &answers);
    };
    rules.remove(place);
    let mut outcome = Outcome::Nothing;
    for literal in literals {
        if let Some(more) = with(world, answers.clone(), literal.negated())? {
            match split(world, more, &rules, build)? {
                Outcome::Nothing => {}
                Outcome::Unknown => outcome = Outcome::Unknown,
                found @ Outcome::Found(_) => return Ok(found),
            }
        }
        match with(world, answers, literal)? {
            Some(more) => answers = more,
            None => return Ok(outcome),
        }
    }
    // All of them hold: the rule would.
    Ok(outcome)
}
