//! Do two policies grant the same, whatever actions, resources and keys AWS may have some day?

use crate::answer::Verdict;
use crate::budget::{Budget, Exhausted};
use crate::fact::{Asked, Facts, Literal};
use crate::group::Group;
use crate::principal::{Named, PrincipalClass};
use crate::search::{Outcome, search};
use crate::universe::Universe;
use crate::world::{Proved, World};
use iam_core::policy::{Effect, Kind, Policy, Statement, Version};
use std::collections::HashSet;

/// How many steps the proof of one way may take for each sort of principal.
const STEPS: u64 = 16_000_000;

/// The rules of a policy, of any action: those that allow, and those that deny.
struct Rules {
    allows: Vec<Vec<Literal>>,
    denies: Vec<Vec<Literal>>,
}

impl Rules {
    /// The denials, beside a statement that allows everything.
    fn beside_everything(&self) -> Self {
        Self { allows: vec![Vec::new()], denies: self.denies.clone() }
    }
}

/// Whether both policies allow and deny the same requests: of any action, on any resource, with any keys, and
/// to each principal as directly. PASS if they do, FAIL if a request seems to tell them apart.
///
/// # Examples
///
/// ```
/// use iam_access::{Verdict, equivalent};
/// use iam_core::policy::Policy;
/// let policy = |actions: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": {actions}, "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let all = policy(r#""s3:Get*""#);
/// assert_eq!(equivalent(&all, &policy(r#"["s3:GetObject", "s3:get*"]"#)), Verdict::Pass);
/// assert_eq!(equivalent(&all, &policy(r#""s3:GetObject""#)), Verdict::Fail);
/// ```
#[must_use]
pub fn equivalent<K: Kind>(one: &Policy<K>, other: &Policy<K>) -> Verdict {
    let ways = [(one, other), (other, one)];
    let mut verdict = Verdict::Pass;
    for (old, new) in ways {
        match grants_no_more(old, new) {
            Ok(Outcome::Nothing) => {}
            Ok(Outcome::Found(())) => return Verdict::Fail,
            Ok(Outcome::Unknown) | Err(Exhausted) => verdict = Verdict::Unknown,
        }
    }
    verdict
}

/// A request of any sort that `new` allows and `old` does not.
fn grants_no_more<K: Kind>(old: &Policy<K>, new: &Policy<K>) -> Result<Outcome<()>, Exhausted> {
    let mut facts = Facts::default();
    let mut outcome = Outcome::Nothing;
    for direct in [false, true] {
        let (before, after) = (rules(old, &mut facts, direct), rules(new, &mut facts, direct));
        // What is denied counts where nothing is allowed, too: other policies may allow it.
        let (spared, denied) = (before.beside_everything(), after.beside_everything());
        for class in classes(old, new) {
            for (before, after) in [(&before, &after), (&spared, &denied)] {
                match grants(&facts, &class, before, after)? {
                    Outcome::Nothing => {}
                    Outcome::Unknown => outcome = Outcome::Unknown,
                    found @ Outcome::Found(()) => return Ok(found),
                }
            }
        }
    }
    Ok(outcome)
}

fn grants(
    facts: &Facts,
    class: &PrincipalClass,
    before: &Rules,
    after: &Rules,
) -> Result<Outcome<()>, Exhausted> {
    // What stands in both lists of denials is denied by both.
    let kept: HashSet<&Vec<Literal>> = after.denies.iter().collect();
    let undone: Vec<&Vec<Literal>> = before.denies.iter().filter(|it| !kept.contains(it)).collect();
    let same: HashSet<&Vec<Literal>> = before.allows.iter().collect();
    let (groups, proved): (Vec<Group>, _) = (Vec::new(), Proved::default());
    let budget = Budget::new(STEPS);
    let mut outcome = Outcome::Nothing;
    for allow in &after.allows {
        if undone.is_empty() && same.contains(allow) {
            continue;
        }
        let world = World::new(facts, class, &Universe::Free, None, &groups, &budget, &proved);
        let denied = after.denies.iter().map(Vec::as_slice);
        let mut cases: Vec<(Vec<Literal>, Vec<&[Literal]>)> = Vec::new();
        for old in &undone {
            let wanted = allow.iter().chain(*old).copied().collect();
            cases.push((wanted, denied.clone().collect()));
        }
        let others = before.allows.iter().map(Vec::as_slice);
        cases.push((allow.clone(), denied.clone().chain(others).collect()));
        for (wanted, rules) in &cases {
            if rules.iter().any(|rule| rule.is_empty()) {
                continue;
            }
            match search(&world, wanted, rules, &mut |_, _| Ok(Outcome::Found(())))? {
                Outcome::Nothing => {}
                Outcome::Unknown => outcome = Outcome::Unknown,
                found @ Outcome::Found(()) => return Ok(found),
            }
        }
    }
    Ok(outcome)
}

fn rules<K: Kind>(policy: &Policy<K>, facts: &mut Facts, direct: bool) -> Rules {
    let mut rules = Rules { allows: Vec::new(), denies: Vec::new() };
    for statement in policy.statements() {
        // Denials do not ask how directly somebody is named.
        let direct = direct && statement.effect == Effect::Allow;
        let Some(literals) = literals(statement, policy.version(), facts, direct) else { continue };
        match statement.effect {
            Effect::Allow => rules.allows.push(literals),
            Effect::Deny => rules.denies.push(literals),
        }
    }
    rules
}

fn literals(
    statement: &Statement,
    version: Option<Version>,
    facts: &mut Facts,
    direct: bool,
) -> Option<Vec<Literal>> {
    let Asked::These(mut all) = facts.action(&statement.action) else { return None };
    let Asked::These(rest) = facts.of_statement(statement, version, direct) else { return None };
    all.extend(rest);
    Some(all)
}

/// Roles, users, and everybody else whom one of the policies names, or may mean.
fn classes<K: Kind>(one: &Policy<K>, other: &Policy<K>) -> Vec<PrincipalClass> {
    let statements = one.statements().iter().chain(other.statements());
    let mut named: Vec<Named> =
        statements.filter_map(|it| it.principal.as_ref()).flat_map(Named::of).collect();
    named.sort_unstable();
    named.dedup();
    let mut all = vec![PrincipalClass::Role, PrincipalClass::User];
    if named.is_empty() {
        return all;
    }
    let others = named.into_iter().filter_map(|named| match named {
        Named::Outside(text) | Named::Identity(text) => Some(text),
        _ => None,
    });
    let unnamed = ["*", "events.amazonaws.com", "accounts.google.com"].map(Box::from);
    all.extend(others.chain(unnamed).map(PrincipalClass::Only));
    all
}
