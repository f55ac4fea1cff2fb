//! One policy a side.

use crate::PAIRS;
use crate::world::{Dice, attack, document, requests};
use iam_access::{Verdict, no_new_access};
use iam_core::policy::{Identity, Policy, ResourcePolicy};
use iam_evaluate::{Decision, Evaluator, Policies, Request, ResourceGrant};

#[test]
fn no_identity_based_policy_passes_with_new_access() {
    let requests = requests(&[
        "arn:aws:iam::111122223333:role/app",
        "arn:aws:iam::111122223333:user/ann",
        "arn:aws:iam::444455556666:role/web",
    ]);
    let mut undecided = 0;
    for seed in 1..=PAIRS {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let texts = [document(&mut dice, None), document(&mut dice, None)];
        let read = |text: &str| {
            Policy::<Identity>::from_json(text).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        let (old, new) = (read(&texts[0]), read(&texts[1]));
        let answer = no_new_access(&old, &new);
        let evaluator = |policy| Evaluator::new(&Policies::new().identity(policy));
        let (before, after) = (evaluator(&old), evaluator(&new));
        let gains = |request: &Request| {
            // Somebody of the account of the resource.
            let account = request.principal().account().expect("an account").to_owned();
            let request = request.clone().with_resource_account(&account).expect("an account");
            after.decide(&request) == Decision::Allow && before.decide(&request) != Decision::Allow
        };
        if !attack(&answer, &[&texts[0], &texts[1]], &requests, &gains) {
            undecided += 1;
            println!("{}\n{}\n{:?}", texts[0], texts[1], answer.unknown());
        }
        assert_eq!(no_new_access(&old, &old).verdict(), Verdict::Pass, "{}", texts[0]);
    }
    println!("{undecided} of {PAIRS} undecided");
    assert!(undecided * 50 <= PAIRS, "{undecided} of {PAIRS}");
}

#[test]
fn no_policy_of_a_resource_passes_with_new_access() {
    const PRINCIPALS: &[&str] = &[
        r#""*""#,
        r#"{"AWS":"*"}"#,
        r#"{"AWS":"111122223333"}"#,
        r#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#,
        r#"{"AWS":["arn:aws:iam::111122223333:user/ann","444455556666"]}"#,
        r#"{"Service":"sns.amazonaws.com"}"#,
        r#"{"Federated":"*"}"#,
        r#"{"Federated":"www.amazon.com","Service":"ec2.amazonaws.com"}"#,
    ];
    let requests = requests(&[
        "arn:aws:iam::111122223333:role/app",
        "arn:aws:iam::111122223333:user/ann",
        "arn:aws:iam::444455556666:role/web",
        "sns.amazonaws.com",
        "ec2.amazonaws.com",
        "www.amazon.com",
        "accounts.google.com",
        "*",
    ]);
    let everything: Policy<Identity> =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
            .parse()
            .expect("a policy");
    let mut undecided = 0;
    for seed in 1..=PAIRS {
        let mut dice = Dice(seed.wrapping_mul(0xd134_2543_de82_ef95));
        let texts = [document(&mut dice, Some(PRINCIPALS)), document(&mut dice, Some(PRINCIPALS))];
        let read = |text: &str| {
            ResourcePolicy::from_json(text).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        let (old, new) = (read(&texts[0]), read(&texts[1]));
        let answer = no_new_access(&old, &new);
        let evaluator =
            |policy| Evaluator::new(&Policies::new().identity(&everything).resource(policy));
        let (before, after) = (evaluator(&old), evaluator(&new));
        let gains = |request: &Request| {
            let of_resource = request.resource().split(':').nth(4).filter(|it| !it.is_empty());
            if of_resource.is_some() && of_resource == request.principal().account() {
                let grant = |evaluator: &Evaluator| evaluator.resource_grant(request);
                // Only where a statement names the account of its resources.
                return grant(&after) > ResourceGrant::None
                    && grant(&before) == ResourceGrant::None;
            }
            let request = match of_resource {
                Some(_) => request.clone(),
                None => request.clone().with_resource_account("999999999999").expect("an account"),
            };
            after.decide(&request) == Decision::Allow && before.decide(&request) != Decision::Allow
        };
        if !attack(&answer, &[&texts[0], &texts[1]], &requests, &gains) {
            undecided += 1;
            println!("{}\n{}\n{:?}", texts[0], texts[1], answer.unknown());
        }
        assert_eq!(no_new_access(&old, &old).verdict(), Verdict::Pass, "{}", texts[0]);
    }
    println!("{undecided} of {PAIRS} undecided");
    assert!(undecided * 50 <= PAIRS, "{undecided} of {PAIRS}");
}
