//! What one policy grants and another does not.

use crate::actions::ActionSet;
use crate::answer::{Unknown, Why};
use crate::asked::Asked;
use crate::budget::{Budget, Exhausted};
use crate::canonical::Unasked;
use crate::fact::{Facts, Literal};
use crate::rule::{Index, Rule, Rules};
use crate::search::{Answers, Outcome, search_with_choices};
use crate::setting::{Askers, Setting, Side, Strangers};
use crate::universe::Universe;
use crate::witness::{Accounts, Judge, Shown, build};
use crate::world::{Proved, World};
use iam_core::registry::Action;
use iam_evaluate::Request;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// A question: is there a request that `new` allows, `old` does not, and for which `wanted` holds?
pub(crate) struct Difference<'q, R> {
    pub(crate) side: Side,
    pub(crate) facts: &'q Facts,
    pub(crate) new: &'q Rules<'q>,
    pub(crate) old: &'q Rules<'q>,
    /// What else has to hold, and of which actions.
    pub(crate) wanted: &'q [Literal],
    pub(crate) among: Option<&'q ActionSet>,
    /// If only strangers are asked about.
    pub(crate) strangers: Option<&'q Strangers>,
    /// Whether those are left out whom organizations do not limit: roles that services made for themselves.
    pub(crate) limited: bool,
    /// Accounts of resources that are asked about.
    pub(crate) accounts: &'q [String],
    /// Whether accounts that are entrusted are asked about, too.
    pub(crate) within_accounts: bool,
    /// Whether what some answers come to is not what is asked about.
    pub(crate) is_out_of_question: &'q dyn Fn(&World<'_>, &Answers) -> Result<bool, Exhausted>,
    /// Whether the simulator agrees.
    pub(crate) confirms: &'q dyn Fn(&R, &Accounts) -> bool,
    /// Whether the new statement at this place, of its policy, allows it.
    pub(crate) allows: &'q dyn Fn(&R, (usize, usize)) -> bool,
}

/// What was found: of each statement that grants it something, and those of which that is not known.
pub(crate) struct Found<T> {
    pub(crate) shown: Vec<T>,
    pub(crate) unknown: Vec<Unknown>,
}

/// A statement, and what it grants, if that is known.
type Answered<'r, R> = (&'r Rule<'r>, Result<Option<Shown<R>>, Why>);

/// One way in which the new policies may grant more.
#[derive(Clone, Copy)]
struct Case<'c> {
    rule: &'c Rule<'c>,
    wanted: &'c [Literal],
    /// Of each, one has to hold.
    limits: &'c [Vec<&'c [Literal]>],
    /// None of them may hold.
    rules: &'c [&'c [Literal]],
}

/// What is left to choose, the fewest first: what allows everything leaves nothing to ask.
fn choices(limits: &[Vec<Vec<Literal>>]) -> Vec<Vec<&[Literal]>> {
    let open = limits.iter().filter(|limit| !limit.iter().any(Vec::is_empty));
    let mut all: Vec<Vec<&[Literal]>> =
        open.map(|limit| limit.iter().map(Vec::as_slice).collect()).collect();
    all.sort_by_key(Vec::len);
    all.dedup();
    all
}

impl<'q, R: Asked> Difference<'q, R> {
    /// What each statement grants, as `told` tells it, but for those that are known to grant something.
    pub(crate) fn found<T>(
        &self,
        steps: u64,
        is_known: &dyn Fn(&Rule<'_>) -> bool,
        told: impl Fn(&Rule<'_>, Shown<R>) -> T,
    ) -> Found<T> {
        let (budget, proved) = (Budget::new(steps), Proved::default());
        let askers = self.askers();
        let mut found = Found { shown: Vec::new(), unknown: Vec::new() };
        let limits_are_kept = self.old.is_held_by(self.new);
        let before = Index::of(&self.old.allows);
        let unasked = Unasked::of(self.old, self.new, limits_are_kept);
        // What was asked already, and what came out: policies say the same thousands of times.
        let mut asked: HashMap<&[Literal], Vec<Answered<'_, R>>> = HashMap::new();
        for rule in &self.new.allows {
            if is_known(rule) || limits_are_kept && before.has(rule) {
                continue;
            }
            let same = asked.entry(&rule.literals).or_default();
            let at = same.iter().position(|(it, _)| it.asks_the_same(rule));
            let at = at.unwrap_or_else(|| {
                let outcome = match self.of_rule(rule, &askers, (&budget, &proved)) {
                    // Whoever everybody is, or is not, is another question.
                    Ok(Outcome::Nothing)
                        if self.strangers.is_none()
                            && self.among.is_none_or(|it| !it.common(&rule.actions).is_empty())
                            && unasked.may_gain(rule) =>
                    {
                        Err(Why::CanonicalUser)
                    }
                    Ok(Outcome::Nothing) => Ok(None),
                    Ok(Outcome::Found(shown)) => Ok(Some(shown)),
                    Ok(Outcome::Unknown) => Err(Why::Unconfirmed),
                    Err(Exhausted) => Err(Why::Budget),
                };
                same.push((rule, outcome));
                same.len() - 1
            });
            let (policy, statement) = (rule.policy, rule.place);
            match same.get(at).map(|(_, outcome)| outcome.clone()) {
                None | Some(Ok(None)) => {}
                Some(Ok(Some(shown))) => found.shown.push(told(rule, shown)),
                Some(Err(why)) => {
                    found.unknown.push(Unknown { policy, statement, sid: rule.sid(), why });
                }
            }
        }
        found
    }

    fn askers(&self) -> Askers<'q> {
        Askers {
            side: self.side,
            facts: self.facts,
            rules: [self.new, self.old],
            strangers: self.strangers,
            limited: self.limited,
            accounts: self.accounts,
            within_accounts: self.within_accounts,
            minds: OnceCell::new(),
            entrusted: OnceCell::new(),
        }
    }

    /// What one statement grants.
    fn of_rule(
        &self,
        rule: &Rule<'_>,
        askers: &Askers<'_>,
        (budget, proved): (&Budget, &Proved),
    ) -> Result<Outcome<Shown<R>>, Exhausted> {
        // Who may ask is told by all that is asked for.
        budget.pay(self.facts.all.len() / 4 + 1)?;
        let mut outcome = Outcome::Nothing;
        for setting in askers.settings(rule) {
            for group in self.by_signature(rule, budget)? {
                match self.of_group(rule, &group, &setting, (budget, proved))? {
                    Outcome::Nothing => {}
                    Outcome::Unknown => outcome = Outcome::Unknown,
                    found @ Outcome::Found(_) => return Ok(found),
                }
            }
        }
        Ok(outcome)
    }

    /// The actions of a statement, those together that the same other statements are about.
    fn by_signature(&self, rule: &Rule<'_>, budget: &Budget) -> Result<Vec<ActionSet>, Exhausted> {
        let others = self.new.denies.iter().chain(&self.old.allows).chain(&self.old.denies);
        let limits = self.new.limits.iter().chain(&self.old.limits).flatten();
        let others = others.chain(limits);
        let others: Vec<&ActionSet> = others.map(|other| &other.actions).collect();
        let own = self.among.map(|among| rule.actions.common(among));
        let own = own.as_ref().unwrap_or(&rule.actions);
        budget.pay(own.len().saturating_mul(others.len() / 16 + 1))?;
        Ok(own.parts(&others))
    }

    fn of_group(
        &self,
        rule: &Rule<'_>,
        group: &ActionSet,
        setting: &Setting,
        (budget, proved): (&Budget, &Proved),
    ) -> Result<Outcome<Shown<R>>, Exhausted> {
        let Some(first) = group.iter().next() else { return Ok(Outcome::Nothing) };
        budget.pay(self.new.denies.len() + self.old.allows.len() + self.old.denies.len())?;
        let literals = |rule: &'_ Rule<'_>| -> Option<Vec<Literal>> {
            if setting.direct { rule.direct.clone() } else { Some(rule.literals.clone()) }
        };
        let about = |rules: &[Rule<'_>]| -> Vec<Vec<Literal>> {
            rules.iter().filter(|it| it.actions.has(first)).filter_map(literals).collect()
        };
        let Some(mut wanted) = literals(rule) else { return Ok(Outcome::Nothing) };
        wanted.extend(self.wanted);
        let all = |rules: &[Rule<'_>]| -> Vec<Vec<Literal>> {
            let about = rules.iter().filter(|it| it.actions.has(first));
            about.map(|rule| rule.literals.clone()).collect()
        };
        let (denied, allowed) = (all(&self.new.denies), about(&self.old.allows));
        let undone = all(&self.old.denies);
        let limits = self.new.limits.iter().map(|limit| all(limit)).collect::<Vec<_>>();
        let limits = choices(&limits);
        // What the old policies denied, what they did not allow, and what was beyond one of their limits.
        let mut cases: Vec<(Vec<Literal>, Vec<&[Literal]>)> = Vec::new();
        let denied: Vec<&[Literal]> = denied.iter().map(Vec::as_slice).collect();
        for old in &undone {
            cases.push((wanted.iter().chain(old).copied().collect(), denied.clone()));
        }
        let old_limits: Vec<_> = self.old.limits.iter().map(|limit| all(limit)).collect();
        for allowed in std::iter::once(&allowed).chain(&old_limits) {
            let rest = denied.iter().copied().chain(allowed.iter().map(Vec::as_slice));
            cases.push((wanted.clone(), rest.collect()));
        }
        let mut outcome = Outcome::Nothing;
        for (wanted, rules) in &cases {
            let case = Case { rule, wanted, limits: &limits, rules };
            match self.of_case(&case, group, setting, (budget, proved))? {
                Outcome::Nothing => {}
                Outcome::Unknown => outcome = Outcome::Unknown,
                found @ Outcome::Found(_) => return Ok(found),
            }
        }
        Ok(outcome)
    }

    fn of_case(
        &self,
        case: &Case<'_>,
        group: &ActionSet,
        setting: &Setting,
        (budget, proved): (&Budget, &Proved),
    ) -> Result<Outcome<Shown<R>>, Exhausted> {
        let Case { rule, wanted, limits, rules } = *case;
        if rules.iter().any(|rule| rule.is_empty()) {
            return Ok(Outcome::Nothing);
        }
        let (class, bounds) = (&setting.class, setting.of_principal.as_slice());
        let mut build = |world: &World<'_>, answers: &Answers| {
            if (self.is_out_of_question)(world, answers)? {
                return Ok(Outcome::Nothing);
            }
            let judge = Judge {
                confirms: &|request: &R| (self.confirms)(request, &setting.accounts),
                is_by_reason: &|request: &R| (self.allows)(request, (rule.policy, rule.place)),
            };
            build(world, answers, &setting.accounts, &judge)
        };
        if !R::CAN_BE_MADE {
            // ARNs first: they tell more.
            for universe in [Universe::Any, Universe::Free] {
                let world = World::new(self.facts, class, &universe, None, bounds, budget, proved);
                match search_with_choices(&world, wanted, limits, rules, &mut build)? {
                    Outcome::Nothing => {}
                    found => return Ok(found),
                }
            }
            return Ok(Outcome::Nothing);
        }
        // Of any action on any resource, which is more than there is: one proof for all of them.
        let any = World::new(self.facts, class, &Universe::Any, None, bounds, budget, proved);
        let star = World::new(self.facts, class, &Universe::Star, None, bounds, budget, proved);
        let mut open = [false, false];
        for (world, open) in [&any, &star].into_iter().zip(&mut open) {
            let found = &mut |_: &World<'_>, _: &Answers| Ok(Outcome::Found(()));
            *open = search_with_choices(world, wanted, limits, rules, found)? != Outcome::Nothing;
        }
        let mut outcome = Outcome::Nothing;
        let mut seen: HashSet<(Universe, Vec<bool>)> = HashSet::new();
        if open == [false, false] {
            return Ok(outcome);
        }
        for id in group.iter() {
            let Some(action) = id.action() else { continue };
            let carried = proved.carried(action, self.facts);
            for universe in Universe::of(action) {
                let is_open = if universe == Universe::Star { open[1] } else { open[0] };
                if !is_open || !seen.insert((universe.clone(), carried.clone())) {
                    continue;
                }
                budget.pay(16)?;
                let world =
                    World::new(self.facts, class, &universe, Some(action), bounds, budget, proved);
                match search_with_choices(&world, wanted, limits, rules, &mut build)? {
                    Outcome::Nothing => {}
                    Outcome::Unknown if is_beyond_policies(action) => {}
                    Outcome::Unknown => outcome = Outcome::Unknown,
                    found @ Outcome::Found(_) => return Ok(found),
                }
            }
        }
        Ok(outcome)
    }
}

/// Whether AWS decides about the action itself.
fn is_beyond_policies(action: &'static Action) -> bool {
    // Those that AWS allows whatever policies say.
    let request = Request::new("arn:aws:iam::111122223333:role/example", &action.to_string(), "*");
    let nothing = iam_evaluate::Evaluator::new(&iam_evaluate::Policies::new());
    request.is_ok_and(|request| {
        nothing.decide(&request) == iam_evaluate::Decision::Allow
            || matches!(
                nothing.explain(&request).reason(),
                Some(iam_evaluate::Reason::NeverAllowed { .. })
            )
    })
}
