//! Whatever the minimiser makes of a policy decides every request as the policy did: asked of the simulator,
//! request by request.

#![expect(clippy::panic, clippy::expect_used, reason = "a test may panic")]

use iam_access::{Cut, MinimiseOptions, Verdict, equivalent, minimise, no_new_access};
use iam_core::policy::{Kind, Policy, Resource};
use iam_evaluate::{Context, Evaluator, Policies, Request, ResourceGrant};
use proptest::prelude::*;
use std::path::Path;

const ACTIONS: [&str; 9] = [
    "s3:GetObject",
    "s3:GetObjectAcl",
    "s3:PutObject",
    "s3:Get*",
    "S3:getobject*",
    "s3:*Tagging",
    "s3:PutObjectFrob",
    "s3:*",
    "*",
];

const RESOURCES: [&str; 8] = [
    "*",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::a/x",
    "arn:aws:s3:::a/x*",
    "arn:aws:s3:::a*",
    "arn:aws:s3:::b/${aws:PrincipalTag/t}",
    "arn:aws:s3:*:*:b/*",
    "**/x",
];

const CONDITIONS: [&str; 14] = [
    r#""StringEquals":{"aws:PrincipalTag/t":"x"}"#,
    r#""StringEquals":{"aws:PrincipalTag/t":"y"}"#,
    r#""StringLike":{"aws:PrincipalTag/t":["x*","xy"]}"#,
    r#""StringNotEquals":{"aws:PrincipalTag/t":"x"}"#,
    r#""StringNotEquals":{"aws:PrincipalTag/t":["x","y"]}"#,
    r#""StringNotLike":{"aws:PrincipalTag/t":["x","x*"]}"#,
    r#""StringEqualsIfExists":{"aws:PrincipalTag/t":["x","x"]}"#,
    r#""StringEqualsIfExists":{"aws:PrincipalTag/t":"y"}"#,
    r#""ForAllValues:StringEquals":{"aws:TagKeys":"x"}"#,
    r#""ForAllValues:StringEquals":{"aws:TagKeys":"y"}"#,
    r#""ForAnyValue:StringEquals":{"aws:TagKeys":"x"}"#,
    r#""ForAnyValue:StringNotEquals":{"aws:TagKeys":"x"}"#,
    r#""NumericNotEquals":{"aws:PrincipalTag/t":["x","5"]}"#,
    r#""Null":{"aws:PrincipalTag/t":"true"},"ForAnyValue:StringEquals":{"aws:TagKeys":"y"}"#,
];

const PRINCIPALS: [&str; 7] = [
    r#""*""#,
    r#"{"AWS":"111122223333"}"#,
    r#"{"AWS":"444455556666"}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:role/r"}"#,
    r#"{"AWS":["arn:aws:iam::444455556666:role/r","111122223333"]}"#,
    r#"{"Service":"events.amazonaws.com"}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:role/r","Service":"events.amazonaws.com"}"#,
];

/// The parts of a statement, by their places in the lists above.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
struct Drawn {
    denies: bool,
    not_action: bool,
    not_resource: bool,
    sid: bool,
    actions: Vec<usize>,
    resources: Vec<usize>,
    condition: Option<usize>,
    principal: usize,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let flags = (0..4_u8, 0..8_u8, 0..8_u8, any::<bool>());
    let actions = prop::collection::vec(0..ACTIONS.len(), 1..4);
    let resources = prop::collection::vec(0..RESOURCES.len(), 1..3);
    let condition = prop::option::of(0..CONDITIONS.len());
    (flags, actions, resources, condition, 0..PRINCIPALS.len()).prop_map(
        |((denies, not_action, not_resource, sid), actions, resources, condition, principal)| {
            Drawn {
                denies: denies == 0,
                not_action: not_action == 0,
                not_resource: not_resource == 0,
                sid,
                actions,
                resources,
                condition,
                principal,
            }
        },
    )
}

fn policy<K: Kind>(drawn: &[Drawn]) -> Policy<K> {
    let list = |all: &[&str], places: &[usize]| {
        let each: Vec<_> =
            places.iter().filter_map(|at| all.get(*at)).map(|it| format!("{it:?}")).collect();
        format!("[{}]", each.join(","))
    };
    let statements = drawn.iter().enumerate().map(|(at, it)| {
        let sid = if it.sid { format!(r#""Sid":"S{at}","#) } else { String::new() };
        let effect = if it.denies { "Deny" } else { "Allow" };
        let principal = if K::TYPE.has_principal() {
            format!(r#""Principal":{},"#, PRINCIPALS.get(it.principal).expect("a principal"))
        } else {
            String::new()
        };
        let not = |not: bool| if not { "Not" } else { "" };
        let condition = it.condition.and_then(|at| CONDITIONS.get(at));
        let condition = condition.map(|it| format!(r#","Condition":{{{it}}}"#)).unwrap_or_default();
        format!(
            r#"{{{sid}"Effect":"{effect}",{principal}"{}Action":{},"{}Resource":{}{condition}}}"#,
            not(it.not_action),
            list(&ACTIONS, &it.actions),
            not(it.not_resource),
            list(&RESOURCES, &it.resources)
        )
    });
    let statements: Vec<_> = statements.collect();
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    Policy::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn requests(principals: &[&str]) -> Vec<Request> {
    let contexts = [
        Context::new(),
        Context::new().with("aws:PrincipalTag/t", "x"),
        Context::new().with("aws:PrincipalTag/t", "xy"),
        Context::new().with("aws:PrincipalTag/t", "5").with("aws:TagKeys", ["x"]),
        Context::new().with("aws:PrincipalTag/t", "y").with("aws:TagKeys", ["x", "y"]),
        Context::new().with("aws:TagKeys", ["y", "z"]),
    ];
    let mut all = Vec::new();
    for principal in principals {
        for action in ["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "s3:PutObjectTagging"] {
            for resource in ["a/x", "a/xy", "a/y/x", "b/x", "b/xy", "c/x"] {
                let arn = format!("arn:aws:s3:::{resource}");
                for context in &contexts {
                    let request = Request::new(principal, action, &arn).expect("a request");
                    let request = request.with_resource_account("111122223333");
                    let request = request.expect("an account");
                    all.push(request.with_context(context.clone()));
                }
            }
        }
    }
    all
}

fn all_options() -> Vec<MinimiseOptions> {
    let plain = MinimiseOptions::default();
    let words = plain.compress(Cut::Words);
    vec![
        plain,
        words,
        plain.compress(Cut::Letters),
        plain.quota(330),
        words.quota(300).merge_sids(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn identity_policies_decide_as_before(all in prop::collection::vec(drawn(), 1..6)) {
        let before: Policy = policy(&all);
        let requests = requests(&["arn:aws:iam::111122223333:role/r"]);
        let evaluator = Evaluator::new(&Policies::new().identity(&before));
        let wanted: Vec<_> = requests.iter().map(|it| evaluator.decide(it)).collect();
        for options in all_options() {
            let Ok(made) = minimise(&before, options) else { continue };
            let after = made.policies.iter().fold(Policies::new(), Policies::identity);
            let evaluator = Evaluator::new(&after);
            for (request, wanted) in requests.iter().zip(&wanted) {
                let shown = made.policies.iter().map(Policy::to_json).collect::<Vec<_>>();
                prop_assert_eq!(
                    evaluator.decide(request), *wanted, "{:?}\n{}\n{:?}", request, before.to_json(), shown
                );
            }
            if options.quota.is_none() {
                let after = made.policies.first().expect("one policy");
                prop_assert!(after.json_len() <= before.json_len());
                if options.compress.is_none() {
                    prop_assert_ne!(equivalent(&before, after), Verdict::Fail);
                } else {
                    prop_assert_ne!(no_new_access(&before, after).verdict(), Verdict::Fail);
                    prop_assert_ne!(no_new_access(after, &before).verdict(), Verdict::Fail);
                }
            }
            prop_assert_eq!(minimise(&before, options), Ok(made));
        }
    }

    #[test]
    fn resource_policies_grant_as_directly_as_before(all in prop::collection::vec(drawn(), 1..6)) {
        let before: Policy<Resource> = policy(&all);
        let requests = requests(&[
            "arn:aws:iam::111122223333:role/r",
            "arn:aws:iam::444455556666:role/r",
            "arn:aws:iam::111122223333:user/u",
            "events.amazonaws.com",
            "*",
        ]);
        let evaluator = Evaluator::new(&Policies::new().resource(&before));
        let wanted: Vec<ResourceGrant> =
            requests.iter().map(|it| evaluator.resource_grant(it)).collect();
        for options in all_options().into_iter().filter(|it| it.quota.is_none()) {
            for options in [options, options.merge_sids()] {
                let Ok(made) = minimise(&before, options) else { continue };
                let after = made.policies.first().expect("one policy");
                let evaluator = Evaluator::new(&Policies::new().resource(after));
                for (request, wanted) in requests.iter().zip(&wanted) {
                    prop_assert_eq!(
                        evaluator.resource_grant(request),
                        *wanted,
                        "{:?}\n{}\n{}",
                        request,
                        before.to_json(),
                        after.to_json()
                    );
                }
                if !options.merge_sids {
                    let sids = |it: &Policy<Resource>| -> Vec<String> {
                        let sids = it.statements().iter().filter_map(|it| it.sid.as_deref());
                        sids.map(str::to_owned).collect()
                    };
                    prop_assert_eq!(sids(&before), sids(after));
                }
            }
        }
    }
}

/// AWS's own policies, of all sizes.
#[test]
fn managed_policies_grant_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/policies");
    let entries = std::fs::read_dir(folder).expect("the sample");
    let mut sizes = [0; 3];
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let text = std::fs::read_to_string(path).expect("a file");
        let before: Policy = Policy::from_json(&text).expect("a policy");
        sizes[0] += before.json_len();
        for (cut, size) in [None, Some(Cut::Words)].into_iter().zip(1..) {
            let options = cut.map(|cut| MinimiseOptions::default().compress(cut));
            let made = minimise(&before, options.unwrap_or_default()).expect("no quota");
            let after = made.policies.first().expect("one policy");
            for (old, new) in [(&before, after), (after, &before)] {
                let answer = no_new_access(old, new);
                assert_eq!(answer.verdict(), Verdict::Pass, "{}", after.to_json_pretty());
            }
            if let Some(size) = sizes.get_mut(size) {
                *size += after.json_len();
            }
        }
    }
    let [before, lossless, compressed] = sizes;
    assert!(lossless < before && compressed < lossless, "{sizes:?}");
}
