//! From answers to a request that gives them, which the simulator has to confirm.

use crate::asked::Asked;
use crate::atom::Atom;
use crate::automaton::example;
use crate::budget::Exhausted;
use crate::fact::Fact;
use crate::group::Group;
use crate::pinned::open_cases;
use crate::principal::{self, PrincipalClass, TiedKey};
use crate::search::{Answers, Outcome};
use crate::test::{Known, filled, literal, widened};
use crate::universe::{Chosen, regions};
use crate::value::{Held, HeldKeys, KeyType, RESOURCE_ACCOUNT, Sought, find, single, with_values};
use crate::variables::{Variables, named};
use crate::world::{Part, World};
use iam_evaluate::{Context, ContextValue, Request, RequestPrincipal};
use std::collections::BTreeSet;

/// The account that resources of a witness belong to where nothing says otherwise.
pub(crate) const ACCOUNT: &str = "111122223333";
/// The accounts of those who ask from outside, and of resources where the first one is taken.
const OTHER_ACCOUNTS: [&str; 2] = ["444455556666", "777788889999"];

/// A request that shows what was asked for.
///
/// The account of the resource is told where the resource does not name it, or where it counts.
#[derive(Clone, Debug)]
pub struct Witness {
    request: Request,
    resource_account: Option<String>,
}

impl Witness {
    /// The request, as the simulator takes it.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The account of the resource, if the request says it beside the resource.
    #[must_use]
    pub fn resource_account(&self) -> Option<&str> {
        self.resource_account.as_deref()
    }
}

/// A request that shows what was asked for, and the account of the resource if it is told beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown<R> {
    pub(crate) request: R,
    pub(crate) resource_account: Option<String>,
}

impl From<Shown<Request>> for Witness {
    fn from(shown: Shown<Request>) -> Self {
        Self { request: shown.request, resource_account: shown.resource_account }
    }
}

/// Who says whether a request is one that shows it.
pub(crate) struct Judge<'j, R> {
    /// Whether the simulator agrees.
    pub(crate) confirms: &'j dyn Fn(&R) -> bool,
    /// Whether the statement that is told as the reason allows it: best not by another's leave.
    pub(crate) is_by_reason: &'j dyn Fn(&R) -> bool,
}

/// How the accounts of who asks and of what is asked for are to stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Accounts {
    /// The same: policies of the principal decide.
    Own,
    /// Others: the policy of the resource decides, whoever asks may do everything.
    Other,
    /// Both are this one.
    Both(String),
}

/// A request that gives these answers and that the judge confirms.
pub(crate) fn build<R: Asked>(
    world: &World<'_>,
    answers: &Answers,
    accounts: &Accounts,
    judge: &Judge<'_, R>,
) -> Result<Outcome<Shown<R>>, Exhausted> {
    let action = match world.action {
        Some(action) => Some(action.to_string()),
        None => example(&world.action_groups(answers.of(&Part::Action)), world.budget)?,
    };
    let Some(action) = action else { return Ok(Outcome::Unknown) };
    let (service, _) = action.split_once(':').unwrap_or_default();
    let variables = Variables::of(world, answers);
    let cases = open_cases(world, answers, &variables)?;
    if cases.is_empty() {
        return Ok(Outcome::Nothing);
    }
    // What is compared may be equal, or almost.
    let levels: &[bool] = if variables.equal.is_empty() { &[false] } else { &[true, false] };
    let rounds = cases.iter().flat_map(|case| {
        levels
            .iter()
            .flat_map(move |it| (0..Variables::ROUNDS).map(move |round| (case, *it, round)))
    });
    for (case, is_level, round) in rounds {
        let Some(mut guess) = variables.guess(world, answers, round)? else { continue };
        guess.extend(case.clone());
        if is_level {
            variables.level(&mut guess);
        }
        let Some(somebody) = who(world, answers, accounts, ("", named(&guess)))? else {
            continue;
        };
        for key in &variables.of_principal {
            let value = TiedKey::of(key).and_then(|it| it.of_principal(&somebody));
            guess.insert(key.clone(), value.map_or(Held::Absent, Held::One));
        }
        let Some((resource, values)) = choose(world, answers, &variables, &guess)? else {
            continue;
        };
        let accounts_of_resource = [
            Some(ACCOUNT),
            Some(OTHER_ACCOUNTS[0]),
            Some(OTHER_ACCOUNTS[1]),
            None,
            Some("aws"),
            Some(""),
        ];
        for account in accounts_of_resource {
            let Some(resource) = resource.of_account(world, service, account)? else { continue };
            let who = if variables.of_principal.is_empty() {
                who(world, answers, accounts, (&resource, Vec::new()))?
            } else {
                Some(somebody.clone())
            };
            let linked = linked_role(world, answers, account.unwrap_or(ACCOUNT))?;
            for who in who.into_iter().chain(linked) {
                let candidate = Candidate {
                    world,
                    principal: &who,
                    action: &action,
                    resource: &resource,
                    accounts,
                    values: &values,
                };
                if let Some(witness) = candidate.confirmed(judge) {
                    return Ok(Outcome::Found(witness));
                }
            }
        }
    }
    Ok(Outcome::Unknown)
}

/// A role that a service made for itself: it may do what AWS keeps from customers.
fn linked_role(
    world: &World<'_>,
    answers: &Answers,
    account: &str,
) -> Result<Option<String>, Exhausted> {
    if *world.class != PrincipalClass::Role {
        return Ok(None);
    }
    let Some(groups) = world.principal_groups(answers.of(&Part::Principal)) else {
        return Ok(None);
    };
    let path = "role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2";
    let mut groups = widened(&groups);
    groups.extend(world.of_principal.iter().cloned());
    groups.push(Group::some(vec![literal(&format!("arn:aws:iam::{account}:{path}"))]));
    example(&groups, world.budget)
}

/// Resources that would do.
struct Resources {
    groups: Vec<Group>,
}

/// The resource and the other keys, with these values of variables; none if they do not go together.
fn choose(
    world: &World<'_>,
    answers: &Answers,
    variables: &Variables,
    guess: &HeldKeys,
) -> Result<Option<(Resources, HeldKeys)>, Exhausted> {
    let mut values = guess.clone();
    let keys: BTreeSet<String> = answers
        .parts
        .keys()
        .filter_map(|part| match part {
            Part::Key(key) => Some(key.to_string()),
            _ => None,
        })
        .chain(variables.all.iter().cloned())
        .collect();
    // Those first whose values others need.
    let (first, others): (Vec<_>, Vec<_>) =
        keys.into_iter().partition(|key| variables.all.contains(key));
    for key in first.iter().chain(&others) {
        let part = Part::Key(key.as_str().into());
        let asked = answers.of(&part);
        let known = |name: &str| known(&values, name);
        let tests: Vec<_> = world
            .tests(asked)
            .into_iter()
            .map(|(test, holds)| (with_values(test, &known), holds))
            .collect();
        let tests: Vec<_> = tests.iter().map(|(test, holds)| (test, *holds)).collect();
        let held = if let Some(held) = guess.get(key) {
            let fits = tests.iter().all(|(test, holds)| match held {
                Held::Absent => test.passes_absent() == *holds,
                Held::One(value) => test.passes_one(value) == *holds,
                Held::Many(_) => true,
            });
            if !fits {
                return Ok(None);
            }
            held.clone()
        } else {
            let open = (true, world.carries(key));
            match find(KeyType::of(key), &tests, open, world.budget)? {
                Sought::Found(held) => held,
                Sought::Nothing | Sought::Unknown => return Ok(None),
            }
        };
        values.insert(key.clone(), held);
    }
    let Some(groups) = world.resource_groups(answers.of(&Part::Resource)) else { return Ok(None) };
    let known = |name: &str| known(&values, name);
    let fill =
        |group: &Group| Group { positive: group.positive, words: filled(&group.words, &known) };
    let groups = groups.iter().map(fill).collect();
    Ok(Some((Resources { groups }, values)))
}

/// What is known of a variable once values are chosen: of a key without one, that it has none.
fn known(values: &HeldKeys, name: &str) -> Known {
    single(values, name).map_or(Known::Absent, Known::Value)
}

impl Resources {
    /// One of them, of this account if the ARN leaves that open.
    fn of_account(
        &self,
        world: &World<'_>,
        service: &str,
        account: Option<&str>,
    ) -> Result<Option<String>, Exhausted> {
        let plain = Chosen {
            partition: Some("aws"),
            service: Some(service),
            region: Some("us-east-1"),
            account,
            name: Some("example"),
        };
        let unnamed = Chosen { name: None, ..plain };
        let anywhere = Chosen { region: None, ..unnamed };
        let in_any_partition = Chosen { partition: None, service: None, ..anywhere };
        for chosen in [plain, unnamed, anywhere, in_any_partition] {
            let Some(text) = self.chosen(world, chosen)? else { continue };
            if chosen.region.is_some() {
                return Ok(Some(text));
            }
            // A region that there is, if one will do.
            let fields: Vec<&str> = text.splitn(6, ':').collect();
            let (partition, account) = match fields.as_slice() {
                [_, partition, _, _, account, _] => (*partition, *account),
                _ => return Ok(Some(text)),
            };
            let account = Some(account);
            for region in regions(partition) {
                let there = Chosen {
                    partition: Some(partition),
                    service: None,
                    region: Some(region),
                    account,
                    name: None,
                };
                if let Some(better) = self.chosen(world, there)? {
                    return Ok(Some(better));
                }
            }
            return Ok(Some(text));
        }
        Ok(None)
    }

    fn chosen(&self, world: &World<'_>, chosen: Chosen<'_>) -> Result<Option<String>, Exhausted> {
        let mut groups = vec![Group::some(vec![world.universe.word(chosen)])];
        groups.extend(self.groups.iter().cloned());
        example(&groups, world.budget)
    }
}

/// Somebody who asks for the resource, whose ARN is in each of these groups, too.
fn who(
    world: &World<'_>,
    answers: &Answers,
    accounts: &Accounts,
    (resource, named): (&str, Vec<Group>),
) -> Result<Option<String>, Exhausted> {
    if let PrincipalClass::Only(text) = world.class {
        return Ok(Some(text.to_string()));
    }
    let Some(groups) = world.principal_groups(answers.of(&Part::Principal)) else {
        return Ok(None);
    };
    let mut groups = widened(&groups);
    groups.extend(world.of_principal.iter().cloned().chain(named));
    let of_resource = resource.split(':').nth(4).filter(|it| it.len() == 12);
    let mut preferred: Vec<&str> = match accounts {
        Accounts::Own => vec![of_resource.unwrap_or(ACCOUNT)],
        Accounts::Other => OTHER_ACCOUNTS.into_iter().chain([ACCOUNT]).collect(),
        Accounts::Both(account) => vec![account],
    };
    if *accounts == Accounts::Other
        && let Some(own) = of_resource
    {
        groups.push(Group::none(TiedKey::Account.of_arn(&[literal(own)])));
        preferred.retain(|it| *it != own);
    }
    let kind = if *world.class == PrincipalClass::Role { "role" } else { "user" };
    for account in preferred {
        let plain = literal(&format!("arn:aws:iam::{account}:{kind}/example"));
        let any = principal::universe(world.class, Some("aws"), Some(account));
        for word in std::iter::once(plain).chain(any) {
            let mut all = vec![Group::some(vec![word])];
            all.extend(groups.iter().cloned());
            if let Some(text) = example(&all, world.budget)? {
                return Ok(Some(text));
            }
        }
    }
    for partition in [Some("aws"), None] {
        let any = principal::universe(world.class, partition, None);
        let mut all = vec![Group::some(any.into_iter().collect())];
        all.extend(groups.iter().cloned());
        if let Some(text) = example(&all, world.budget)? {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// A request that may be a witness.
struct Candidate<'c> {
    world: &'c World<'c>,
    principal: &'c str,
    action: &'c str,
    resource: &'c str,
    accounts: &'c Accounts,
    values: &'c HeldKeys,
}

impl Candidate<'_> {
    fn confirmed<R: Asked>(&self, judge: &Judge<'_, R>) -> Option<Shown<R>> {
        let principal: RequestPrincipal = self.principal.parse().ok()?;
        let of_resource = self.resource.split(':').nth(4).filter(|it| it.len() == 12);
        let is_identity = matches!(self.world.class, PrincipalClass::Role | PrincipalClass::User);
        // Of the same account it would want policies of its own.
        if *self.accounts == Accounts::Other
            && is_identity
            && of_resource.is_some()
            && principal.account() == of_resource
        {
            return None;
        }
        let resource_account = match self.accounts {
            // Of its own account, if the ARN does not say another.
            Accounts::Own => {
                principal.account().filter(|own| of_resource.is_some_and(|it| it != *own))
            }
            Accounts::Other if of_resource.is_some() => None,
            Accounts::Other => Some(match single(self.values, RESOURCE_ACCOUNT) {
                Some(_) => "",
                None if principal.account() == Some(ACCOUNT) => OTHER_ACCOUNTS[0],
                None => ACCOUNT,
            }),
            Accounts::Both(account) => {
                Some(account.as_str()).filter(|own| Some(*own) != of_resource)
            }
        };
        let held = single(self.values, RESOURCE_ACCOUNT);
        let resource_account = match (resource_account, held) {
            (Some(""), Some(held)) => Some(held),
            (own, _) => own.map(str::to_owned),
        };
        if *self.accounts == Accounts::Other
            && is_identity
            && resource_account.is_some()
            && principal.account() == resource_account.as_deref()
        {
            return None;
        }
        let request = R::asked(self.principal, self.action, self.resource)?;
        let request = match &resource_account {
            Some(account) => request.of_account(account)?,
            None => request,
        };
        let tied = self.tied_keys();
        let owners: &[Option<&str>] = match of_resource {
            Some(own) if resource_account.is_some() => &[Some(own)],
            // Whose it is, an ARN without account does not say: a document of AWS is one of AWS's accounts.
            None if *self.accounts == Accounts::Own && tied.contains(RESOURCE_ACCOUNT) => {
                &[None, Some(OTHER_ACCOUNTS[0]), Some(OTHER_ACCOUNTS[1])]
            }
            _ => &[None],
        };
        let mut requests = owners.iter().map(|owner| self.context(&request, &tied, *owner));
        let request = requests.find_map(|context| fewest_keys(&request, context, judge))?;
        Some(Shown { request, resource_account })
    }

    /// The keys of the request, where this account is the owner of the resource.
    fn context<R: Asked>(
        &self,
        request: &R,
        tied: &BTreeSet<String>,
        owner: Option<&str>,
    ) -> Context {
        let mut context = Context::new();
        let own = self.values.iter().filter(|(key, _)| TiedKey::of(key).is_none());
        for (key, held) in own {
            let name = self.world.facts.spelled(key);
            match held {
                Held::Absent => {}
                Held::One(value) => context.set(name, value.clone()),
                Held::Many(values) => context.set(name, values.clone()),
            }
        }
        if let Some(owner) = owner {
            context.set(self.world.facts.spelled(RESOURCE_ACCOUNT), owner.to_owned());
        }
        // What follows from principal and resource, where a policy asks for it.
        let filled = request.clone().filled_in();
        for key in tied {
            if context.values(key).is_empty()
                && let [value] = filled.keys().values(key)
            {
                context.set(self.world.facts.spelled(key), ContextValue::One(value.clone()));
            }
        }
        context
    }

    /// The keys that follow from others and that the policies ask for.
    fn tied_keys(&self) -> BTreeSet<String> {
        let is_tied = |key: &str| TiedKey::of(key).is_some() || key == RESOURCE_ACCOUNT;
        let tests = self.world.facts.all.iter().filter_map(|fact| match fact {
            Fact::Test { key, .. } if is_tied(key) => Some(key.to_string()),
            _ => None,
        });
        let variables =
            self.world.facts.words().flat_map(|word| word.iter()).filter_map(|atom| match atom {
                Atom::Value(variable) if is_tied(&variable.key) => Some(variable.key.to_string()),
                _ => None,
            });
        tests.chain(variables).collect()
    }
}

/// The request with those of the keys that count; none if the judge does not confirm it.
fn fewest_keys<R: Asked>(request: &R, mut context: Context, judge: &Judge<'_, R>) -> Option<R> {
    let with = |context: &Context| request.clone().with_keys(context.clone());
    let holds = |request: &R| {
        !request.ignores_keys()
            && (judge.confirms)(request)
            && (judge.confirms)(&request.clone().filled_in())
    };
    if !holds(&with(&context)) {
        return None;
    }
    let is_by_reason = (judge.is_by_reason)(&with(&context));
    // Only the keys that count.
    let keys: Vec<String> = context.keys().map(str::to_owned).collect();
    for key in keys {
        let mut fewer = context.clone();
        fewer.set(key, Vec::new());
        let request = with(&fewer);
        if holds(&request) && (!is_by_reason || (judge.is_by_reason)(&request)) {
            context = fewer;
        }
    }
    Some(with(&context))
}
