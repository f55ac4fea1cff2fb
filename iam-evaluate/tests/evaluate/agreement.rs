//! Both evaluators, on generated requests.

use crate::case::Case;
use crate::literal;
use iam_evaluate::Decision;
use iam_generate::Dice;

/// So many cases, the same each time. They are cheap to make and slow to judge literally.
const CASES: u64 = 10_000;

#[test]
fn the_compiled_evaluator_agrees_with_the_literal_one() {
    let mut decisions = [0_u64; 3];
    for number in 0..CASES {
        let case = Case::new(&mut Dice::new(number, &[]));
        let (evaluator, request) = (case.evaluator(), case.request());
        let ours = evaluator.decide(&request);
        assert_eq!(ours, literal::decide(&case), "case {number}: {}", case.summary());
        let explanation = evaluator.explain(&request);
        assert_eq!(explanation.decision(), ours, "case {number}");
        assert_eq!(explanation.blocked_by().is_none(), ours == Decision::Allow, "case {number}");
        decisions[match ours {
            Decision::Allow => 0,
            Decision::ImplicitDeny => 1,
            Decision::ExplicitDeny => 2,
        }] += 1;
    }
    // Requests that nothing ever matches would agree, too.
    assert!(decisions.iter().all(|count| count * 10 > CASES), "{decisions:?}");
}
