//! Terraform writes principals in a block of its own.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "*",
            Description: "reports",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
