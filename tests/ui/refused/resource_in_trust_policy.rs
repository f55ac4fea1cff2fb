//! A trust policy is about its own role.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { Service: "ec2.amazonaws.com" },
            Action: sts:AssumeRole,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
