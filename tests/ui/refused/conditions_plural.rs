//! The element is called Condition.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "*",
            Conditions: { Bool: { aws:SecureTransport: "true" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
