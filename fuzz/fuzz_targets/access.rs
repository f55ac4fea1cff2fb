//! Answers about pairs of policies: within the budget, and each FAIL with a request that the simulator confirms.

#![no_main]

use iam_access::{Verdict, equivalent, no_new_access};
use iam_core::policy::{Identity, Policy};
use iam_evaluate::{Decision, Evaluator, Policies};
use iam_generate::{Dice, Vocabulary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut dice = Dice::new(0, bytes);
    let old: Policy<Identity> = iam_generate::policy(&mut dice, &Vocabulary::ODD);
    let new = iam_generate::changed(&mut dice, &Vocabulary::ODD, &old);
    let answer = no_new_access(&old, &new);
    let decide = |policy, request| Evaluator::new(&Policies::new().identity(policy)).decide(request);
    for reason in answer.reasons() {
        let request = reason.witness.request();
        let service = request.action().service().prefix();
        // Keys and roles ask for a policy of their own.
        if !matches!(service, "kms" | "sts") {
            assert_eq!(decide(&new, request), Decision::Allow, "{request:?}");
            assert_ne!(decide(&old, request), Decision::Allow, "{request:?}");
        }
    }
    if equivalent(&old, &new) == Verdict::Pass {
        assert_ne!(answer.verdict(), Verdict::Fail);
    }
});
