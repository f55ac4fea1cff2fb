//! New access for all texts, with witnesses that need not exist.

#![expect(clippy::expect_used, reason = "a test may panic")]

use iam_access::{
    Access, EffectivePermissions, LimitedResource, StrictAnswer, Verdict, access_not_granted,
    access_not_granted_strictly, grants_access_strictly, no_new_access_strictly,
};
use iam_core::policy::{Identity, Policy, ResourceControlPolicy, ResourcePolicy};
use iam_evaluate::{Decision, Evaluator, HypotheticalRequest, Policies};
use iam_generate::{Dice, Vocabulary};

/// How many pairs of policies at random are asked about.
const PAIRS: u64 = if cfg!(debug_assertions) { 150 } else { 2_000 };

fn allow(action: &str, resource: &str) -> Policy<Identity> {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{action},"Resource":"{resource}"}}]}}"#
    );
    text.parse().expect("a policy")
}

fn ask(old: &Policy<Identity>, new: &Policy<Identity>) -> StrictAnswer {
    no_new_access_strictly(old, new)
}

#[test]
fn actions_to_come_count() {
    let all: Vec<String> = iam_core::registry::service("sqs")
        .expect("a service")
        .actions()
        .iter()
        .map(|action| format!("\"{action}\""))
        .collect();
    let listed = allow(&format!("[{}]", all.join(",")), "*");
    let answer = ask(&listed, &allow(r#""sqs:*""#, "*"));
    assert_eq!(answer.today().verdict(), Verdict::Pass);
    assert_eq!(answer.verdict(), Verdict::Fail);
    let [reason] = answer.hypothetical() else { panic!("one reason: {answer:?}") };
    let action = reason.witness.request().action();
    assert!(action.starts_with("sqs:") && iam_core::registry::action(action).is_none(), "{action}");
    assert_eq!(ask(&allow(r#""sqs:*""#, "*"), &listed).verdict(), Verdict::Pass);
}

#[test]
fn access_to_come_counts() {
    let deletes = Access::new(["s3:Delete*"], ["arn:aws:s3:::audit/*"]).expect("access");
    let ask = |action: &str, resource: &str| {
        let policy = allow(action, resource);
        let answer = access_not_granted_strictly(&policy, &deletes);
        let today = access_not_granted(&policy, &deletes);
        assert_eq!(today.verdict(), answer.today().verdict());
        let told = grants_access_strictly(&policy, &deletes, &today);
        assert_eq!(told, !answer.hypothetical().is_empty(), "{action} {resource}");
        answer
    };
    // No such action exists today.
    let answer = ask(r#""s3:DeleteObjectsOf*""#, "arn:aws:s3:::*");
    assert_eq!(answer.today().verdict(), Verdict::Pass);
    let [reason] = answer.hypothetical() else { panic!("one reason: {answer:?}") };
    let request = reason.witness.request();
    assert!(request.action().starts_with("s3:deleteobjectsof"), "{request:?}");
    assert!(request.resource().starts_with("arn:aws:s3:::audit/"), "{request:?}");
    // The action exists, and takes no such resource.
    let answer = ask(r#""s3:DeleteBucket""#, "arn:aws:s3:::audit/*");
    assert_eq!((answer.today().verdict(), answer.verdict()), (Verdict::Pass, Verdict::Fail));
    // What can be made is no hypothesis.
    let answer = ask(r#""s3:DeleteObject*""#, "arn:aws:s3:::audit/*");
    assert_eq!((answer.today().verdict(), answer.hypothetical().len()), (Verdict::Fail, 0));
    for (action, resource) in [
        (r#""s3:Get*""#, "*"),
        (r#""s3:DeleteObjectsOf*""#, "arn:aws:s3:::reports/*"),
        (r#""sqs:Delete*""#, "*"),
    ] {
        assert_eq!(ask(action, resource).verdict(), Verdict::Pass, "{action} {resource}");
    }
}

#[test]
fn resources_that_no_action_takes_count() {
    // `s3:ListAllMyBuckets` acts on `*` alone.
    let old = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"},
        {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::secret"}]}"#;
    let old: Policy<Identity> = old.parse().expect("a policy");
    let answer = ask(&old, &allow(r#""s3:ListAllMyBuckets""#, "*"));
    assert_eq!(answer.today().verdict(), Verdict::Pass);
    let told = answer.hypothetical().first().expect("a reason").witness.to_string();
    assert_eq!(
        told,
        "`s3:listallmybuckets` on `arn:aws:s3:::secret`, by `arn:aws:iam::111122223333:role/example`"
    );
}

#[test]
fn what_can_be_made_is_shown_so() {
    let answer = ask(&allow(r#""s3:GetObject""#, "*"), &allow(r#""s3:*""#, "*"));
    assert_eq!(answer.verdict(), Verdict::Fail);
    assert_eq!(answer.today().verdict(), Verdict::Fail);
    assert!(answer.hypothetical().is_empty());
}

#[test]
fn limits_hold_for_what_is_to_come() {
    let (get, all) = (allow(r#""s3:GetObject""#, "*"), allow(r#""s3:GetObject*""#, "*"));
    let old = EffectivePermissions::new().identity(&get);
    let new = EffectivePermissions::new().identity(&all);
    assert_eq!(no_new_access_strictly(&old, &new).verdict(), Verdict::Fail);
    let limited = new.permissions_boundary(&get);
    assert_eq!(no_new_access_strictly(&old, &limited).verdict(), Verdict::Pass);
    // Resource control policies protect services, and their actions to come.
    let queue = |action: &str| -> ResourcePolicy {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"444455556666"}},"Action":"{action}","Resource":"*"}}]}}"#
        );
        text.parse().expect("a policy")
    };
    let rcp: ResourceControlPolicy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#
        .parse()
        .expect("a policy");
    for (pattern, verdict) in [("sqs:*", Verdict::Pass), ("ec2:*", Verdict::Fail)] {
        let (none, all) = (queue("sns:Publish"), queue(pattern));
        let old = LimitedResource::new(&none);
        let new = LimitedResource::new(&all).resource_control_level([&rcp]);
        let answer = no_new_access_strictly(&old, &new);
        assert_eq!(answer.verdict(), verdict, "{pattern}");
    }
}

/// A PASS for all texts is one for requests that can be made, and every witness holds on both sides.
#[test]
fn pairs_at_random() {
    let words = &Vocabulary::SMALL;
    let (mut passed, mut hypothetical, mut undecided) = (0, 0, 0);
    for seed in 0..PAIRS {
        let mut dice = Dice::new(seed, &[]);
        let old: Policy<Identity> = iam_generate::policy(&mut dice, words);
        let new = iam_generate::changed(&mut dice, words, &old);
        let answer = ask(&old, &new);
        let what = format!("{}\n{}\n{answer:?}", old.to_json(), new.to_json());
        match answer.verdict() {
            Verdict::Pass => {
                passed += 1;
                assert_ne!(answer.today().verdict(), Verdict::Fail, "{what}");
            }
            Verdict::Unknown => undecided += 1,
            Verdict::Fail => {}
        }
        assert_eq!(ask(&old, &old).verdict(), Verdict::Pass, "{what}");
        let evaluator = |policy| Evaluator::new(&Policies::new().identity(policy));
        let (before, after) = (evaluator(&old), evaluator(&new));
        for reason in answer.hypothetical() {
            hypothetical += 1;
            let request = reason.witness.request();
            assert_eq!(request.decided_by(&after), Decision::Allow, "{what}");
            assert_ne!(request.decided_by(&before), Decision::Allow, "{what}");
        }
        // Actions that nobody knows, on resources of any sort.
        if answer.verdict() != Verdict::Pass {
            continue;
        }
        for action in ["s3:GetHologram", "s3:PutThing", "new:Thing", "ec2:StartDream"] {
            for resource in ["*", "arn:aws:s3:::bbb/a", "arn:aws:s3:::a", "arn:aws:x:y:z:q"] {
                let who = "arn:aws:iam::111122223333:role/app";
                let request = HypotheticalRequest::new(who, action, resource).expect("a request");
                let request = request.fill_in();
                assert!(
                    request.decided_by(&after) != Decision::Allow
                        || request.decided_by(&before) == Decision::Allow,
                    "{what}\n{request:?}"
                );
            }
        }
    }
    println!("{passed} of {PAIRS} passed, {hypothetical} hypothetical, {undecided} undecided");
    assert!(passed * 10 > PAIRS && undecided * 50 <= PAIRS, "{passed}, {undecided}");
}
