//! What holds for any policies and any request.

use crate::case::Case;
use iam_core::policy::{Effect, Identity, Policy, PolicyType, Statement};
use iam_evaluate::Decision;
use iam_generate::{Dice, Vocabulary};
use std::borrow::Cow;

const CASES: u64 = 3_000;

fn with(policy: &Policy<Identity>, statements: Vec<Statement>) -> Policy<Identity> {
    Policy::already_read(policy.version(), None, Cow::Owned(statements))
}

/// The same policies with one more statement of this effect in the first.
fn added(number: u64, effect: Effect) -> Option<(Decision, Decision)> {
    let mut dice = Dice::new(number, &[]);
    let mut case = Case::new(&mut dice);
    let before = case.decide();
    let drawn = iam_generate::statement(&mut dice, &Vocabulary::ODD, PolicyType::Identity);
    let statement = Statement { effect, ..drawn };
    let first = case.identity.first_mut()?;
    *first = with(first, [first.statements(), &[statement]].concat());
    Some((before, case.decide()))
}

#[test]
fn a_deny_more_never_allows_more() {
    for number in 0..CASES {
        let Some((before, after)) = added(number, Effect::Deny) else { continue };
        assert!(after == before || after == Decision::ExplicitDeny, "case {number}");
    }
}

#[test]
fn an_allow_more_never_denies_more() {
    for number in 0..CASES {
        let Some((before, after)) = added(number, Effect::Allow) else { continue };
        assert!(after == before || before == Decision::ImplicitDeny, "case {number}");
        assert!(after == before || after == Decision::Allow, "case {number}");
    }
}

#[test]
fn order_does_not_matter() {
    for number in 0..CASES {
        let mut case = Case::new(&mut Dice::new(number, &[]));
        let before = case.decide();
        case.identity.reverse();
        for policy in &mut case.identity {
            *policy = with(policy, policy.statements().iter().rev().cloned().collect());
        }
        if let Some(levels) = &mut case.service_control {
            levels.reverse();
        }
        assert_eq!(case.decide(), before, "case {number}");
    }
}

#[test]
fn an_explicit_deny_beats_every_allow() {
    let everything =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let nothing = everything.replace("Allow", "Deny");
    for number in 0..CASES {
        let mut case = Case::new(&mut Dice::new(number, &[]));
        // Who has no policies of its own.
        if !case.principal.contains('/') || case.principal.contains(":saml-provider/") {
            continue;
        }
        case.identity = vec![everything.parse().unwrap(), nothing.parse().unwrap()];
        assert_eq!(case.decide(), Decision::ExplicitDeny, "case {number}");
    }
}
