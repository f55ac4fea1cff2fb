//! One question mark matches nothing.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListAllMyBuckets,
            Resource: "?",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
