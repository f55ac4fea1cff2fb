//! Version is that of the language, not of the policy.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2024-06-01",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
