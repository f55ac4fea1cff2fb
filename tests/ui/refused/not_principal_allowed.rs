//! Everybody but one is let in.

use typed_iam::{ResourcePolicy, resource_policy};

const WRITTEN: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            NotPrincipal: { AWS: "arn:aws:iam::444455556666:root" },
            Action: sns:Publish,
            Resource: "arn:aws:sns:eu-west-1:123456789012:alerts",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
