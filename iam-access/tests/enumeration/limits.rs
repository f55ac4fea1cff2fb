//! Several policies a side, with what limits them.

use crate::PAIRS;
use crate::world::{Dice, attack, requests, statement};
use iam_access::{Answer, EffectivePermissions, LimitedResource, Verdict, no_new_access};
use iam_core::policy::{
    Identity, Kind, Policy, ResourceControlPolicy, ResourcePolicy, ServiceControlPolicy,
};
use iam_evaluate::{Decision, Evaluator, Policies, Request, ResourceGrant};

/// A side, as it is written.
#[derive(Clone, Default)]
struct Texts {
    identity: Vec<String>,
    boundary: Option<String>,
    service_control: Vec<Vec<String>>,
    resource_control: Vec<String>,
}

/// A side, read.
struct Owned {
    identity: Vec<Policy<Identity>>,
    boundary: Option<Policy<Identity>>,
    service_control: Vec<Vec<ServiceControlPolicy>>,
    resource_control: Vec<ResourceControlPolicy>,
}

const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

fn document(statements: &[String]) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
}

/// What limits: mostly a policy that allows everything, and denials beside it.
fn limit(dice: &mut Dice) -> String {
    let mut statements: Vec<String> = (0..=dice.roll(2)).map(|_| statement(dice, None)).collect();
    if dice.roll(3) > 0 {
        statements.push(ALL.to_owned());
    }
    document(&statements)
}

fn protection(dice: &mut Dice) -> String {
    let denial = statement(dice, Some(&[r#""*""#]));
    let denial = denial.replace(r#""Effect":"Allow""#, r#""Effect":"Deny""#);
    document(&[denial.replace("NotPrincipal", "Principal")])
}

impl Texts {
    fn rolled(dice: &mut Dice) -> Self {
        let identity = |dice: &mut Dice| {
            let own: Vec<String> = (0..=dice.roll(2)).map(|_| statement(dice, None)).collect();
            document(&own)
        };
        Self {
            identity: (0..=dice.roll(2)).map(|_| identity(dice)).collect(),
            boundary: (dice.roll(2) == 0).then(|| limit(dice)),
            service_control: (0..dice.roll(3))
                .map(|_| (0..=dice.roll(2)).map(|_| limit(dice)).collect())
                .collect(),
            resource_control: (0..dice.roll(2)).map(|_| protection(dice)).collect(),
        }
    }

    /// The same with one part rolled anew.
    fn changed(&self, dice: &mut Dice) -> Self {
        let other = Self::rolled(dice);
        let mut changed = self.clone();
        match dice.roll(5) {
            0 => changed.identity = other.identity,
            1 => changed.boundary = other.boundary,
            2 => changed.service_control = other.service_control,
            3 => changed.resource_control = other.resource_control,
            _ => {
                changed.service_control.pop();
                changed.resource_control.pop();
            }
        }
        changed
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        let scps = self.service_control.iter().flatten();
        self.identity.iter().chain(&self.boundary).chain(scps).chain(&self.resource_control)
    }

    fn joined(&self) -> String {
        self.all().map(String::as_str).collect::<Vec<_>>().join("\n  ")
    }

    fn read(&self) -> Owned {
        Owned {
            identity: self.identity.iter().map(|it| read(it)).collect(),
            boundary: self.boundary.as_ref().map(|it| read(it)),
            service_control: self
                .service_control
                .iter()
                .map(|level| level.iter().map(|it| read(it)).collect())
                .collect(),
            resource_control: self.resource_control.iter().map(|it| read(it)).collect(),
        }
    }
}

fn read<K: Kind>(text: &str) -> Policy<K> {
    Policy::from_json(text).expect("a policy")
}

impl Owned {
    fn permissions(&self) -> EffectivePermissions<'_> {
        let mut all = EffectivePermissions::new();
        for policy in &self.identity {
            all = all.identity(policy);
        }
        if let Some(policy) = &self.boundary {
            all = all.permissions_boundary(policy);
        }
        for level in &self.service_control {
            all = all.service_control_level(level);
        }
        all.resource_control_level(&self.resource_control)
    }

    /// Put together apart from what is asked about.
    fn evaluator(&self) -> Evaluator {
        let mut all = Policies::new();
        for policy in &self.identity {
            all = all.identity(policy);
        }
        if let Some(policy) = &self.boundary {
            all = all.permissions_boundary(policy);
        }
        for level in &self.service_control {
            all = all.service_control_level(level);
        }
        Evaluator::new(&all.resource_control_level(&self.resource_control))
    }

    /// Whether a request is allowed by the policies alone, one after the other: by IAM's rule, not by the
    /// evaluator's reading of it.
    fn allows_one_by_one(&self, request: &Request) -> bool {
        let delegating = delegating(request);
        let alone = |policies: Policies<'_>| {
            Evaluator::new(&policies.resource(&delegating)).decide(request)
        };
        let everything: Policy<Identity> = read(&document(&[ALL.to_owned()]));
        let all = self.identity.iter().chain(&self.boundary);
        let own = all.map(|it| alone(Policies::new().identity(it)));
        let scp = |it| alone(Policies::new().identity(&everything).service_control_level([it]));
        let rcp = |it| alone(Policies::new().identity(&everything).resource_control_level([it]));
        let scps = self.service_control.iter().flatten().map(scp);
        let denied = own.chain(scps).chain(self.resource_control.iter().map(rcp));
        if denied.into_iter().any(|it| it == Decision::ExplicitDeny) {
            return false;
        }
        let allows = |it| alone(Policies::new().identity(it)) == Decision::Allow;
        self.identity.iter().any(allows)
            && self.boundary.iter().all(allows)
            && self
                .service_control
                .iter()
                .all(|level| level.iter().any(|it| scp(it) == Decision::Allow))
    }
}

/// What leaves it to the account: keys and roles need it, to others it makes no difference.
fn delegating(request: &Request) -> ResourcePolicy {
    let account = request.principal().account().expect("an account");
    let statement = format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"*","Resource":"*"}}"#
    );
    read(&document(&[statement]))
}

fn asks() -> Vec<Request> {
    requests(&["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:user/ann"])
        .into_iter()
        .map(|request| request.with_resource_account("111122223333").expect("an account"))
        .collect()
}

/// Each FAIL is confirmed on both whole sides, policy by policy.
fn confirm(answer: &Answer, old: &Owned, new: &Owned, what: &str) {
    for reason in answer.reasons() {
        let request = reason.witness.request();
        let policy = &new.identity[reason.policy];
        assert!(policy.statements().len() > reason.statement, "{what}");
        let delegating = delegating(request);
        let alone = Evaluator::new(&Policies::new().identity(policy).resource(&delegating));
        assert_ne!(alone.decide(request), Decision::ImplicitDeny, "{what}\n{request:?}");
        assert!(new.allows_one_by_one(request), "{what}\n{request:?}");
        assert!(!old.allows_one_by_one(request), "{what}\n{request:?}");
    }
}

#[test]
fn no_set_of_policies_passes_with_new_access() {
    let requests = asks();
    let (mut undecided, mut failed, mut passed) = (0, 0, 0);
    for seed in 1..=PAIRS {
        let mut dice = Dice(seed.wrapping_mul(0xa076_1d64_78bd_642f));
        let before = Texts::rolled(&mut dice);
        let after =
            if dice.roll(4) == 0 { Texts::rolled(&mut dice) } else { before.changed(&mut dice) };
        let (old, new) = (before.read(), after.read());
        let what = format!("before\n  {}\nafter\n  {}", before.joined(), after.joined());
        let answer = no_new_access(&old.permissions(), &new.permissions());
        confirm(&answer, &old, &new, &what);
        let (was, is) = (old.evaluator(), new.evaluator());
        let gains = |request: &Request| {
            is.decide(request) == Decision::Allow && was.decide(request) != Decision::Allow
        };
        let texts = [before.joined(), after.joined()];
        if !attack(&answer, &[&texts[0], &texts[1]], &requests, &gains) {
            undecided += 1;
            println!("{what}\n{:?}", answer.unknown());
        }
        failed += u64::from(answer.verdict() == Verdict::Fail);
        passed += u64::from(answer.verdict() == Verdict::Pass);
        let same = no_new_access(&old.permissions(), &old.permissions());
        assert_eq!(same.verdict(), Verdict::Pass, "{what}");
    }
    println!("{passed} passed, {failed} failed, {undecided} of {PAIRS} undecided");
    assert!(passed * 8 >= PAIRS && failed * 8 >= PAIRS, "{passed} passed, {failed} failed");
    assert!(undecided * 50 <= PAIRS, "{undecided} of {PAIRS}");
}

#[test]
fn limits_never_widen() {
    for seed in 1..=PAIRS {
        let mut dice = Dice(seed.wrapping_mul(0xe703_7ed1_a0b4_28db));
        let (texts, more) = (Texts::rolled(&mut dice), limit(&mut dice));
        let owned = texts.read();
        let all = || owned.permissions();
        let scp: ServiceControlPolicy = read(&more);
        let rcp: ResourceControlPolicy = read(&protection(&mut dice));
        let boundary: Policy<Identity> = read(&more);
        let mut limited = vec![
            all().service_control_level([&scp]),
            all().resource_control_level([&rcp]),
            all().service_control_level([]),
        ];
        if owned.boundary.is_none() {
            limited.push(all().permissions_boundary(&boundary));
        }
        for new in &limited {
            let verdict = no_new_access(&all(), new).verdict();
            assert_ne!(verdict, Verdict::Fail, "{}\n{more}", texts.joined());
        }
        // What allows everything limits nothing, and what a level allows is in one policy or in two.
        let everything: ServiceControlPolicy = read(&document(&[ALL.to_owned()]));
        let same = [all().service_control_level([&everything, &everything]), all()];
        let all_of = all().service_control_level([&everything]);
        for new in &same {
            let verdict = no_new_access(&all_of, new).verdict();
            assert_eq!(verdict, Verdict::Pass, "{}", texts.joined());
            let verdict = no_new_access(new, &all_of).verdict();
            assert_eq!(verdict, Verdict::Pass, "{}", texts.joined());
        }
    }
}

#[test]
fn one_policy_without_limits_is_asked_the_same() {
    for seed in 1..=PAIRS {
        let mut dice = Dice(seed.wrapping_mul(0x8ebc_6af0_9c88_c6e3));
        let mut texts = || crate::world::document(&mut dice, None);
        let (old, new): (Policy, Policy) = (read(&texts()), read(&texts()));
        let of = |policy| EffectivePermissions::new().identity(policy);
        let alone = no_new_access(&old, &new);
        let within = no_new_access(&of(&old), &of(&new));
        assert_eq!(alone.verdict(), within.verdict(), "{}\n{}", old.to_json(), new.to_json());
        let places = |answer: &Answer| {
            answer.reasons().iter().map(|it| (it.policy, it.statement)).collect::<Vec<_>>()
        };
        assert_eq!(places(&alone), places(&within));
    }
}

#[test]
fn no_protected_resource_passes_with_new_access() {
    const PRINCIPALS: &[&str] = &[
        r#""*""#,
        r#"{"AWS":"111122223333"}"#,
        r#"{"AWS":["arn:aws:iam::111122223333:user/ann","444455556666"]}"#,
        r#"{"Service":"sns.amazonaws.com"}"#,
    ];
    let requests = requests(&[
        "arn:aws:iam::111122223333:role/app",
        "arn:aws:iam::444455556666:role/web",
        "sns.amazonaws.com",
        "ec2.amazonaws.com",
        "*",
    ]);
    let everything: Policy<Identity> = read(&document(&[ALL.to_owned()]));
    let (mut undecided, mut failed) = (0, 0);
    for seed in 1..=PAIRS {
        let mut dice = Dice(seed.wrapping_mul(0x5899_65cc_7537_4cc3));
        let mut resource = || crate::world::document(&mut dice, Some(PRINCIPALS));
        let first = resource();
        let second = if seed % 2 == 0 { first.clone() } else { resource() };
        let mut rcp = || protection(&mut dice);
        let rcps = [rcp(), rcp(), rcp()];
        let (old, new): (ResourcePolicy, ResourcePolicy) = (read(&first), read(&second));
        let [one, two, other]: [ResourceControlPolicy; 3] = rcps.each_ref().map(|it| read(it));
        let before = LimitedResource::new(&old).resource_control_level([&one, &two]);
        let after = LimitedResource::new(&new).resource_control_level([&one]);
        let after = if seed % 3 == 0 { after.resource_control_level([&other]) } else { after };
        let answer = no_new_access(&before, &after);
        let policies = |policy, rcps: &[&_]| {
            let all = Policies::new().identity(&everything).resource(policy);
            Evaluator::new(&all.resource_control_level(rcps.iter().copied()))
        };
        let last: &[&_] = if seed % 3 == 0 { &[&one, &other] } else { &[&one] };
        let (was, is) = (policies(&old, &[&one, &two]), policies(&new, last));
        let gains = |request: &Request| {
            let of_resource = request.resource().split(':').nth(4).filter(|it| !it.is_empty());
            if of_resource.is_some() && of_resource == request.principal().account() {
                let grant = |evaluator: &Evaluator| match evaluator.decide(request) {
                    Decision::ExplicitDeny => ResourceGrant::None,
                    _ => evaluator.resource_grant(request),
                };
                return grant(&is) > ResourceGrant::None && grant(&was) == ResourceGrant::None;
            }
            let request = match of_resource {
                Some(_) => request.clone(),
                None => request.clone().with_resource_account("999999999999").expect("an account"),
            };
            is.decide(&request) == Decision::Allow && was.decide(&request) != Decision::Allow
        };
        let texts = [format!("{first}\n  {}", rcps.join("\n  ")), second.clone()];
        if !attack(&answer, &[&texts[0], &texts[1]], &requests, &gains) {
            undecided += 1;
            println!("{}\n{}\n{:?}", texts[0], texts[1], answer.unknown());
        }
        failed += u64::from(answer.verdict() == Verdict::Fail);
        let verdict = no_new_access(&before, &before).verdict();
        assert_eq!(verdict, Verdict::Pass);
        // A limit never widens, and one that is not there changes nothing.
        let bare = LimitedResource::new(&old);
        let verdict = no_new_access(&bare, &before).verdict();
        assert_ne!(verdict, Verdict::Fail, "{}", texts[0]);
        let alone = no_new_access(&old, &new).verdict();
        let within = LimitedResource::new(&new);
        assert_eq!(no_new_access(&bare, &within).verdict(), alone);
    }
    println!("{failed} failed, {undecided} of {PAIRS} undecided");
    assert!(failed * 8 >= PAIRS, "{failed} failed");
    assert!(undecided * 50 <= PAIRS, "{undecided} of {PAIRS}");
}
