//! Decisions beside those of the literal evaluator of the tests.

#![no_main]

#[path = "../../iam-core/tests/evaluate/case.rs"]
mod case;
#[path = "../../iam-core/tests/evaluate/generate.rs"]
mod generate;
#[path = "../../iam-core/tests/evaluate/literal.rs"]
mod literal;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut dice = generate::Dice::new(0, bytes);
    let mut case = generate::case(&mut dice);
    // Now and then one statement more of either effect.
    for effect in [iam_core::policy::Effect::Allow, iam_core::policy::Effect::Deny] {
        if let Some(policy) = case.identity.first_mut() {
            let statement = generate::attached_statement(&mut dice, effect);
            let statements = [policy.statements(), &[statement]].concat();
            *policy =
                iam_core::policy::Policy::already_read(policy.version(), None, statements.into());
        }
    }
    assert_eq!(case.decide(), literal::decide(&case), "{}", case.summary());
    let explanation = case.evaluator().explain(&case.request());
    assert_eq!(explanation.decision(), case.decide());
    assert!(!explanation.to_string().is_empty());
});
