//! Changes of whole statements, drawn at random.

use crate::probe::{Probed, request};
use iam_core::policy::{Identity, Policy};
use iam_delegation::Verdict;
use iam_evaluate::Request;
use iam_generate::{Dice, Given, Vocabulary};

/// What identities ask, with many of the contexts that there can be.
fn requests() -> Vec<Request> {
    let asked = (0..200).filter_map(|seed| {
        let asked = iam_generate::question(&mut Dice::new(seed, &[]), &Vocabulary::SMALL);
        let is_identity = asked.principal.contains("111122223333");
        is_identity.then(|| {
            let keys = asked.context.iter().map(|(key, given)| match given {
                Given::One(value) => (*key, std::slice::from_ref(value)),
                Given::Many(values) => (*key, values.as_slice()),
            });
            let keys: Vec<_> = keys.collect();
            request(asked.principal, (asked.action, asked.resource), &keys)
        })
    });
    asked.collect()
}

/// A policy of the first statement alone.
fn first(policy: &Policy<Identity>) -> Policy<Identity> {
    Policy::new(vec![policy.statements()[0].clone()]).unwrap()
}

fn probed(policy: &Policy<Identity>, requests: &[Request]) -> Probed {
    let text = first(policy).to_json();
    let members = text.split_once("[{").unwrap().1.strip_suffix("}]}").unwrap();
    Probed::identity(members, requests)
}

#[test]
fn changes_of_whole_statements() {
    let requests = requests();
    let words = Vocabulary::SMALL;
    let mut counts = [0_usize; 4];
    for seed in 0..1200 {
        let mut dice = Dice::new(seed, &[]);
        let before: Policy<Identity> = iam_generate::policy(&mut dice, &words);
        let before = first(&before);
        let after = iam_generate::changed(&mut dice, &words, &before);
        let before = probed(&before, &requests);
        let after = probed(&after, &requests);
        let verdict = before.judge(&after);
        assert_eq!(after.judge(&before), verdict.inverse());
        counts[[Verdict::Same, Verdict::Narrower, Verdict::Wider, Verdict::Other]
            .iter()
            .position(|it| *it == verdict)
            .unwrap()] += 1;
    }
    assert!(counts.iter().all(|count| *count > 50), "{counts:?}");
}
