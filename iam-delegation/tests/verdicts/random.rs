//! Changes of whole statements, drawn at random.

use crate::probe::{ANN, ASKED, Probed, request};
use iam_delegation::Verdict;
use iam_evaluate::Request;

/// A reproducible source of choices (`SplitMix64`).
struct Dice {
    seed: u64,
}

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.seed;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % (most as u64 + 1)).unwrap()
    }

    fn pick(&mut self, items: &[&'static str]) -> &'static str {
        items[self.up_to(items.len() - 1)]
    }

    fn list(&mut self, items: &[&'static str]) -> Vec<&'static str> {
        (0..=self.up_to(2)).map(|_| self.pick(items)).collect()
    }
}

const ACTIONS: &[&str] = &["s3:*", "s3:Get*", "s3:GetObject", "S3:putobject", "sqs:*", "iam:Get*"];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::reports/*",
    "arn:aws:s3:::reports/${aws:username}/*",
    "arn:aws:sqs:*",
    "arn:aws:*:*:111122223333:*",
    "arn:aws:s3:::reports/a",
];
const TESTS: &[&str] = &[
    r#""StringEquals":{"aws:username":"ann"}"#,
    r#""StringLike":{"aws:username":["a*","b*"]}"#,
    r#""StringNotEquals":{"aws:username":"ann"}"#,
    r#""StringNotLike":{"aws:username":["a*","eve"]}"#,
    r#""Bool":{"aws:SecureTransport":"true"}"#,
    r#""BoolIfExists":{"aws:SecureTransport":"true"}"#,
    r#""Null":{"aws:SecureTransport":"false"}"#,
    r#""NumericLessThan":{"aws:MultiFactorAuthAge":"5"}"#,
    r#""NumericLessThanEquals":{"aws:MultiFactorAuthAge":["7","2"]}"#,
];

#[derive(Clone)]
struct Drawn {
    effect: &'static str,
    action: (&'static str, Vec<&'static str>),
    resource: (&'static str, Vec<&'static str>),
    tests: Vec<&'static str>,
}

impl Drawn {
    fn new(dice: &mut Dice) -> Self {
        let mut drawn = Self {
            effect: if dice.up_to(3) == 0 { "Deny" } else { "Allow" },
            action: ("Action", dice.list(ACTIONS)),
            resource: ("Resource", dice.list(RESOURCES)),
            tests: Vec::new(),
        };
        drawn.draw_tests(dice);
        drawn
    }

    fn draw_tests(&mut self, dice: &mut Dice) {
        self.tests = dice.list(TESTS);
        if dice.up_to(1) == 0 {
            self.tests.clear();
        }
        // No operator twice.
        let operator = |test: &str| test.split(':').next().map(str::to_owned);
        self.tests.sort_by_key(|test| operator(test));
        self.tests.dedup_by_key(|test| operator(test));
    }

    /// The same with one or two parts drawn anew.
    fn changed(&self, dice: &mut Dice) -> Self {
        let mut changed = self.clone();
        for _ in 0..=dice.up_to(1) {
            match dice.up_to(8) {
                0 => changed.effect = dice.pick(&["Allow", "Deny"]),
                1 => changed.action.0 = dice.pick(&["Action", "NotAction"]),
                2 => changed.resource.0 = dice.pick(&["Resource", "NotResource"]),
                3 => changed.action.1 = dice.list(ACTIONS),
                4 => changed.action.1.push(dice.pick(ACTIONS)),
                5 => changed.resource.1 = dice.list(RESOURCES),
                6 => changed.resource.1.push(dice.pick(RESOURCES)),
                _ => changed.draw_tests(dice),
            }
        }
        changed
    }

    fn members(&self) -> String {
        let list = |entries: &[&str]| format!(r#"["{}"]"#, entries.join(r#"",""#));
        let Self { effect, action, resource, tests } = self;
        format!(
            r#""Effect":"{effect}","{}":{},"{}":{},"Condition":{{{}}}"#,
            action.0,
            list(&action.1),
            resource.0,
            list(&resource.1),
            tests.join(",")
        )
    }
}

fn requests() -> Vec<Request> {
    let contexts: [&[(&str, &[&str])]; 5] = [
        &[],
        &[("aws:username", &["ann"]), ("aws:SecureTransport", &["true"])],
        &[("aws:username", &["abe"]), ("aws:MultiFactorAuthAge", &["3"])],
        &[("aws:username", &["ann"]), ("aws:MultiFactorAuthAge", &["6"])],
        &[
            ("aws:username", &["eve"]),
            ("aws:SecureTransport", &["false"]),
            ("aws:MultiFactorAuthAge", &["1"]),
        ],
    ];
    let each =
        |asked: &(&'static str, &'static str)| contexts.map(|keys| request(ANN, *asked, keys));
    ASKED.iter().flat_map(each).collect()
}

#[test]
fn changes_of_whole_statements() {
    let requests = requests();
    let mut counts = [0_usize; 4];
    for seed in 0..800 {
        let mut dice = Dice { seed };
        let before = Drawn::new(&mut dice);
        let after = before.changed(&mut dice);
        let before = Probed::identity(&before.members(), &requests);
        let after = Probed::identity(&after.members(), &requests);
        let verdict = before.judge(&after);
        assert_eq!(after.judge(&before), verdict.inverse());
        counts[[Verdict::Same, Verdict::Narrower, Verdict::Wider, Verdict::Other]
            .iter()
            .position(|it| *it == verdict)
            .unwrap()] += 1;
    }
    assert!(counts.iter().all(|count| *count > 50), "{counts:?}");
}
