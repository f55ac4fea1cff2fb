//! What one policy grants and another does not.

use crate::actions::ActionSet;
use crate::answer::{Answer, Reason, Unknown, Why};
use crate::atom::Word;
use crate::budget::{Budget, Exhausted};
use crate::fact::{Facts, Literal};
use crate::group::Group;
use crate::principal::{self, Named, PrincipalClass, TiedKey};
use crate::rule::{Rule, Rules};
use crate::search::{Answers, Outcome, search};
use crate::test::{Compiled, literal};
use crate::universe::Universe;
use crate::value::spelled;
use crate::witness::{Accounts, Witness, build};
use crate::world::{Proved, World};
use iam_core::arn::{ArnPattern, is_account};
use iam_core::policy::Effect;
use iam_core::registry::Action;
use iam_evaluate::{PrincipalKind, Request, RequestPrincipal};
use std::collections::HashSet;

/// How many steps a question may take: no more than a second's.
const STEPS: u64 = 16_000_000;

/// Services and providers, of which one that nobody names stands for all others.
const SERVICES: [&str; 6] = [
    "events.amazonaws.com",
    "sns.amazonaws.com",
    "lambda.amazonaws.com",
    "s3.amazonaws.com",
    "config.amazonaws.com",
    "backup.amazonaws.com",
];
const PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "www.amazon.com",
    "graph.facebook.com",
    "cognito-identity.amazonaws.com",
];

/// Whose policies they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Identity,
    Resource,
}

/// A question: is there a request that `new` allows, `old` does not, and for which `wanted` holds?
#[derive(Clone, Copy)]
pub(crate) struct Difference<'q> {
    pub(crate) side: Side,
    pub(crate) facts: &'q Facts,
    pub(crate) new: &'q Rules<'q>,
    pub(crate) old: &'q Rules<'q>,
    /// What else has to hold, and of which actions.
    pub(crate) wanted: &'q [Literal],
    pub(crate) among: Option<&'q ActionSet>,
    /// If only strangers are asked about.
    pub(crate) strangers: Option<&'q Strangers>,
    /// Whether what some answers come to is not what is asked about.
    pub(crate) is_out_of_question: &'q dyn Fn(&World<'_>, &Answers) -> Result<bool, Exhausted>,
    /// Whether the simulator agrees.
    pub(crate) confirms: &'q dyn Fn(&Request, &Accounts) -> bool,
}

/// Those whom a policy does not name.
pub(crate) struct Strangers {
    /// Accounts, roles and users that it names.
    pub(crate) named: Vec<Named>,
    /// Whether providers that it names vouch for whom they let in.
    pub(crate) trust_providers: bool,
}

/// Requests among which one is looked for.
struct Setting {
    class: PrincipalClass,
    accounts: Accounts,
    of_principal: Vec<Group>,
    /// Whether whom statements name by account only does not count.
    direct: bool,
}

impl<'q> Difference<'q> {
    /// What one policy grants and another does not, and nothing else asked.
    pub(crate) fn new(
        side: Side,
        facts: &'q Facts,
        [old, new]: [&'q Rules<'q>; 2],
        confirms: &'q dyn Fn(&Request, &Accounts) -> bool,
    ) -> Self {
        Self {
            side,
            facts,
            new,
            old,
            wanted: &[],
            among: None,
            strangers: None,
            is_out_of_question: &|_, _| Ok(false),
            confirms,
        }
    }
}

impl Difference<'_> {
    pub(crate) fn answer(&self) -> Answer {
        let (budget, proved) = (Budget::new(STEPS), Proved::default());
        let mut answer = Answer { reasons: Vec::new(), unknown: Vec::new() };
        for rule in &self.new.allows {
            let unknown = |why| Unknown { statement: rule.place, sid: rule.sid(), why };
            match self.of_rule(rule, (&budget, &proved)) {
                Ok(Outcome::Nothing) if self.names_new_canonical_user(rule) => {
                    answer.unknown.push(unknown(Why::CanonicalUser));
                }
                Ok(Outcome::Nothing) => {}
                Ok(Outcome::Found(witness)) => {
                    let (statement, sid) = (rule.place, rule.sid());
                    answer.reasons.push(Reason { statement, sid, witness });
                }
                Ok(Outcome::Unknown) => answer.unknown.push(unknown(Why::Unconfirmed)),
                Err(Exhausted) => answer.unknown.push(unknown(Why::Budget)),
            }
        }
        answer
    }

    /// What one statement grants.
    fn of_rule(
        &self,
        rule: &Rule<'_>,
        (budget, proved): (&Budget, &Proved),
    ) -> Result<Outcome<Witness>, Exhausted> {
        if self.is_kept(rule) {
            return Ok(Outcome::Nothing);
        }
        let mut outcome = Outcome::Nothing;
        for setting in self.settings(rule) {
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

    /// Whether it names a canonical user whom the old policy does not name.
    fn names_new_canonical_user(&self, rule: &Rule<'_>) -> bool {
        let users = |rule: &Rule<'_>| {
            let named = rule.statement.principal.as_ref().map(Named::of).unwrap_or_default();
            named.into_iter().filter(|it| matches!(it, Named::Canonical(_))).collect::<HashSet<_>>()
        };
        let before: HashSet<Named> = self.old.allows.iter().flat_map(users).collect();
        self.strangers.is_none() && !users(rule).is_subset(&before)
    }

    /// Whether the old policy has the same statement, and nothing that it denied is denied no more.
    fn is_kept(&self, rule: &Rule<'_>) -> bool {
        self.old.allows.iter().any(|old| old.says_the_same(rule))
            && self
                .old
                .denies
                .iter()
                .all(|old| self.new.denies.iter().any(|new| new.says_the_same(old)))
    }

    /// The actions of a statement, those together that the same other statements are about.
    fn by_signature(&self, rule: &Rule<'_>, budget: &Budget) -> Result<Vec<ActionSet>, Exhausted> {
        let others = self.new.denies.iter().chain(&self.old.allows).chain(&self.old.denies);
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
    ) -> Result<Outcome<Witness>, Exhausted> {
        let Some(first) = group.iter().next() else { return Ok(Outcome::Nothing) };
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
        // What the old policy denied, and what it did not allow.
        let mut cases: Vec<(Vec<Literal>, Vec<&[Literal]>)> = Vec::new();
        let denied: Vec<&[Literal]> = denied.iter().map(Vec::as_slice).collect();
        for old in &undone {
            cases.push((wanted.iter().chain(old).copied().collect(), denied.clone()));
        }
        let rest = denied.iter().copied().chain(allowed.iter().map(Vec::as_slice));
        cases.push((wanted, rest.collect()));
        let mut outcome = Outcome::Nothing;
        for (wanted, rules) in &cases {
            match self.of_case(wanted, rules, group, setting, (budget, proved))? {
                Outcome::Nothing => {}
                Outcome::Unknown => outcome = Outcome::Unknown,
                found @ Outcome::Found(_) => return Ok(found),
            }
        }
        Ok(outcome)
    }

    fn of_case(
        &self,
        wanted: &[Literal],
        rules: &[&[Literal]],
        group: &ActionSet,
        setting: &Setting,
        (budget, proved): (&Budget, &Proved),
    ) -> Result<Outcome<Witness>, Exhausted> {
        if rules.iter().any(|rule| rule.is_empty()) {
            return Ok(Outcome::Nothing);
        }
        let (class, bounds) = (&setting.class, setting.of_principal.as_slice());
        // Of any action on any resource, which is more than there is: one proof for all of them.
        let any = World::new(self.facts, class, &Universe::Any, None, bounds, budget, proved);
        let star = World::new(self.facts, class, &Universe::Star, None, bounds, budget, proved);
        let mut open = [false, false];
        for (world, open) in [&any, &star].into_iter().zip(&mut open) {
            *open = search(world, wanted, rules, &mut |_, _| Ok(Outcome::Found(())))?
                != Outcome::Nothing;
        }
        let mut outcome = Outcome::Nothing;
        let mut seen: HashSet<(Universe, Vec<bool>)> = HashSet::new();
        if open == [false, false] {
            return Ok(outcome);
        }
        for id in group.iter() {
            let Some(action) = id.action() else { continue };
            for universe in Universe::of(action) {
                let is_open = if universe == Universe::Star { open[1] } else { open[0] };
                if !is_open || !seen.insert((universe.clone(), self.carried(action, proved))) {
                    continue;
                }
                budget.pay(16)?;
                let world =
                    World::new(self.facts, class, &universe, Some(action), bounds, budget, proved);
                let mut build = |world: &World<'_>, answers: &Answers| {
                    if (self.is_out_of_question)(world, answers)? {
                        return Ok(Outcome::Nothing);
                    }
                    let confirms = |request: &Request| (self.confirms)(request, &setting.accounts);
                    build(world, answers, &setting.accounts, &confirms)
                };
                match search(&world, wanted, rules, &mut build)? {
                    Outcome::Nothing => {}
                    Outcome::Unknown if is_beyond_policies(action) => {}
                    Outcome::Unknown => outcome = Outcome::Unknown,
                    found @ Outcome::Found(_) => return Ok(found),
                }
            }
        }
        Ok(outcome)
    }

    /// Which of the keys that the policies ask for come with the action.
    fn carried(&self, action: &'static Action, proved: &Proved) -> Vec<bool> {
        self.facts.keys().map(|key| proved.carries(action, key)).collect()
    }

    /// The principals that a statement may grant something to.
    fn settings(&self, rule: &Rule<'_>) -> Vec<Setting> {
        let beyond = self.strangers.map(|it| principal::group(&it.named, false));
        let new = |class, accounts| {
            let of_principal = beyond.iter().cloned().collect();
            Setting { class, accounts, of_principal, direct: false }
        };
        if self.side == Side::Identity {
            let mut all = vec![new(PrincipalClass::Role, Accounts::Own)];
            if self.minds_users() {
                all.push(new(PrincipalClass::User, Accounts::Own));
            }
            return all;
        }
        let mut all = vec![new(PrincipalClass::Role, Accounts::Other)];
        all.push(new(PrincipalClass::User, Accounts::Other));
        for text in self.outsiders(rule) {
            if self.strangers.is_some_and(|it| it.know(&text, rule)) {
                continue;
            }
            all.push(new(PrincipalClass::Only(text.into()), Accounts::Other));
        }
        if self.strangers.is_some() {
            return all;
        }
        for account in own_accounts(rule) {
            for class in [PrincipalClass::Role, PrincipalClass::User] {
                for direct in [true, false] {
                    let within: Vec<Word> = TiedKey::Account.of_arn(&[literal(&account)]);
                    all.push(Setting {
                        class: class.clone(),
                        accounts: Accounts::Both(account.clone()),
                        of_principal: vec![Group::some(within)],
                        direct,
                    });
                }
            }
        }
        all
    }

    /// Whether users and roles are told apart.
    fn minds_users(&self) -> bool {
        self.facts.keys().any(|key| {
            matches!(TiedKey::of(key), Some(TiedKey::Name | TiedKey::Type | TiedKey::Arn))
        }) || self.facts.variables().any(|key| TiedKey::of(key).is_some())
    }

    /// Those who are neither roles nor users: named ones, and one of each sort that nobody names.
    fn outsiders(&self, rule: &Rule<'_>) -> Vec<String> {
        let mut named = Vec::new();
        let mut is_open = rule.statement.principal.is_none();
        if let Some(element) = &rule.statement.principal {
            let of_rule = Named::of(element);
            is_open |= of_rule.contains(&Named::Everyone)
                || matches!(element, iam_core::policy::PrincipalElement::NotPrincipal(_));
            if of_rule.contains(&Named::EveryProvider) {
                named.push(self.nobodys(&PROVIDERS));
            }
        }
        let all = if is_open {
            [&self.new.allows, &self.new.denies, &self.old.allows, &self.old.denies]
                .into_iter()
                .flatten()
                .filter_map(|rule| rule.statement.principal.as_ref())
                .flat_map(Named::of)
                .collect()
        } else {
            rule.statement.principal.as_ref().map(Named::of).unwrap_or_default()
        };
        for one in all {
            match one {
                Named::Outside(text) => named.push(text.into()),
                Named::Identity(text) => {
                    let kind = text.parse::<RequestPrincipal>().map(|it| it.kind());
                    if matches!(kind, Ok(PrincipalKind::RoleSession | PrincipalKind::FederatedUser))
                    {
                        named.push(text.into());
                    }
                }
                _ => {}
            }
        }
        if is_open {
            named.push("*".to_owned());
            named.push(self.nobodys(&SERVICES));
            named.push(self.nobodys(&PROVIDERS));
            named.extend(self.services_of_keys());
        }
        let mut seen = HashSet::new();
        named.retain(|text| seen.insert(text.clone()));
        named
    }

    /// One that no statement names, and no test asks for.
    fn nobodys(&self, known: &[&str]) -> String {
        let asked = self.services_of_keys();
        let rules = [&self.new.allows, &self.new.denies, &self.old.allows, &self.old.denies];
        let elements = rules.into_iter().flatten().filter_map(|it| it.statement.principal.as_ref());
        let named: HashSet<Named> = elements.flat_map(Named::of).collect();
        let is_free = |text: &&&str| {
            !named.contains(&Named::Outside((**text).into()))
                && !asked.iter().any(|it| it == **text)
        };
        known.iter().find(is_free).or(known.first()).copied().unwrap_or_default().to_owned()
    }

    /// The services that tests ask for by name.
    fn services_of_keys(&self) -> Vec<String> {
        let tests = self.facts.tests_of("aws:principalservicename");
        let named = tests.flat_map(Compiled::words).filter_map(spelled);
        let is_service = |text: &String| {
            text.parse().is_ok_and(|it: RequestPrincipal| it.kind() == PrincipalKind::Service)
        };
        named.filter(is_service).collect()
    }
}

impl Strangers {
    /// Whether somebody who is neither a role nor a user is no stranger.
    fn know(&self, text: &str, rule: &Rule<'_>) -> bool {
        let Ok(principal) = text.parse::<RequestPrincipal>() else { return false };
        match principal.kind() {
            PrincipalKind::Anonymous => false,
            PrincipalKind::IdentityProvider => {
                let element = rule.statement.principal.as_ref();
                let named = element.map(Named::of).unwrap_or_default();
                self.trust_providers && named.contains(&Named::Outside(text.into()))
            }
            _ => true,
        }
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

/// The accounts that the resources of a statement name, if it allows somebody of them something.
fn own_accounts(rule: &Rule<'_>) -> Vec<String> {
    let Some(element) = rule.statement.resource.as_ref() else { return Vec::new() };
    if rule.statement.effect != Effect::Allow {
        return Vec::new();
    }
    let accounts = element.patterns().iter().filter_map(|pattern| {
        let arn = ArnPattern::parse(pattern.as_str()).ok()?;
        is_account(arn.account).then(|| arn.account.to_owned())
    });
    let mut all: Vec<String> = accounts.collect();
    all.sort_unstable();
    all.dedup();
    all
}
