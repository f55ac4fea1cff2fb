//! Decisions beside those of the literal evaluator of the tests.

#![no_main]

#[path = "../../iam-evaluate/tests/evaluate/case.rs"]
mod case;
#[path = "../../iam-evaluate/tests/evaluate/literal.rs"]
mod literal;

use iam_core::policy::{Effect, Policy, PolicyType, Statement};
use iam_generate::{Dice, Vocabulary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut dice = Dice::new(0, bytes);
    let mut case = case::Case::new(&mut dice);
    // Now and then one statement more of either effect.
    for effect in [Effect::Allow, Effect::Deny] {
        if let Some(policy) = case.identity.first_mut() {
            let drawn = iam_generate::statement(&mut dice, &Vocabulary::ODD, PolicyType::Identity);
            let statements = [policy.statements(), &[Statement { effect, ..drawn }]].concat();
            *policy = Policy::already_read(policy.version(), None, statements.into());
        }
    }
    assert_eq!(case.decide(), literal::decide(&case), "{}", case.summary());
    let explanation = case.evaluator().explain(&case.request());
    assert_eq!(explanation.decision(), case.decide());
    assert!(!explanation.to_string().is_empty());
});
