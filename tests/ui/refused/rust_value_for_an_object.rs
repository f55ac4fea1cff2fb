//! A Rust value stands for text, and for nothing larger; and some words are always written out.

use typed_iam::{Policy, TrustPolicy, policy, trust_policy};

fn one() -> Policy {
    policy! { Version: VERSION_1, Statement: [{ Effect: self.effect, Action: action, Resource: [-1, -x, -(1)] }] }
}
fn two() -> Policy {
    policy! { Version: "2012-10-17", Statement: [statement, STATEMENT] }
}
fn three() -> Policy {
    policy! {
        Version: "2012-10-17",
        Statement: [
            { Effect: Allow, Action: s3:GetObject, Resource: "*", Condition: tests },
            { Effect: Allow, Action: s3:GetObject, Resource: "*", Condition: { ArnLike: TESTS } },
            { Effect: Allow, Action: s3:GetObject, Resource: "*", Condition: { ArnLike: { aws:SourceArn: arn:aws:s3:::b } } },
        ],
    }
}
fn four() -> TrustPolicy {
    trust_policy! { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: WHO }] }
}

fn main() {}
