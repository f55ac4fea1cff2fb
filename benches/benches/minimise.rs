//! The minimiser: how long it takes for all AWS managed policies, and how small it makes verbose ones.
//!
//! Budget, in the release profile and on one core: 10 s for all, be they compressed or not; compressed by words,
//! verbose policies lose 30 %. Beside it stands what CDK's `minimize` does, written here by its rule: two
//! statements without Sids become one if they are equal in effect, conditions, and two of actions, resources and
//! principals. This program fails if a budget is exceeded, or a policy ends larger than by that rule.

use iam_access::{Cut, MinimiseOptions, minimise};
use iam_core::policy::{ActionElement, Policy, ResourceElement, Statement};
use std::io;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use typed_iam_benches::Corpus;

const BUDGET: Duration = Duration::from_secs(10);

/// How many verbose policies are measured, and how many actions one of them writes out at least.
const VERBOSE: usize = 60;
const ACTIONS: usize = 40;

fn main() -> ExitCode {
    typed_iam_benches::verdict(measure())
}

/// Whether all budgets are kept.
fn measure() -> io::Result<bool> {
    let corpus = Corpus::load()?;
    let read = |text: &String| Policy::from_json(text).map_err(io::Error::other);
    let all: Vec<Policy> = corpus.compact.iter().map(read).collect::<io::Result<_>>()?;
    let plain = MinimiseOptions::default();
    let words = plain.compress(Cut::Words);
    println!("{:<34}{:>10}{:>12}{:>9}{:>12}", corpus.name, "policies", "characters", "", "time");
    let before = total(&all);
    row("as written", all.len(), before, before, None);
    let mut kept = true;
    for (name, options) in [("minimised", plain), ("and compressed by words", words)] {
        let (after, took) = sizes(&all, options);
        row(name, all.len(), after.iter().sum(), before, Some(took));
        kept &= took <= BUDGET;
    }
    let verbose: Vec<Policy> = all.into_iter().filter(is_verbose).collect();
    let at = |number: usize| verbose.get(number * verbose.len() / VERBOSE).cloned();
    let verbose: Vec<Policy> = (0..VERBOSE.min(verbose.len())).filter_map(at).collect();
    println!("{:<34}", "verbose ones among them");
    let before = total(&verbose);
    row("as written", verbose.len(), before, before, None);
    let by_cdk: Vec<usize> = verbose.iter().map(by_the_rule_of_cdk).collect();
    row("by the rule of CDK", verbose.len(), by_cdk.iter().sum(), before, None);
    let (after, took) = sizes(&verbose, plain);
    row("minimised", verbose.len(), after.iter().sum(), before, Some(took));
    kept &= after.iter().zip(&by_cdk).all(|(own, other)| own <= other);
    let (after, took) = sizes(&verbose, words);
    let compressed: usize = after.iter().sum();
    row("and compressed by words", verbose.len(), compressed, before, Some(took));
    kept &= compressed * 10 <= before * 7;
    let (after, took) = sizes(&verbose, plain.compress(Cut::Letters));
    row("and compressed by letters", verbose.len(), after.iter().sum(), before, Some(took));
    Ok(kept)
}

fn row(name: &str, policies: usize, size: usize, before: usize, took: Option<Duration>) {
    let per_mille = (before - size.min(before)) * 1000 / before.max(1);
    let saved = if size == before {
        String::new()
    } else {
        format!("-{}.{} %", per_mille / 10, per_mille % 10)
    };
    let took = took.map(|took| format!("{took:.2?}")).unwrap_or_default();
    println!("  {name:<32}{policies:>10}{size:>12}{saved:>9}{took:>12}");
}

fn total(policies: &[Policy]) -> usize {
    policies.iter().map(Policy::json_len).sum()
}

/// How large each is after, and how long that took. Without a quota there is no error.
fn sizes(policies: &[Policy], options: MinimiseOptions) -> (Vec<usize>, Duration) {
    let start = Instant::now();
    let size = |policy: &Policy| {
        let made = minimise(policy, options).map(|it| it.policies);
        made.iter().flatten().map(Policy::json_len).sum()
    };
    let sizes = policies.iter().map(size).collect();
    (sizes, start.elapsed())
}

fn is_verbose(policy: &Policy) -> bool {
    let patterns = policy.statements().iter().flat_map(|it| it.action.patterns());
    patterns.filter(|it| !it.as_str().contains('*')).count() >= ACTIONS
}

/// The size of the policy by the rule of CDK, pair by pair in the order written until nothing changes.
fn by_the_rule_of_cdk(policy: &Policy) -> usize {
    let mut all = policy.statements().to_vec();
    let mut changed = true;
    while changed {
        changed = false;
        let mut at = 0;
        while at < all.len() {
            let mut other = at + 1;
            while other < all.len() {
                let pair = all.get(at).zip(all.get(other));
                if let Some(merged) = pair.and_then(|(one, other)| merged(one, other)) {
                    all.remove(other);
                    if let Some(slot) = all.get_mut(at) {
                        *slot = merged;
                    }
                    changed = true;
                } else {
                    other += 1;
                }
            }
            at += 1;
        }
    }
    let merged: Result<Policy, _> = Policy::new(all);
    let merged = merged.map_or(usize::MAX, |it| it.json_len());
    merged.min(policy.json_len())
}

fn merged(one: &Statement, other: &Statement) -> Option<Statement> {
    let (ActionElement::Action(own), ActionElement::Action(theirs)) = (&one.action, &other.action)
    else {
        return None;
    };
    let (Some(ResourceElement::Resource(ours)), Some(ResourceElement::Resource(resources))) =
        (&one.resource, &other.resource)
    else {
        return None;
    };
    let has_sid = one.sid.is_some() || other.sid.is_some();
    if has_sid || one.effect != other.effect || one.conditions != other.conditions {
        return None;
    }
    let actions = union(own, theirs);
    let all = union(ours, resources);
    let same_actions = actions.len() == own.len() && actions.len() == theirs.len();
    let same_resources = all.len() == ours.len() && all.len() == resources.len();
    (same_actions || same_resources).then(|| Statement {
        action: ActionElement::Action(actions.into()),
        resource: Some(ResourceElement::Resource(all.into())),
        ..one.clone()
    })
}

fn union<T: Clone + PartialEq>(one: &[T], other: &[T]) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for item in one.iter().chain(other) {
        if !all.contains(item) {
            all.push(item.clone());
        }
    }
    all
}
