//! Questions that grow: the time of each must grow with them, not with their square.

use iam_core::policy::Policy;
use iam_evaluate::{Context, ContextValue, Decision, Evaluator, Policies, Request};
use std::hint::black_box;
use std::time::Duration;

/// For the largest of each.
const MISSES_BUDGET: Duration = Duration::from_secs(1);
const SET_BUDGET: Duration = Duration::from_millis(100);

const ACTION: &str = "s3:ListAllMyBuckets";

fn evaluator(statements: &[String]) -> Evaluator {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    let policy = Policy::from_json(&text).expect("a policy");
    Evaluator::new(&Policies::new().identity(&policy))
}

/// Statements that each miss another condition key, explained.
pub(crate) fn misses() -> bool {
    println!("an explanation of statements that each miss another condition key");
    let mut time = Duration::MAX;
    for count in [10_000, 20_000, 40_000, 80_000] {
        let statement = |number| {
            format!(
                r#"{{"Effect":"Allow","Action":"{ACTION}","Resource":"*","Condition":{{"StringEquals":{{"aws:PrincipalTag/t{number}":"x"}}}}}}"#
            )
        };
        let statements: Vec<_> = (0..count).map(statement).collect();
        let evaluator = evaluator(&statements);
        let request = Request::new(super::PRINCIPAL, ACTION, "*").expect("a request");
        let missing = evaluator.explain(&request).missing_keys().len();
        assert_eq!(missing, count, "each misses its own");
        time = super::fastest(3, || drop(black_box(evaluator.explain(black_box(&request)))));
        println!("  {count:>6} statements: {time:?}");
    }
    println!("  budget {MISSES_BUDGET:?}");
    time <= MISSES_BUDGET
}

/// As many values of the request as of the policy, of the commonest operators.
pub(crate) fn sets() -> bool {
    println!("n values of the request beside n of the policy, by `ForAllValues`");
    let mut within = true;
    for operator in ["StringEquals", "StringEqualsIgnoreCase", "NumericEquals", "IpAddress"] {
        let mut time = Duration::MAX;
        for count in [8_000_u32, 16_000, 32_000] {
            let value = |number: u32| match operator {
                "NumericEquals" => number.to_string(),
                "IpAddress" => format!("10.{}.{}.7", number >> 8, number & 0xff),
                _ => format!("Value{number}"),
            };
            let values: Vec<_> = (0..count).map(value).collect();
            let wanted = values.iter().rev().map(|it| format!("{it:?}")).collect::<Vec<_>>();
            let evaluator = evaluator(&[format!(
                r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"ForAllValues:{operator}":{{"aws:CalledVia":[{}]}}}}}}"#,
                wanted.join(",")
            )]);
            let context = Context::new().with("aws:CalledVia", ContextValue::Many(values));
            let request = Request::new(super::PRINCIPAL, ACTION, "*").expect("a request");
            let request = request.with_context(context);
            assert_eq!(evaluator.decide(&request), Decision::Allow, "all are wanted");
            time = super::fastest(3, || {
                black_box(evaluator.decide(black_box(&request)));
            });
            println!("  {operator:22} {count:>6} values: {time:?}");
        }
        within &= time <= SET_BUDGET;
    }
    println!("  budget {SET_BUDGET:?}");
    within
}
