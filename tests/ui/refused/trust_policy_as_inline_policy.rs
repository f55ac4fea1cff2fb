//! The kind of a policy is part of its type.

use typed_iam::{Policy, TrustPolicy, trust_policy};

const TRUST: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Principal: { Service: "ec2.amazonaws.com" }, Action: sts:AssumeRole },
    ],
};

fn attach(inline: &Policy) {
    println!("{}", inline.to_json());
}

fn main() {
    attach(&TRUST);
}
