//! Statements, and what they let through.

use iam_core::policy::{Identity, Policy, Resource};
use iam_core::registry::{ConditionKey, condition_key};
use iam_delegation::{Permissions, Verdict};
use iam_evaluate::{Context, ContextValue, Decision, Evaluator, Policies, Request};

/// A policy of one statement, to be compared and to be asked.
pub(crate) struct Probed {
    pub(crate) text: String,
    permissions: Permissions,
    /// Which requests are allowed, one by one.
    allowed: Vec<bool>,
}

impl Probed {
    /// An identity-based policy of a statement with these members; asked alone, and beside one that
    /// allows everything, so that denials count.
    pub(crate) fn identity(members: &str, requests: &[Request]) -> Self {
        let text = document(members);
        let policy: Policy<Identity> = Policy::from_json(&text).unwrap();
        let everything = document(r#""Effect":"Allow","Action":"*","Resource":"*""#);
        let everything: Policy<Identity> = Policy::from_json(&everything).unwrap();
        let policies = Policies::new().identity(&policy);
        let alone = Evaluator::new(&policies);
        let beside = Evaluator::new(&policies.identity(&everything));
        let decisions = requests.iter().flat_map(|it| [alone.decide(it), beside.decide(it)]);
        let file = format!(r#"{{"policies":{{"P":{{"policy_document":{text}}}}}}}"#);
        Self::new(text.clone(), &file, decisions.collect())
    }

    /// A resource-based policy of a statement with these members; asked alone, and with the leave of the
    /// principal's account.
    pub(crate) fn resource(members: &str, requests: &[Request]) -> Self {
        let text = document(members);
        let policy: Policy<Resource> = Policy::from_json(&text).unwrap();
        let everything = document(r#""Effect":"Allow","Action":"*","Resource":"*""#);
        let everything: Policy<Identity> = Policy::from_json(&everything).unwrap();
        let policies = Policies::new().resource(&policy);
        let alone = Evaluator::new(&policies);
        let with_leave = Evaluator::new(&policies.identity(&everything));
        let decisions = requests.iter().flat_map(|it| [alone.decide(it), with_leave.decide(it)]);
        let file = format!(
            r#"{{"topics":{{"T":{{"policies":[{{"name":"P","policy_document":{text}}}]}}}}}}"#
        );
        Self::new(text.clone(), &file, decisions.collect())
    }

    fn new(text: String, file: &str, decisions: Vec<Decision>) -> Self {
        let permissions = Permissions::from_json(file).unwrap_or_else(|error| panic!("{error}"));
        let allowed = decisions.into_iter().map(|it| it == Decision::Allow).collect();
        Self { text, permissions, allowed }
    }

    /// The verdict on a change from this to `after`, held against what both let through.
    pub(crate) fn judge(&self, after: &Self) -> Verdict {
        let verdict = self.permissions.compare(&after.permissions).verdict;
        let pairs = || self.allowed.iter().zip(&after.allowed);
        let opens = pairs().any(|(before, after)| !before && *after);
        let shuts = pairs().any(|(before, after)| *before && !after);
        let holds = match verdict {
            Verdict::Same => !opens && !shuts,
            Verdict::Narrower => !opens,
            Verdict::Wider => !shuts,
            Verdict::Other => true,
        };
        assert!(holds, "{verdict}, opens {opens}, shuts {shuts}\n{}\n{}", self.text, after.text);
        verdict
    }
}

fn document(members: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"A",{members}}}]}}"#)
}

/// Of how many changes one is judged: each is proved, which takes its time where nothing is optimised.
const STEP: usize = if cfg!(debug_assertions) { 3 } else { 1 };

/// Judges each change from one to another, and counts the verdicts that say something.
pub(crate) fn judge_all(all: &[Probed]) -> (usize, usize) {
    let (mut told, mut pairs) = (0, 0);
    for (at, before) in all.iter().enumerate() {
        for after in all[at..].iter().step_by(STEP) {
            let verdict = before.judge(after);
            assert_eq!(after.judge(before), verdict.inverse(), "{}\n{}", before.text, after.text);
            told += usize::from(verdict != Verdict::Other);
            pairs += 1;
        }
    }
    (told, pairs)
}

pub(crate) const ANN: &str = "arn:aws:iam::111122223333:user/ann";

pub(crate) const ASKED: [(&str, &str); 9] = [
    ("s3:GetObject", "arn:aws:s3:::reports/a"),
    ("s3:GetObject", "arn:aws:s3:::reports/ann/x"),
    ("s3:GetObject", "arn:aws:s3:::other/a:b"),
    ("s3:PutObject", "arn:aws:s3:::reports/a"),
    ("s3:GetBucketAcl", "arn:aws:s3:::reports"),
    ("s3:ListAllMyBuckets", "*"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:reports"),
    ("sqs:SendMessage", "arn:aws:sqs:us-east-1:444455556666:inbox"),
    ("iam:GetRole", "arn:aws:iam::111122223333:role/reports"),
];

pub(crate) fn request(principal: &str, asked: (&str, &str), keys: &[(&str, &[&str])]) -> Request {
    let (action, resource) = asked;
    // Proofs are about values of the type of the key.
    let value = |key: &str, values: &[&str]| match values {
        [one] if !condition_key(key).is_some_and(ConditionKey::is_multivalued) => {
            ContextValue::One((*one).to_owned())
        }
        many => ContextValue::Many(many.iter().map(|value| (*value).to_owned()).collect()),
    };
    let context: Context =
        keys.iter().map(|(key, values)| ((*key).to_owned(), value(key, values))).collect();
    let request = Request::new(principal, action, resource).unwrap().with_context(context);
    assert!(request.ignored_keys().is_empty(), "{:?}", request.ignored_keys());
    request
}
