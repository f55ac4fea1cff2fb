//! Policies at random beside changed ones: whatever passes is attacked with requests at random, and laws hold.

use iam_access::{Verdict, no_new_access};
use iam_core::policy::{Effect, Identity, Policy, PolicyType};
use iam_evaluate::{Context, ContextValue, Decision, Evaluator, Policies, Request};
use iam_generate::{Dice, Given, Question, Vocabulary};

/// How many pairs are compared, and how many requests each that passes is attacked with.
const PAIRS: u64 = if cfg!(debug_assertions) { 150 } else { 2_000 };
const REQUESTS: u64 = if cfg!(debug_assertions) { 200 } else { 10_000 };

/// Somebody of the account of the resource asks, with the keys that follow from it.
fn request(question: &Question) -> Option<Request> {
    let request = Request::new(question.principal, question.action, question.resource).ok()?;
    if !request.principal().is_identity() {
        return None;
    }
    let account = request.principal().account()?.to_owned();
    let entries = question.context.iter().map(|(key, given)| {
        let value = match given {
            Given::One(value) => ContextValue::from(*value),
            Given::Many(values) => ContextValue::from(values.as_slice()),
        };
        (*key, value)
    });
    // What follows from the principal is left to follow.
    let follows = |key: &str| {
        let tied = ["principalarn", "principalaccount", "username", "principaltype"];
        tied.iter().any(|tail| key.to_ascii_lowercase() == format!("aws:{tail}"))
            || key.eq_ignore_ascii_case("aws:ResourceAccount")
            || key.eq_ignore_ascii_case("aws:PrincipalIsAWSService")
    };
    let context: Context = entries.filter(|(key, _)| !follows(key)).collect();
    let request = request.with_resource_account(&account).ok()?;
    Some(request.with_context(context).fill_in())
}

#[test]
fn what_passes_withstands_requests_at_random() {
    let words = &Vocabulary::SMALL;
    let (mut passed, mut undecided) = (0, 0);
    for seed in 0..PAIRS {
        let mut dice = Dice::new(seed, &[]);
        let old: Policy<Identity> = iam_generate::policy(&mut dice, words);
        let new = if dice.one_in(4) {
            iam_generate::policy(&mut dice, words)
        } else {
            iam_generate::changed(&mut dice, words, &old)
        };
        let verdict = no_new_access(&old, &new).verdict();
        undecided += u64::from(verdict == Verdict::Unknown);
        if verdict != Verdict::Pass {
            continue;
        }
        passed += 1;
        let evaluator = |policy| Evaluator::new(&Policies::new().identity(policy));
        let (before, after) = (evaluator(&old), evaluator(&new));
        for _ in 0..REQUESTS {
            let Some(request) = request(&iam_generate::question(&mut dice, words)) else {
                continue;
            };
            assert!(
                after.decide(&request) != Decision::Allow
                    || before.decide(&request) == Decision::Allow,
                "{}\n{}\n{request:?}",
                old.to_json(),
                new.to_json()
            );
        }
        // One denial more grants nothing.
        let drawn = iam_generate::statement(&mut dice, words, PolicyType::Identity);
        let mut statements = new.statements().to_vec();
        statements.push(iam_core::policy::Statement { effect: Effect::Deny, ..drawn });
        if new.version() == Some(iam_core::policy::Version::V2012_10_17) {
            let stricter: Policy<Identity> = Policy::new(statements).expect("fit statements");
            let verdict = no_new_access(&old, &stricter).verdict();
            assert_ne!(verdict, Verdict::Fail, "{}\n{}", old.to_json(), stricter.to_json());
        }
    }
    println!("{passed} of {PAIRS} passed, {undecided} undecided");
    assert!(passed * 10 > PAIRS, "{passed} passed");
    assert!(undecided * 50 <= PAIRS, "{undecided} undecided");
}
