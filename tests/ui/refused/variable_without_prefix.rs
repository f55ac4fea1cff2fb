//! A policy variable without its prefix.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::home/${username}/*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
